"""An insurer's own PDF form: read, understood, and filled from the records.

form = read_form(pdf)
mapping = confident_mapping(form, propose(form))
filled = fill(pdf, form, mapping.entries, Facts(claim), flatten=True)
"""

from makewhole.documents.forms.filling.filler import Filled, FormToFill, fill
from makewhole.documents.forms.filling.signing import Signature
from makewhole.documents.forms.filling.writing import Continued, Empty, Written
from makewhole.documents.forms.form import Box, Form, Rect
from makewhole.documents.forms.mapping import (
    ALIKE,
    Entry,
    Mapping,
    Place,
    carried_over,
    confident_mapping,
    likeness,
    mapping_of,
    read_mapping,
    with_places,
    write_mapping,
)
from makewhole.documents.forms.reading.opening import FormRefused
from makewhole.documents.forms.reading.reader import read_form
from makewhole.documents.forms.understanding.proposing import CONFIDENT, Proposal, propose
from makewhole.documents.forms.values.facts import Facts, NamedValue, Value
from makewhole.documents.forms.values.named import find, named_values, value_of
from makewhole.documents.forms.values.wording import can_be_written

__all__ = [
    "ALIKE",
    "CONFIDENT",
    "Box",
    "Continued",
    "Empty",
    "Entry",
    "Facts",
    "Filled",
    "Form",
    "FormRefused",
    "FormToFill",
    "Mapping",
    "NamedValue",
    "Place",
    "Proposal",
    "Rect",
    "Signature",
    "Value",
    "Written",
    "can_be_written",
    "carried_over",
    "confident_mapping",
    "fill",
    "find",
    "likeness",
    "mapping_of",
    "named_values",
    "propose",
    "read_form",
    "read_mapping",
    "value_of",
    "with_places",
    "write_mapping",
]
