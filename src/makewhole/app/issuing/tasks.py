"""What is done in the background. The queue holds ids and nothing else."""

from uuid import UUID

from django_tasks import task

from makewhole.app.vault.acting import acting_as_service

from . import monthly


@task()
def run_batch(practice: str, batch: str) -> None:
    """Issue what waits in a batch of a practice."""
    with acting_as_service(UUID(practice), "month-end"):
        monthly.work_off(UUID(batch))
