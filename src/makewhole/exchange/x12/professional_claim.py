"""Writes a claim as an X12 837P (005010X222A1), loop by loop, for a patient who has paid and is to be repaid."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from makewhole.coding.drug_codes import is_unlisted
from makewhole.coding.plan_type import plan_type
from makewhole.exchange.x12._checks import check
from makewhole.exchange.x12.segments import basic, interchange, segment
from makewhole.records import (
    Address,
    Claim,
    Coverage,
    Patient,
    PersonName,
    Provider,
    ServiceLine,
    Subscriber,
    plain_number,
)

VERSION: Final = "005010X222A1"
UNKNOWN_PAYER: Final = "UNKNOWN"
"""Stands where the payer's electronic id belongs and is not known; a clearinghouse must fill it in."""

_SEQUENCE: Final = {"primary": "P", "secondary": "S", "tertiary": "T"}
_RELATION_TO_SUBSCRIBER: Final = {"self": "18", "spouse": "01", "child": "19", "other": "G8"}
_FILING: Final = {
    "ppo": "12",
    "pos": "13",
    "epo": "14",
    "indemnity": "15",
    "medicare_advantage": "16",
    "hmo": "HM",
    "medicare": "MB",
    "medicaid": "MC",
    "tricare": "CH",
    "va": "VA",
    "champva": "ZZ",
    "federal_employee": "FI",
    "medicare_supplement": "CI",
    "marketplace": "CI",
    "other": "CI",
    "unknown": "ZZ",
}
"""Claim filing indicator (SBR09) of each plan type; ZZ says that the type is not known, or has no code of its own."""
_NOTE_LENGTH: Final = 80


def write_837p(
    claim: Claim,
    *,
    control_number: int,
    created: datetime,
    sender: str | None = None,
    receiver: str | None = None,
) -> str:
    """The claim as one interchange, one segment a line.

    `control_number` (1 to 999999999) is the interchange's, never used twice with one receiver; `created` is when it
    is written. `sender` and `receiver` are the ids agreed with the clearinghouse; without them the practice's NPI
    and the payer's id stand there. Not assigned (CLM07 C), benefits to the patient (CLM08 N).
    Raises InvalidRecord for a claim that an 837P cannot carry, such as one without a diagnosis or a line.
    """
    check(claim)
    payer_id = claim.coverage.payer_id or UNKNOWN_PAYER
    return interchange(
        [*_header(claim, control_number, created, sender), *_billing_provider(claim), *_subscriber(claim)],
        group="HC",
        version=VERSION,
        sender=sender or claim.practice.npi,
        receiver=receiver or payer_id,
        control_number=control_number,
        created=created,
    )


def _header(claim: Claim, control_number: int, created: datetime, sender: str | None) -> Iterator[str]:
    practice, coverage = claim.practice, claim.coverage
    yield segment("BHT", "0019", "00", str(control_number), f"{created:%Y%m%d}", f"{created:%H%M}", "CH")
    yield _organisation("41", practice.legal_name, "46", sender or practice.npi)
    fax = ("FX", _digits(practice.fax)) if practice.fax else ()
    yield segment("PER", "IC", basic(practice.legal_name)[:60], "TE", _digits(practice.phone), *fax)
    yield _organisation("40", coverage.payer_name, "46", coverage.payer_id or UNKNOWN_PAYER)


def _billing_provider(claim: Claim) -> Iterator[str]:
    practice, provider = claim.practice, claim.rendering_provider
    yield segment("HL", "1", "", "20", "1")
    if practice.taxonomy:
        yield segment("PRV", "BI", "PXC", practice.taxonomy)
    if _bills_in_person(claim):
        yield _clinician("85", provider)
    else:
        yield _organisation("85", practice.legal_name, "XX", practice.npi)
    yield from _address(practice.address)
    yield segment("REF", "EI", _digits(practice.ein)) if practice.ein else segment("REF", "SY", _digits(practice.ssn))
    if practice.pay_to_address:
        yield segment("NM1", "87", "1" if _bills_in_person(claim) else "2")
        yield from _address(practice.pay_to_address)


def _subscriber(claim: Claim) -> Iterator[str]:
    coverage, patient = claim.coverage, claim.patient
    holder: Patient | Subscriber = coverage.subscriber or patient
    treated_another = coverage.subscriber is not None
    relation = "" if treated_another else _RELATION_TO_SUBSCRIBER["self"]
    yield segment("HL", "2", "1", "22", "1" if treated_another else "0")
    yield _enrolment(coverage, relation, claim.date_from)
    yield _person("IL", holder.name, "MI", coverage.member_id)
    yield from _address(holder.address)
    yield _birth_and_sex(holder)
    yield _organisation("PR", coverage.payer_name, "PI", coverage.payer_id or UNKNOWN_PAYER)
    if coverage.claims_address:
        yield from _address(coverage.claims_address)
    if treated_another:
        yield segment("HL", "3", "2", "23", "0")
        yield segment("PAT", _RELATION_TO_SUBSCRIBER[coverage.relation])
        yield _person("QC", patient.name)
        yield from _address(patient.address)
        yield _birth_and_sex(patient)
    yield from _claim(claim)


