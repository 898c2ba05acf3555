"""Items of the form that only the patient can answer: marked as the patient said, else left to the pen."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from makewhole.documents.cms1500.layout import layout
from makewhole.documents.shared_items import said
from makewhole.records import Claim


class Question(NamedTuple):
    """An item asked of the patient: its field on the form, the question's name, and the rule that it follows."""

    field: str
    name: str
    rule: str

    @property
    def item(self) -> str:
        """The item's number on the form, as in "10a"."""
        return layout().fields[self.field].box


QUESTIONS: Final = (
    Question("related-to-work", "accident.employment", "related-to"),
    Question("related-to-car", "accident.auto", "related-to"),
    Question("related-to-accident", "accident.other", "related-to"),
    Question("other-coverage", "other.covered", "other-coverage"),
)


def unanswered(claim: Claim, answers: Mapping[str, str]) -> list[Question]:
    """What is left for the patient to mark, in the form's order."""
    return [each for each in QUESTIONS if not said(each.name, claim, answers)]
