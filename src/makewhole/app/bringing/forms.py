"""The forms of bringing a file: the file itself, and what each of its columns holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from makewhole.exchange.csv import FIELDS, Guess

from .files import Refused
from .said import in_words

LABELS = {
    "name.first": _("First name"),
    "name.middle": _("Middle name"),
    "name.last": _("Last name"),
    "name.suffix": _("Suffix"),
    "full_name": _("Whole name"),
    "date_of_birth": _("Date of birth"),
    "sex": _("Sex, as the plan has it"),
    "address.line1": _("Street"),
    "address.line2": _("Apartment, suite"),
    "address.city": _("City"),
    "address.state": _("State"),
    "address.zip": _("ZIP code"),
    "phone": _("Telephone"),
    "account_number": _("Account number"),
    "language": _("Language of letters"),
    "signature_on_file": _("Signature on file since"),
    "payer_name": _("Insurer"),
    "member_id": _("Member ID"),
    "group_number": _("Group number"),
    "plan_name": _("Plan"),
    "relation": _("Who holds the policy?"),
    "subscriber.first": _("Holder: first name"),
    "subscriber.last": _("Holder: last name"),
    "subscriber.date_of_birth": _("Holder: date of birth"),
    "subscriber.sex": _("Holder: sex"),
    "effective_from": _("Coverage from"),
    "effective_until": _("Coverage until"),
}
LONGEST = 200
NEEDED = ("date_of_birth", "sex", "address.line1", "address.city", "address.state", "address.zip")


class Files(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class FilesField(forms.FileField):
    """One file or several; each is judged by its content, never by its name."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(each, initial) for each in data or [None]]


class Choosing(forms.Form):
    """Which file."""

    file = FilesField(
        label=_("File"),
        help_text=_("CSV from your practice system, or FHIR in JSON (Patient and Coverage, or a bundle)."),
    )


class Cell(forms.CharField):
    """A cell of a row: `required` only marks its label, since the row as a whole is judged."""

    def validate(self, value: Any) -> None:
        """Left to the row."""


class Mending(forms.Form):
    """One row that was refused, as it stands: its cells that hold something, each with what is wrong with it."""

    def __init__(self, row: Refused, columns: Mapping[int, str]) -> None:
        self.row, self.columns = row, columns
        name = f"row-{row.number}"
        self.use_required_attribute = False
        super().__init__({f"{name}-cell-{number}": row.cells[number] for number in columns}, prefix=name)
        for number, field in sorted(columns.items()):
            box = forms.TextInput({"autocomplete": "off"})
            needed = field in (*NEEDED, "name.first", "name.last", "full_name")
            self.fields[f"cell-{number}"] = Cell(label=LABELS[field], required=needed, widget=box)

    def clean(self) -> None:
        """Each fault at the cell that it is about, or at the top of the row when it is about none."""
        places = {field: f"cell-{number}" for number, field in self.columns.items()}
        for fault in self.row.problems:
            inside = [place for field, place in places.items() if field.startswith(f"{fault.field}.")]
            whole = [places["full_name"]] if fault.field.startswith("name") and "full_name" in places else []
            place = next(iter([*[places[each] for each in (fault.field,) if each in places], *whole, *inside]), None)
            self.add_error(place, in_words(fault.says, fault.remedy))


def typed_anew(row: Refused, sent: Mapping[str, Any]) -> tuple[str, ...]:
    """A row's cells with what was typed in place of what stood there."""
    return tuple(
        str(sent.get(f"row-{row.number}-cell-{number}", cell)).strip()[:LONGEST]
        for number, cell in enumerate(row.cells)
    )


class Columns(forms.Form):
    """What each column holds. `guesses` fill in what was not chosen yet."""

    def __init__(self, header: Sequence[str], guesses: Sequence[Guess], chosen: dict[int, str], *args: Any) -> None:
        super().__init__(*args)
        self.header = header
        choices = [("", _("Leave it out")), *((name, LABELS[name]) for name in FIELDS)]
        for guess in guesses:
            self.fields[f"column-{guess.number}"] = forms.ChoiceField(
                label=header[guess.number] or _("(no name)"),
                choices=choices,
                required=False,
                initial=chosen.get(guess.number, "") if chosen else guess.field,
            )

    def clean(self) -> dict[str, Any]:
        """No field twice, and all that a patient cannot do without."""
        cleaned: dict[str, Any] = super().clean() or {}
        seen: dict[str, str] = {}
        for column, name in list(cleaned.items()):
            if name and name in seen:
                self.add_error(column, _("Another column holds this already; choose one of them."))
            seen.setdefault(name, column)
        missing = [LABELS[name] for name in NEEDED if name not in seen]
        if "full_name" not in seen and not {"name.first", "name.last"} <= seen.keys():
            missing.insert(0, LABELS["full_name"])
        if missing:
            listed = ", ".join(str(each) for each in missing)
            self.add_error(None, _("No column was chosen for: %s. A patient needs it.") % listed)
        return cleaned

    def chosen(self) -> dict[int, str]:
        """The field of each column that holds one."""
        return {int(column[7:]): name for column, name in self.cleaned_data.items() if name}
