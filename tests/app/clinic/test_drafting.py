"""What is typed in two windows at the same moment is kept."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import drafting
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Draft, Patient
from makewhole.app.vault.acting import acting
from makewhole.records import VisitFile


def test_pauses_at_the_same_moment_do_not_refuse_each_other(
    committed: dict[str, Membership], example: VisitFile, threads: ThreadPoolExecutor
) -> None:
    with acting(committed["clinician"]):
        patient = clinic.save_patient(Patient(id=uuid4()), example.patient)
    subject = uuid4()

    def pause(number: int) -> str:
        with acting(committed["clinician"]):
            typed = {"visit.weight": f"{number}"}
            return drafting.go_on("visit", subject, typed, 1, lambda: {"visit.weight": "0"}, patient).typed[
                "visit.weight"
            ]

    jobs = [threads.submit(pause, number) for number in range(8)]
    kept = {job.result() for job in jobs}
    with acting(committed["clinician"]):
        draft = Draft.objects.get()
        typing = drafting.kept("visit", subject)
    assert typing is not None
    assert kept == {f"{number}" for number in range(8)}
    assert typing.typed["visit.weight"] in kept
    assert typing.base == {"visit.weight": "0"}
    assert draft.version == 8
