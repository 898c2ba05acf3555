"""Earlier treatments as a table, one row each, grouped by kind; what is not recorded is said to be so."""

from makewhole.coverage.record_words import RESPONSES
from makewhole.documents.clinical.blocks import Block
from makewhole.documents.clinical.wording import NOT_RECORDED, partial_date
from makewhole.records import TreatmentHistory, Trial

KINDS = ("medicine", "psychotherapy", "procedure", "other")
ADEQUATE = {True: "Yes", False: "No", None: NOT_RECORDED}


def trials_table(history: TreatmentHistory | None) -> Block | None:
    """The table block, or None where no treatment is on record."""
    if history is None or not history.trials:
        return None
    groups = [[_row(trial) for trial in history.trials if trial.kind == kind] for kind in KINDS]
    return {"trials": [group for group in groups if group]}


def dates(trial: Trial) -> str:
    """From and to as far as they are recorded. An end that is not recorded is not taken to mean "still going on"."""
    match (trial.started, trial.stopped):
        case (None, None):
            return NOT_RECORDED
        case (str(started), None):
            return f"From {partial_date(started)}"
        case (None, str(stopped)):
            return f"To {partial_date(stopped)}"
        case (str(started), str(stopped)):
            return f"{partial_date(started)}–{partial_date(stopped)}"
    raise AssertionError


def _row(trial: Trial) -> list[str | list[str]]:
    kind = trial.drug_class or ""
    if trial.augmentation and "augmentation" not in kind.casefold():
        kind = f"{kind}, augmentation" if kind else "augmentation"
    return [
        [trial.name, kind],
        trial.dose or NOT_RECORDED,
        dates(trial),
        str(trial.weeks) if trial.weeks else NOT_RECORDED,
        ADEQUATE[trial.adequate],
        RESPONSES[trial.response],
        trial.reason_stopped or NOT_RECORDED,
    ]
