"""Everything made from one visit: the packet, its single documents, the wires, and the reasons, as named files."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import MappingProxyType

from makewhole.coding import build_claim, code_visit
from makewhole.coding.scrubber import scrub
from makewhole.documents import cms1500
from makewhole.documents.binder import bind, builders
from makewhole.documents.forms import Facts, Filled, FormToFill
from makewhole.documents.forms.filling.writing import Why
from makewhole.documents.press import Attached, attachment_pages
from makewhole.documents.shared_items import blamed_on, refuse_contradictions
from makewhole.documents.subject import Subject
from makewhole.documents.unprintable import unprintable_fields_named
from makewhole.exchange import fhir, x12
from makewhole.records import Claim, Finding, InvalidRecord, Packet, Presentation, Problem, VisitFile

BOUND, RED_FORM, X12, FHIR, RECORD = (
    "packet.pdf",
    "cms1500-red-form.pdf",
    "claim.837",
    "claim.fhir.json",
    "packet.json",
)
INSURER_FORM = "insurer-form.pdf"
LEFT_EMPTY, FOR_THE_PATIENT = "forms/insurer-form/left-empty", "forms/insurer-form/for-the-patient"
"""The rules by which a box of the insurer's form that stays empty is found."""
_WHY: Mapping[Why, str] = {
    "not in the record": "which is not in the record",
    "cannot be printed": "which its typeface cannot print",
    "not one of the choices": "which is none of its choices",
}
_IN_THE_VISIT = {"number": "visit.number", "diagnoses": "visit.diagnoses"}
"""Where a field of the claim, which has another name there, was typed."""


@dataclass(frozen=True, slots=True)
class MadePacket:
    """The packet's record and its files: `packet.pdf`, each document, `claim.837`, `claim.fhir.json`, `packet.json`."""

    packet: Packet
    files: Mapping[str, bytes]


def build_packet(
    file: VisitFile,
    records: Mapping[str, Attached],
    issued: date,
    *,
    lang: str = "en",
    presentation: Presentation = "all",
    earlier: Sequence[VisitFile] = (),
    offset_inches: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0)),
    made_from: str = "",
    number: str = "",
    corrects: str = "",
    leave_out: Collection[str] = (),
    words: Mapping[str, str] | None = None,
    singles: bool = True,
    form: FormToFill | None = None,
    answers: Mapping[str, str] = MappingProxyType({}),
) -> MadePacket:
    """The packet of one visit, as bytes; nothing is written. The same input gives the same bytes.

    `records` holds the attached files, or their pages, by the path that the visit file names; `offset_inches` lines the
    values for the red CMS-1500 up with a printer. `made_from` is a digest of the input, kept in packet.json,
    by which a batch knows what is done. Findings do not stop a packet: they stand in it; a claim that cannot go as an
    837P goes without one, and a finding says why. `number` is the packet's own, the visit's
    unless given; `corrects` the number of the packet that it replaces; `leave_out` names documents (folders of
    `documents/`) that are not wanted; `words` are the practice's own sentences in its letters (see own_words).
    `form` is the insurer's own: it is bound in the packet and joins it as its own file, still to be filled on.
    `answers` are what the patient said of an accident, other plans and the like, for it and the CMS-1500
    ("accident.auto": "no").
    Without `singles` the bound packet is the only paper: a third of the time and of the space less.
    Raises InvalidRecord where there is no coverage to claim from, nothing to bill, or text that cannot be printed,
    where answers contradict each other or the record, and where it would be issued before the visit; AttachmentError;
    PressError.
    """
    if issued < file.visit.date:
        raise InvalidRecord(
            [Problem("issued", "lies before the visit.", "Choose the day of the visit or a later one.")]
        )
    coded = code_visit(file, presentation)
    if not coded.lines:
        says = "has nothing that can be billed, so there is no claim to pack."
        raise InvalidRecord([Problem("visit", says, "See why with `makewhole code`.")])
    claim = build_claim(file, coded)
    refuse_contradictions(answers, other_plan=bool(claim.other_coverages))
    signature = _signature(file, records)
    facts = Facts(claim, answers)
    filled = form.filled(facts, flatten=True, lang=lang) if form else None
    name = number or claim.number
    subject = Subject(
        file,
        coded,
        claim,
        name,
        issued,
        lang,
        signature,
        corrects,
        words=words or {},
        form=filled,
        answers=answers,
    )
    with unprintable_fields_named(file):
        bound = bind(subject, records, leave_out, singles)
        red_form = _red_form(claim, answers, issued, offset_inches) if singles else {}
    wire, refusals = _wire(claim, subject.number, issued, answers)
    packet = Packet(
        number=subject.number,
        issued=issued,
        language=lang,
        claim=claim,
        coded=coded,
        findings=(*refusals, *_left_open(filled), *scrub(file, coded, issued, earlier)),
        documents=bound.documents,
        made_from=made_from,
    )
    files = {
        BOUND: bound.pdf,
        **red_form,
        **({INSURER_FORM: form.filled(facts, lang=lang).pdf} if form else {}),
        **({} if wire is None else {X12: wire.encode("ascii")}),
        FHIR: fhir.to_json(fhir.claim_bundle(claim, file)).encode(),
        RECORD: f"{packet.model_dump_json(indent=2)}\n".encode(),
    }
    return MadePacket(packet, files | {_single(name): pdf for name, pdf in bound.singles.items()})


