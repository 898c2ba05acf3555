"""A box for a day, typed as people write it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .typed import read_day


class Day(forms.CharField):
    """A day as people write it; its cleaned value is a date, or None."""

    widget = forms.TextInput({"class": "as-date", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return date.fromisoformat(read_day(typed))
        except ValueError:
            says = _("“%(typed)s” is not a date. Write it as 9 Dec 2026 or 12/9/2026.")
            raise ValidationError(says, params={"typed": typed}) from None
