"""Everything made from one visit: the packet, its single documents, the wires, and the reasons, as named files."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from makewhole.coding import build_claim, code_visit
from makewhole.coding.scrubber import scrub
from makewhole.documents import cms1500
from makewhole.documents.binder import bind, builders
from makewhole.documents.press import attachment_pages
from makewhole.documents.subject import Subject
from makewhole.documents.unprintable import unprintable_fields_named
from makewhole.exchange import fhir, x12
from makewhole.records import InvalidRecord, Packet, Presentation, Problem, VisitFile

BOUND, RED_FORM, X12, FHIR, RECORD = (
    "packet.pdf",
    "cms1500-red-form.pdf",
    "claim.837",
    "claim.fhir.json",
    "packet.json",
)
_IN_THE_VISIT = {"number": "visit.number", "diagnoses": "visit.diagnoses"}
"""Where a field of the claim, which has another name there, was typed."""


@dataclass(frozen=True, slots=True)
class MadePacket:
    """The packet's record and its files: `packet.pdf`, each document, `claim.837`, `claim.fhir.json`, `packet.json`."""

    packet: Packet
    files: Mapping[str, bytes]


def build_packet(
    file: VisitFile,
    records: Mapping[str, bytes],
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
) -> MadePacket:
    """The packet of one visit, as bytes; nothing is written. The same input gives the same bytes.

    `records` holds the attached files by the path that the visit file names; `offset_inches` lines the values for the
    red CMS-1500 up with a printer. `made_from` is a digest of the input, kept in packet.json, by which a batch knows
    what is done. Findings do not stop a packet: they stand in it. `number` is the packet's own, the visit's
    unless given; `corrects` the number of the packet that it replaces; `leave_out` names documents (folders of
    `documents/`) that are not wanted.
    Raises InvalidRecord where there is no coverage to claim from, nothing to bill, or text that cannot be printed, and
    where it would be issued before the visit; AttachmentError; PressError.
    """
    if issued < file.visit.date:
        raise InvalidRecord(
            [Problem("issued", "lies before the visit.", "Choose the day of the visit or a later one.")]
        )
    coded = code_visit(file, presentation)
    claim = build_claim(file, coded)
    subject = Subject(file, coded, claim, number or claim.number, issued, lang, _signature(file, records), corrects)
    with unprintable_fields_named(file):
        bound = bind(subject, records, leave_out)
        red_form = cms1500.values_pdf(cms1500.build(claim), issued, offset_inches)
    packet = Packet(
        number=subject.number,
        issued=issued,
        language=lang,
        claim=claim,
        coded=coded,
        findings=scrub(file, coded, issued, earlier),
        documents=bound.documents,
        made_from=made_from,
    )
    files = {
        BOUND: bound.pdf,
        RED_FORM: red_form,
        X12: _wire(packet).encode("ascii"),
        FHIR: fhir.to_json(fhir.claim_bundle(claim, file)).encode(),
        RECORD: f"{packet.model_dump_json(indent=2)}\n".encode(),
    }
    return MadePacket(packet, files | {_single(name): pdf for name, pdf in bound.singles.items()})


def possible_files() -> frozenset[str]:
    """The name of every file that a packet can have."""
    return frozenset({BOUND, RED_FORM, X12, FHIR, RECORD, *map(_single, builders())})


def _single(document: str) -> str:
    return f"{document.replace('_', '-')}.pdf"


def _signature(file: VisitFile, records: Mapping[str, bytes]) -> bytes | None:
    provider = file.rendering_provider
    if provider.signature_image is None:
        return None
    where = f"providers[{file.providers.index(provider)}].signature_image"
    return attachment_pages(records[provider.signature_image], where)[0].picture


def _wire(packet: Packet) -> str:
    created = datetime.combine(packet.issued, time(), UTC)
    # A control number has nine digits at most and must differ between claims; there is no counter to take it from.
    control = zlib.crc32(packet.number.encode()) % 999_999_999 + 1
    try:
        return x12.write_837p(packet.claim, control_number=control, created=created)
    except InvalidRecord as error:
        told = [problem._replace(field=_IN_THE_VISIT.get(problem.field, problem.field)) for problem in error.problems]
        raise InvalidRecord(told) from None
