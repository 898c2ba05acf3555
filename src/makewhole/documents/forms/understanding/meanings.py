"""Joins what is asked and about whom into the name of a value."""

from collections.abc import Mapping
from typing import Final

from makewhole.documents.forms.values.named import find

OF_A_PARTY: Final[Mapping[str, str]] = {
    "name": "name",
    "name-last": "name_last",
    "name-first": "name_first",
    "name-initial": "name_initial",
    "birth-date": "birth_date",
    "sex": "sex",
    "age": "age",
    "address": "address",
    "street": "street",
    "street-1": "street_1",
    "street-2": "street_2",
    "city": "city",
    "state": "state",
    "zip": "zip",
    "city-state-zip": "city_state_zip",
    "name-address": "name_address",
    "name-address-phone": "name_address_phone",
    "phone": "phone",
    "fax": "fax",
    "email": "email",
    "ssn": "ssn",
    "member-id": "member_id",
    "policy-number": "member_id",
    "npi": "npi",
    "taxonomy": "taxonomy",
    "license-number": "license_number",
    "specialty": "specialty",
    "credentials": "credentials",
}
ALONE: Final[Mapping[str, str]] = {
    "group-number": "coverage.group_number",
    "plan-name": "coverage.plan_name",
    "account-number": "patient.account_number",
    "tax-id": "practice.tax_id",
    "relation": "patient.relation",
    "employer-name": "employer.name",
    "payer-name": "payer.name",
    "provider-name": "provider.name",
    "total": "claim.total",
    "paid": "claim.paid",
    "balance": "claim.balance",
    "service-date": "service_line.date",
    "service-date-to": "service_line.date_to",
    "service-place": "service_line.place",
    "service-code": "service_line.code",
    "service-modifier": "service_line.modifiers",
    "service-description": "service_line.description",
    "service-charge": "service_line.charge",
    "service-units": "service_line.units",
    "service-pointer": "service_line.pointers",
    "service-rendering-npi": "service_line.rendering_npi",
    "service-ndc": "service_line.ndc",
    "diagnosis": "claim.diagnosis",
    "diagnosis-description": "claim.diagnosis.description",
    "code-set": "claim.code_set",
    "signature": "pen.signature",
    "signed-on": "pen.signed_on",
    "accident-date": "accident.date",
    "accident-time": "accident.time",
    "accident-place": "accident.place",
    "accident-description": "accident.description",
    "illness-date": "illness.began",
    "first-consulted": "illness.first_consulted",
    "similar-illness": "illness.before",
    "disability": "illness.disability",
    "return-to-work": "illness.return_to_work",
    "hospital-dates": "illness.hospital",
    "retired-on": "subscriber.retired_on",
    "effective-date": "coverage.effective_from",
    "ended-date": "coverage.effective_until",
    "country": "claim.country",
    "prior-authorization": "claim.prior_authorization",
    "resubmission": "claim.resubmission",
    "other-insurance-details": "other.details",
    "school": "patient.school",
}
CHOICES: Final[Mapping[str, str]] = {
    "relation": "patient.relation",
    "marital-status": "patient.marital_status",
    "accident-any": "accident.any",
    "accident-auto": "accident.auto",
    "accident-other": "accident.other",
    "accident-employment": "accident.employment",
    "other-covered": "other.covered",
    "patient-employed": "patient.employed",
    "patient-student": "patient.student",
    "employment-status": "subscriber.employment_status",
    "assignment": "claim.assignment",
    "outside-laboratory": "claim.outside_laboratory",
    "tax-id-kind": "practice.tax_id_kind",
    "plan-type": "coverage.plan_type",
    "pay-to": "claim.pay_to",
    "visit-place": "claim.place",
}
_OF_ANOTHER_PLAN: Final[Mapping[str, str]] = {
    "group-number": "other.group_number",
    "policy-number": "other.member_id",
    "member-id": "other.member_id",
    "plan-name": "other.plan_name",
    "payer-name": "other.payer_name",
    "employer-name": "employer.name",
    "phone": "other.phone",
    "name-address": "other.name_address",
    "effective-date": "",
    "ended-date": "",
    "total": "",
    "paid": "",
}
_HOLDER: Final = ("name", "name-last", "name-first", "name-initial", "birth-date", "sex")
_WHO_TREATS: Final = ("provider", "practice", "facility")
_WHOSE_TAX: Final = ("", "provider", "practice", "facility", "employer", "subscriber")


def needs_party(thing: str) -> bool:
    """Whether a thing says nothing until it is known of whom."""
    return thing in OF_A_PARTY


def value_name(thing: str, party: str) -> str:
    """The named value for a thing asked of a party, without a count; "" where there is none."""
    if party in ("elsewhere", "spouse"):
        return ALONE[thing] if thing in ("signature", "signed-on") else ""
    party = "subscriber" if party == "you" else party
    if party == "other":
        if thing in _HOLDER:
            return f"other.subscriber.{OF_A_PARTY[thing]}"
        if thing in _OF_ANOTHER_PLAN:
            return _OF_ANOTHER_PLAN[thing]
    if thing == "prior-authorization" and party in _WHO_TREATS:
        return ""  # by which a board or plan knows who treats
    if thing == "tax-id" and party not in _WHOSE_TAX:
        return ""
    if thing in ("provider-name", "payer-name", "employer-name") and party:
        own = f"{party}.name"
        return own if find(own) else ""
    if thing in ALONE:
        return ALONE[thing]
    if thing in ("member-id", "policy-number") and party in ("", "payer"):
        return "subscriber.member_id"
    if thing in OF_A_PARTY and party:
        name = f"{party}.{OF_A_PARTY[thing]}"
        if find(name):
            return name
    return ""
