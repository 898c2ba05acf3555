"""Who signed, when, and whether the patient's signature is on file."""

from collections.abc import Iterator

from ._facts import Facts
from ._registry import Fault, check


@check("signatures/visit-unsigned")
def visit_unsigned(facts: Facts) -> Iterator[Fault]:
    if facts.visit.signed_on is None:
        yield Fault(
            "visit.signed_on",
            "The visit is not signed by the provider.",
            "Let the rendering provider sign now; if the visit is long past, add a signed attestation instead.",
        )


@check("signatures/visit-signed-before-service")
def visit_signed_before_service(facts: Facts) -> Iterator[Fault]:
    signed = facts.visit.signed_on
    if signed is not None and facts.local_date(signed) < facts.on:
        yield Fault(
            "visit.signed_on",
            "The visit was signed before the date of service.",
            "Check both dates; a record is signed when the service is done.",
        )


@check("signatures/visit-signed-before-it-ended")
def visit_signed_before_it_ended(facts: Facts) -> Iterator[Fault]:
    signed = facts.visit.signed_on
    stops = [given.stop for _, given in facts.given if given.stop is not None]
    if signed is not None and stops and signed < max(stops) and facts.local_date(signed) >= facts.on:
        yield Fault(
            "visit.signed_on",
            f"The visit was signed at {facts.clock(signed)}, before the infusion stopped at {facts.clock(max(stops))}.",
            "Check both times; a stop time cannot be recorded before it happens.",
        )


@check("signatures/note-unsigned")
def note_unsigned(facts: Facts) -> Iterator[Fault]:
    note = facts.visit.note
    if note is None:
        return
    for field, what in (("signed_by", "signer"), ("signed_on", "date of signature")):
        if getattr(note, field) is None:
            yield Fault(
                f"visit.note.{field}",
                f"The note has no {what}.",
                "Have the note signed and dated; insurers refuse records without both.",
            )


@check("signatures/note-signed-by-another")
def note_signed_by_another(facts: Facts) -> Iterator[Fault]:
    note = facts.visit.note
    if note is not None and note.signed_by not in (None, facts.visit.rendering_provider):
        yield Fault(
            "visit.note.signed_by",
            "The note is signed by someone other than the rendering provider.",
            "Bill under the provider who did the work, or have that provider sign the note.",
        )


@check("signatures/note-signed-before-service")
def note_signed_before_service(facts: Facts) -> Iterator[Fault]:
    note = facts.visit.note
    if note is not None and note.signed_on is not None and note.signed_on < facts.on:
        yield Fault(
            "visit.note.signed_on",
            "The note was signed before the date of service.",
            "Check both dates; an earlier note may have been copied.",
        )


@check("signatures/patient-signature-missing")
def patient_signature_missing(facts: Facts) -> Iterator[Fault]:
    if facts.file.coverages and facts.file.patient.signature_on_file is None:
        yield Fault(
            "patient.signature_on_file",
            "No signature of the patient is on file.",
            "Let the patient sign the release, and enter its date; the claim form must otherwise be signed by hand.",
        )
