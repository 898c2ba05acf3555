"""The background worker: does what the queue holds, takes up what was left, and begins what each month brings."""

import itertools
import logging
import os
import threading
from argparse import ArgumentParser
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Worker

from makewhole.app.clinic import calendar
from makewhole.app.issuing import monthly
from makewhole.app.project.databases import learn

log = logging.getLogger(__name__)
BEAT = 1.0
"""Seconds between two looks at whether the server is still there."""
LOOKS_EVERY = 60
"""Beats between two looks at the calendar and at batches that stand still."""
LEARNS_EVERY = 3600
"""Beats between two looks at how the tables have grown."""


class Command(BaseCommand):
    help = "Do background work until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--under", type=int, default=0, help="End when this process, the server, is gone.")

    def handle(self, *, under: int, **options: Any) -> None:
        worker = Worker(
            queue_names=["default"],
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid4().hex,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        threading.Thread(target=look_after, args=(under,), daemon=True).start()
        worker.run()


def look_after(under: int) -> None:
    """Begin what the calendar brings and take up what stands still, for as long as the process `under` is there."""
    pause = threading.Event()
    for beat in itertools.count():
        pause.wait(BEAT)
        if under and os.getppid() != under:
            # Left alone by a killed server: a task that is cut off here is taken up again, none is done by half.
            os._exit(0)
        if beat % LOOKS_EVERY == 0:
            try:
                monthly.take_up_again()
                monthly.begin_due()
                calendar.looked.send(None)
                if beat % LEARNS_EVERY == 0:
                    learn()
            except DatabaseError as error:  # locked or gone for a moment: the next look finds the same
                log.warning("the calendar could not be looked at", exc_info=error)
            finally:
                connection.close()
