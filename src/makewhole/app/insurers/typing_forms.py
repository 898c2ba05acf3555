"""What is typed about a form: the file itself, and what goes in one of its boxes."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.documents.forms import Box, Entry, can_be_written, find
from makewhole.rules.payer_registry import payers

from .keeping import Opened
from .picture import Picture, Placed
from .shown_boxes import known

LEAST = 4.0
"""Points: a smaller box cannot be written in, nor pressed."""


class Dropping(forms.Form):
    """The insurer's blank form, and whose it is."""

    file = forms.FileField(
        label=gettext_lazy("The insurer's form"),
        help_text=gettext_lazy("A PDF as the insurer publishes it, with or without boxes to type in, up to 25 MB."),
        widget=forms.FileInput({"accept": "application/pdf"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
    )
    payer = forms.ChoiceField(label=gettext_lazy("Whose form it is"), required=False)

    def __init__(self, *given: Any, today: date) -> None:
        super().__init__(*given)
        listed = [(each.payer_id, each.name) for each in payers(today)]
        self.fields["payer"].choices = [("", _("Any insurer's")), *listed]  # type: ignore[attr-defined]


class Choosing(forms.Form):
    """What goes in one box, and for a form without fields where the box stands, in points of the picture."""

    use_required_attribute = False
    value = forms.CharField(
        label=gettext_lazy("What goes in it"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("A name from the list, for example patient.name_last. Empty leaves the box empty."),
        widget=forms.TextInput({"list": "values", "autocomplete": "off", "spellcheck": "false"}),
    )
    way = forms.CharField(
        label=gettext_lazy("How it is written"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty for the usual way. For a date, for example MM/DD/YYYY."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, sent: Any, box: Box, opened: Opened, picture: Picture, *, writable: bool) -> None:
        self.box = box
        entry = opened.mapping.entries.get(box.id, Entry(""))
        at = picture.on_picture(box.rect)
        initial = {"value": entry.value, "way": entry.form}
        places = {"x": _("From the left"), "y": _("From the top"), "width": _("Width"), "height": _("Height")}
        super().__init__(sent, initial=initial | {name: round(getattr(at, name), 1) for name in places})
        if opened.form.flat:
            widget = {"class": "as-number", "inputmode": "decimal", "autocomplete": "off"}
            for name, label in places.items():
                least = LEAST if name in ("width", "height") else 0.0
                self.fields[name] = forms.FloatField(
                    label=label, min_value=least, max_value=14_400, widget=forms.TextInput(widget)
                )
        for each in self.fields.values():
            each.disabled = not writable

    def clean_value(self) -> str:
        """A named value, or none."""
        value: str = self.cleaned_data["value"].strip()
        ticked = self.box.kind == "check"
        if not known(value) or (value and ("=" in value) != ticked):
            raise ValidationError(_("This is not on the list. Choose a name from it, or leave the box empty."))
        return value

    def clean_way(self) -> str:
        """A way in which the value that was typed can be written, or the usual one."""
        way: str = self.cleaned_data["way"].strip()
        value = find(self.cleaned_data.get("value", ""))
        if value and not can_be_written(value, way):
            raise ValidationError(
                _("This value cannot be written so. Write a day as in MM/DD/YYYY, or leave this empty.")
            )
        return way

    def place(self) -> Placed | None:
        """Where the box is to stand, for a form without fields."""
        given = self.cleaned_data
        return Placed(given["x"], given["y"], given["width"], given["height"]) if "x" in given else None
