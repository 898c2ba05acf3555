"""Django's flush, with the audit triggers lifted meanwhile."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from makewhole.app.vault import triggers


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        triggers.lift(connection)
        try:
            super().handle(**options)
        finally:
            triggers.lay(connection)