def _claim(claim: Claim) -> Iterator[str]:
    place = claim.lines[0].place_of_service
    yield segment(
        "CLM",
        claim.number,
        plain_number(claim.total_charge),
        "",
        "",
        (place, "B", "1"),
        "Y" if claim.signed_by else "N",
        "C",
        "N",
        _release(claim.patient),
    )
    if claim.amount_paid:
        yield segment("AMT", "F5", plain_number(claim.amount_paid))
    if note := _cut(claim.note or ""):
        yield segment("NTE", "ADD", note)
    codes = [diagnosis.code.replace(".", "") for diagnosis in claim.diagnoses]
    yield segment("HI", *[("ABF" if rank else "ABK", code) for rank, code in enumerate(codes)])
    if claim.referring_provider:
        yield _clinician("DN", claim.referring_provider)
    if not _bills_in_person(claim):
        yield _clinician("82", claim.rendering_provider)
        if claim.rendering_provider.taxonomy:
            yield segment("PRV", "PE", "PXC", claim.rendering_provider.taxonomy)
    for other in claim.other_coverages:
        yield from _other_insurance(other, claim.patient, claim.date_from)
    ranks = {diagnosis.code: str(rank) for rank, diagnosis in enumerate(claim.diagnoses, start=1)}
    for number, line in enumerate(claim.lines, start=1):
        yield from _line(line, number, place, ranks)


def _other_insurance(coverage: Coverage, patient: Patient, on: date) -> Iterator[str]:
    holder: Patient | Subscriber = coverage.subscriber or patient
    yield _enrolment(coverage, _RELATION_TO_SUBSCRIBER[coverage.relation], on)
    yield segment("OI", "", "", "N", "", "", _release(patient))
    yield _person("IL", holder.name, "MI", coverage.member_id)
    yield from _address(holder.address)
    yield _organisation("PR", coverage.payer_name, "PI", coverage.payer_id or UNKNOWN_PAYER)
    if coverage.claims_address:
        yield from _address(coverage.claims_address)


def _line(line: ServiceLine, number: int, claim_place: str, ranks: dict[str, str]) -> Iterator[str]:
    described = _cut(line.drug.description) if line.drug and is_unlisted(line.code, line.date) else ""
    modifiers = [*line.modifiers, *[""] * (4 - len(line.modifiers))]
    yield segment("LX", str(number))
    yield segment(
        "SV1",
        ("HC", line.code, *modifiers, described),
        plain_number(line.charge),
        "UN",
        str(line.units),
        "" if line.place_of_service == claim_place else line.place_of_service,
        "",
        tuple(ranks[code] for code in line.diagnoses),
    )
    yield segment("DTP", "472", "D8", f"{line.date:%Y%m%d}")
    yield segment("REF", "6R", str(number))
    drug = line.drug
    ndc = drug.ndc.replace("-", "") if drug and drug.ndc else ""
    quantity = round(drug.quantity, 3) if drug and drug.unit and drug.quantity else None
    if ndc and not quantity:
        described = _cut(f"NDC {ndc} {described}")
    if described:
        yield segment("NTE", "ADD", described)
    if drug and ndc and quantity:
        yield segment("LIN", "", "N4", ndc)
        yield segment("CTP", "", "", "", plain_number(quantity), (drug.unit or "",))


def _enrolment(coverage: Coverage, relation: str, on: date) -> str:
    group = coverage.group_number or ""
    plan = "" if group else basic(coverage.plan_name or "")[:60]
    filing = _FILING[plan_type(coverage, on)]
    return segment("SBR", _SEQUENCE[coverage.rank], relation, group, plan, "", "", "", "", filing)


def _bills_in_person(claim: Claim) -> bool:
    """A clinician who practices alone bills under the individual NPI, and is then not named again as rendering."""
    return claim.practice.npi == claim.rendering_provider.npi


def _release(patient: Patient) -> str:
    """Y: the patient signed a release, I: informed consent only, as no signature is on file (CLM09, OI06)."""
    return "Y" if patient.signature_on_file else "I"


def _organisation(role: str, name: str, qualifier: str, identifier: str) -> str:
    return segment("NM1", role, "2", basic(name)[:60], "", "", "", "", qualifier, identifier)


def _person(role: str, name: PersonName, qualifier: str = "", identifier: str = "") -> str:
    first, middle, suffix = basic(name.first)[:35], basic(name.middle or "")[:25], basic(name.suffix or "")[:10]
    return segment("NM1", role, "1", basic(name.last)[:60], first, middle, "", suffix, qualifier, identifier)


def _clinician(role: str, provider: Provider) -> str:
    return _person(role, provider.name, "XX", provider.npi)


def _address(address: Address) -> Iterator[str]:
    yield segment("N3", basic(address.line1)[:55], basic(address.line2 or "")[:55])
    yield segment("N4", basic(address.city)[:30], address.state, _digits(address.zip))


def _birth_and_sex(person: Patient | Subscriber) -> str:
    return segment("DMG", "D8", f"{person.date_of_birth:%Y%m%d}", person.sex)


def _digits(text: str | None) -> str:
    return "".join(character for character in text or "" if character.isdigit())


def _cut(text: str) -> str:
    """`text` within the 80 characters of a note or description, cut between words."""
    whole = basic(text)
    return whole if len(whole) <= _NOTE_LENGTH else whole[: _NOTE_LENGTH + 1].rpartition(" ")[0] or whole[:_NOTE_LENGTH]
