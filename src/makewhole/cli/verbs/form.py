"""makewhole form: an insurer's own PDF form, looked at and filled."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from makewhole.cli._inputs import (
    answers_option,
    failure_said,
    form_map_option,
    json_option,
    pdf_option,
    presentation_option,
    read_one,
    visit_argument,
)

if TYPE_CHECKING:
    from makewhole.documents.forms import Box, Filled, Form, Proposal

form_argument = click.argument("form_pdf", metavar="FORM.pdf", type=click.Path(dir_okay=False))


@click.group(short_help="Look at an insurer's PDF form, and fill it.")
def command() -> None:
    """Fill the claim form that an insurer publishes, from the same records as the packet.

    A form needs no preparation: its boxes are understood by their tooltips, their printed words and their names. What
    is not understood for certain stays empty, and a mapping file says once and for all what belongs there.
    """


@command.command(short_help="Say what each box of a form would hold.")
@click.argument("form_pdf", metavar="[FORM.pdf]", required=False, type=click.Path(dir_okay=False))
@click.option("--values", "values", is_flag=True, help="Print the list of named values instead; it needs no form.")
@click.option(
    "--map", "map_file", metavar="FILE", type=click.Path(dir_okay=False), help="Write the mapping there, to correct."
)
@json_option
def inspect(form_pdf: str | None, values: bool, map_file: str | None, as_json: bool) -> None:
    """Say of each box of FORM.pdf its name, the words found for it, the value proposed, and how sure that is.

    Values that are marked ✓ are filled; the others are left empty until a mapping says otherwise. With --map they are
    written to a file to be corrected by hand and given to `makewhole form fill` and `makewhole packet`.
    """
    if values:
        _say_values(as_json)
        return
    if form_pdf is None:
        raise click.UsageError("Missing argument 'FORM.pdf'.")
    from makewhole.documents.forms import confident_mapping, propose, read_form, write_mapping

    with failure_said(form_pdf, as_json):
        form = read_form(Path(form_pdf).read_bytes())
        proposals = propose(form)
    if map_file is not None:
        from makewhole.cli._files import write_file

        with failure_said(map_file, as_json):
            write_file(Path(map_file), write_mapping(confident_mapping(form, proposals)).encode())
    boxes = {box.id: box for box in form.boxes}
    if as_json:
        click.echo(
            json.dumps(_as_json(form, [(boxes[each.box], each) for each in proposals]), ensure_ascii=False, indent=2)
        )
    else:
        _say_form(form, [(boxes[each.box], each) for each in proposals])


def _say_values(as_json: bool) -> None:
    from makewhole.documents.forms import named_values

    values = named_values()
    if as_json:
        kinds = [
            {
                "name": value.name,
                "says": value.says,
                "choices": list(value.choices),
                "asked": value.asked,
                "pen": value.pen,
                "lacking": value.lacking,
            }
            for value in values
        ]
        click.echo(json.dumps(kinds, ensure_ascii=False, indent=2))
        return
    for value in values:
        choices = f"  = {', '.join(value.choices)}" if value.choices else ""
        note = "  (only the patient can say)" if value.asked else "  (by pen)" if value.pen else ""
        click.echo(
            f"{value.name:<34} {value.says}{choices}{note or ('  (not in the record)' if value.lacking else '')}"
        )


def _as_json(form: "Form", pairs: "list[tuple[Box, Proposal]]") -> dict[str, Any]:
    return {
        "title": form.title,
        "edition": form.edition,
        "hash": form.hash,
        "flat": form.flat,
        "removed": list(form.removed),
        "fields": [
            {
                "name": box.id,
                "kind": box.kind,
                "page": box.page,
                "rect": [round(side, 1) for side in box.rect],
                "label": box.label,
                "tooltip": box.tooltip,
                "option": (box.beside or box.on) if box.kind == "check" else "",
                "value": each.value,
                "as": each.form,
                "confidence": each.confidence,
                "filled": each.confident,
                "reason": each.reason,
            }
            for box, each in pairs
        ],
    }


def _say_form(form: "Form", pairs: "list[tuple[Box, Proposal]]") -> None:
    filled = sum(1 for _, each in pairs if each.confident)
    click.echo(f"{form.title or 'A form'}{f' ({form.edition})' if form.edition else ''}")
    where = "It has no fields; boxes were found by the printed lines." if form.flat else ""
    click.echo(f"{filled} of {len(pairs)} boxes are understood. {where}".rstrip())
    for what in form.removed:
        click.echo(f"It holds {what}, which are left out of what is written.")
    for box, each in pairs:
        mark = "✓" if each.confident else "?" if each.value else "·"
        option = box.beside if box.kind == "check" else ""
        words = " ".join((option or box.tooltip or box.label).split())
        value = f"{each.value} as {each.form}" if each.form else each.value
        click.echo(f"{mark} p{box.page} {box.id:<24.24} {words:<34.34} {value:<40} {each.confidence:.2f}")


@command.command(short_help="Fill a form for one visit.")
@form_argument
@visit_argument
@pdf_option
@click.option(
    "--flatten", is_flag=True, help="Make the values part of the page: every viewer and printer shows the same."
)
@form_map_option
@answers_option
@presentation_option
@json_option
def fill(
    form_pdf: str,
    source: str,
    out: str,
    flatten: bool,
    map_file: str | None,
    answers: tuple[str, ...],
    presentation: str,
    as_json: bool,
) -> None:
    """Fill FORM.pdf for VISIT into a new file; the form itself stays as it is.

    What the record lacks, what only the patient can answer, what went on in an attachment and where to sign is said on
    standard error. Questions such as whether an accident was the cause are never answered by default: give the
    patient's answer with --answer. Signatures and the dates beside them are left to the pen; where the paper beside one
    is blank, a small arrow says in the patient's language to sign there.
    """
    from makewhole.cli._answers import answers_given
    from makewhole.cli._files import give
    from makewhole.cli._forms import form_to_fill
    from makewhole.coding import build_claim, code_visit
    from makewhole.documents.forms import Facts
    from makewhole.documents.shared_items import refuse_contradictions

    with failure_said(form_pdf, as_json):
        form, said = form_to_fill(form_pdf, map_file), answers_given(answers)
    with failure_said(source, as_json):
        file = read_one(source)
        claim = build_claim(file, code_visit(file, presentation))  # type: ignore[arg-type]  # click has checked it
        refuse_contradictions(said, other_plan=bool(claim.other_coverages))
    with failure_said(form_pdf, as_json):
        filled = form.filled(Facts(claim, said), flatten, file.patient.language)
    if as_json:
        click.echo(json.dumps(filled_as_json(filled), ensure_ascii=False, indent=2), err=out == "-")
    else:
        _say_filled(filled)
    give(out, filled.pdf, quiet=as_json)


def filled_as_json(filled: "Filled") -> dict[str, Any]:
    """What is to be known about a filled form, without the patient's values."""
    return {
        "written": [{"field": each.box.id, "value": each.value} for each in filled.written],
        "empty": [{"field": e.box.id, "value": e.value, "says": e.says, "why": e.why} for e in filled.empty],
        "signatures": [
            {
                "page": s.page,
                "label": s.label,
                "whose": s.whose,
                "leave_unsigned": s.pays_practice,
                "place": s.number or None,
                "where": " ".join(s.where),
                "marked": s.marked,
            }
            for s in filled.signatures
        ],
        "attachment": [{"item": each.number, "label": each.label} for each in filled.continued],
        "removed": list(filled.removed),
        "emptied": filled.emptied,
    }


def _say_filled(filled: "Filled") -> None:
    def say(words: str) -> None:
        click.echo(words, err=True)

    say(f"{len(filled.written)} boxes filled")
    for why in dict.fromkeys(each.why for each in filled.empty):
        say(f"left empty, {why}: {'; '.join(each.says for each in filled.empty if each.why == why)}")
    for each in filled.continued:
        say(f"goes on in the attachment, item {each.number}: {' '.join(each.label.split())[:70]}")
    for place in filled.signatures:
        words = " ".join(place.label.split())[:70]
        by_pen = f"to sign by pen, place {place.number}" if place.number else "to sign by pen, by the practice"
        unsigned = "leave unsigned, or the payment goes to the practice" if place.pays_practice else by_pen
        say(f"{unsigned}: page {place.page}, {' '.join(place.where)}: {words}")
    for what in filled.removed:
        say(f"removed: {what}")
    if filled.emptied:
        say(f"the file came with {filled.emptied} boxes already filled; what stood there was taken out")
