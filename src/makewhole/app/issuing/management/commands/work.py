"""The background worker: does what the queue holds, takes up what was left, and begins what each month brings."""

import os
import threading
from argparse import ArgumentParser
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker

from makewhole.app.issuing import monthly

LOOKS_EVERY = 60
"""Seconds between two looks at the calendar and at batches that stand still."""


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
        threading.Thread(target=_look_after, args=(worker, under), daemon=True).start()
        worker.run()


def _look_after(worker: Worker, under: int) -> None:
    pause = threading.Event()
    seconds = 0
    while not pause.wait(1):
        if under and os.getppid() != under:
            # Left alone by a killed server: a task that is cut off here is taken up again, none is done by half.
            os._exit(0)
        seconds += 1
        if seconds % LOOKS_EVERY == 1:
            try:
                monthly.take_up_again()
                monthly.begin_due()
            finally:
                connection.close()