def possible_files() -> frozenset[str]:
    """The name of every file that a packet can have."""
    return frozenset({BOUND, RED_FORM, X12, FHIR, RECORD, *map(_single, builders())})


def _single(document: str) -> str:
    return f"{document.replace('_', '-')}.pdf"


def _signature(file: VisitFile, records: Mapping[str, Attached]) -> bytes | None:
    provider = file.rendering_provider
    if provider.signature_image is None:
        return None
    where = f"providers[{file.providers.index(provider)}].signature_image"
    return attachment_pages(records[provider.signature_image], where)[0].picture


def _red_form(
    claim: Claim, answers: Mapping[str, str], issued: date, offset_inches: tuple[Decimal, Decimal]
) -> dict[str, bytes]:
    return {RED_FORM: cms1500.values_pdf(cms1500.build(claim, answers), issued, offset_inches)}


def _wire(claim: Claim, number: str, issued: date, answers: Mapping[str, str]) -> tuple[str | None, list[Finding]]:
    """The 837P, or None with a finding for each thing that keeps the claim from being one: paper can still be sent."""
    if blamed := blamed_on(claim, answers):
        says = "is answered with yes, and the electronic claim has no place for it here."
        return None, [_refusal(Problem(blamed[0], says, "Send the papers, which say it."))]
    created = datetime.combine(issued, time(), UTC)
    # A control number has nine digits at most and must differ between claims; there is no counter to take it from.
    control = zlib.crc32(number.encode()) % 999_999_999 + 1
    try:
        return x12.write_837p(claim, control_number=control, created=created), []
    except InvalidRecord as error:
        return None, [_refusal(problem) for problem in error.problems]


def _left_open(form: Filled | None) -> list[Finding]:
    """A finding for each box of the insurer's form that a value belongs in and that stays empty."""
    if form is None:
        return []
    asked = form.for_the_patient
    lacking = [each for each in form.empty if each not in asked]
    found = [
        Finding(
            severity="warning",
            rule=LEFT_EMPTY,
            where="form",
            says=f"The insurer's form asks for {each.says} (“{each.box.tooltip or each.box.label}”), {_WHY[each.why]}.",
            remedy="Write it on the form by hand, or add it to the record.",
        )
        for each in lacking
    ]
    if asked:
        questions = "; ".join(each.says for each in asked)
        says = f"The insurer's form asks the patient {questions}."
        remedy = "Ask the patient, and mark the answers on the form or give them with --answer."
        found.append(Finding(severity="warning", rule=FOR_THE_PATIENT, where="form", says=says, remedy=remedy))
    for place in form.signatures:
        if place.pays_practice:
            says = f"Page {place.page} of the insurer's form has a place for a signature that would pay the practice."
            rule = "forms/insurer-form/pays-practice"
            found.append(Finding(severity="notice", rule=rule, where="form", says=says, remedy="Leave it unsigned."))
    return found


def _refusal(problem: Problem) -> Finding:
    where = _IN_THE_VISIT.get(problem.field, problem.field)
    return Finding(
        severity="error",
        rule="exchange/837p/left-out",
        where=where,
        says=f"The electronic claim (837P) is left out: {where} {problem.says}",
        remedy=problem.remedy,
    )
