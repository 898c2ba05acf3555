"""The practice's own sentences in its letters: which passages there are, and how they are kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.app.clinic.records import practice_record
from makewhole.documents.own_words import LONGEST, PASSAGES, PLACES, faults

SETTING = "wording"
TITLES: Mapping[str, Any] = {
    "necessity_letter/opening": gettext_lazy("Letter of medical necessity: first sentence"),
    "necessity_letter/closing": gettext_lazy("Letter of medical necessity: last sentence"),
    "cover_letter/opening": gettext_lazy("Cover letter: first sentence"),
}
MEANINGS: Mapping[str, Any] = {
    "patient": gettext_lazy("the patient's name"),
    "date_of_birth": gettext_lazy("the patient's date of birth"),
    "date_of_service": gettext_lazy("the day of the visit"),
    "insurer": gettext_lazy("the insurer's name on the card"),
    "member_id": gettext_lazy("the member ID"),
    "claim_number": gettext_lazy("the number of the claim"),
    "total_charge": gettext_lazy("what the visit cost"),
    "provider": gettext_lazy("who treated, with credentials"),
    "practice": gettext_lazy("the practice's legal name"),
    "practice_phone": gettext_lazy("the practice's telephone"),
}


def practice_words() -> dict[str, str]:
    """The acting practice's own sentences by passage, as `build_packet` takes them."""
    return practice_record(SETTING, dict[str, str]) or {}


class WordingForm(forms.Form):
    """One box for each passage; an empty one leaves the passage as makewhole writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for passage in PASSAGES:
            self.fields[passage] = forms.CharField(
                label=TITLES[passage],
                required=False,
                max_length=LONGEST,
                validators=[_checked],
                widget=forms.Textarea({"rows": 3}),
            )

    def words(self) -> dict[str, str]:
        """What was typed, without the passages that were left empty."""
        return {passage: words for passage, words in self.cleaned_data.items() if words}


def names() -> list[tuple[str, Any]]:
    """Every name that may stand in braces, with what it is filled with."""
    return [(name, MEANINGS[name]) for name in PLACES]


def _checked(words: str) -> None:
    for fault in faults(words):
        raise ValidationError(f"{_(fault.says)} {_(fault.remedy)}")
