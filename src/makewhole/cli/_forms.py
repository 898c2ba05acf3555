"""Reads the form that a command line names, with its mapping."""

from pathlib import Path

from makewhole.documents.forms import (
    FormToFill,
    carried_over,
    confident_mapping,
    propose,
    read_form,
    read_mapping,
    with_places,
)


def form_to_fill(form_pdf: str, map_file: str | None) -> FormToFill:
    """The form, filled as the mapping file says, or where there is none as makewhole proposes.

    Raises FormRefused, InvalidRecord for a mapping that is broken or of another form, and OSError.
    """
    content = Path(form_pdf).read_bytes()
    form = read_form(content)
    if map_file is None:
        mapping = confident_mapping(form, propose(form))
    else:
        mapping = carried_over(form, read_mapping(Path(map_file).read_text(encoding="utf-8", errors="replace")))
        form = with_places(form, mapping)
    return FormToFill(content, form, mapping.entries)
