"""The list of named values: each with its plain words and where in the records it stands."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from makewhole.documents.forms.values.facts import Facts, Getter, NamedValue, Value
from makewhole.documents.shared_items import at_the_practice, plan_kind
from makewhole.records import Address, Claim, Coverage
from makewhole.rules import known

_LINE_SAYS: Final = {
    "date": "the day of a service",
    "date_to": "its last day",
    "place": "its place, two digits",
    "code": "its code",
    "modifiers": "its modifiers",
    "description": "the service in words",
    "charge": "its charge",
    "units": "its units",
    "pointers": "the letters of its diagnoses",
    "diagnoses": "the codes of its diagnoses",
    "rendering_npi": "the NPI of who gave it",
    "ndc": "the drug's NDC with unit and quantity",
}


def every_value() -> Iterator[NamedValue]:
    """Every named value; those of service lines and diagnoses with [n]."""
    for part in (_people, _plan, _parties, _claim, _asked, _pen):
        yield from part()


def _people() -> Iterator[NamedValue]:
    yield from _person("patient", "the patient", lambda facts: facts.claim.patient)
    yield NamedValue("patient.phone", "the patient's telephone", lambda f: f.claim.patient.phone)
    yield NamedValue("patient.account_number", "our number of the patient", lambda f: f.claim.patient.account_number)
    yield NamedValue("patient.member_id", "the member ID on the patient's card", lambda f: f.claim.coverage.member_id)
    yield NamedValue(
        "patient.relation",
        "how the patient is related to the policy holder",
        lambda f: f.claim.coverage.relation,
        ("self", "spouse", "child", "other"),
    )
    yield from _person("subscriber", "the policy holder", lambda f: f.claim.coverage.subscriber or f.claim.patient)
    yield NamedValue("subscriber.phone", "the policy holder's telephone", _subscriber_phone)
    yield NamedValue("subscriber.member_id", "the member ID on the card", lambda f: f.claim.coverage.member_id)
    yield from _person("other.subscriber", "the holder of the other plan", _other_holder)
    for party, says in (("patient", "the patient"), ("subscriber", "the policy holder")):
        yield NamedValue(f"{party}.email", f"{says}'s e-mail address")
        yield NamedValue(f"{party}.ssn", f"{says}'s social security number")
    yield NamedValue("patient.age", "the patient's age on the day of the visit", _age)


def _subscriber_phone(facts: Facts) -> str | None:
    return facts.claim.patient.phone if facts.claim.coverage.subscriber is None else None


def _age(facts: Facts) -> str:
    born, on = facts.claim.patient.date_of_birth, facts.claim.date_from
    return str(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def _other(facts: Facts) -> Coverage | None:
    return next(iter(facts.claim.other_coverages), None)


def _other_holder(facts: Facts) -> object:
    other = _other(facts)
    return None if other is None else other.subscriber or facts.claim.patient


def _person(party: str, says: str, of: Callable[[Facts], object]) -> Iterator[NamedValue]:
    def address(facts: Facts) -> Address | None:
        return getattr(of(facts), "address", None)

    def part(path: str) -> Getter:
        def get(facts: Facts) -> Value | None:
            found: object = of(facts)
            for step in path.split("."):
                found = getattr(found, step, None)
            return found  # type: ignore[return-value]

        return get

    yield NamedValue(f"{party}.name", f"{says}'s whole name", part("name"))
    yield NamedValue(f"{party}.name_last", f"{says}'s last name", part("name.last"))
    yield NamedValue(f"{party}.name_first", f"{says}'s first name", part("name.first"))
    yield NamedValue(f"{party}.name_initial", f"{says}'s middle initial", lambda f: _initial(part("name.middle")(f)))
    yield NamedValue(f"{party}.birth_date", f"{says}'s date of birth", part("date_of_birth"))
    yield NamedValue(f"{party}.sex", f"{says}'s sex as the plan has it", lambda f: _sex(of(f)), ("male", "female"))
    yield from _address(party, says, address)
    yield NamedValue(
        f"{party}.name_address", f"{says}'s name and address", lambda f: _block(part("name")(f), part("address")(f))
    )


def _initial(name: Value | None) -> str | None:
    return str(name)[:1] if name else None


def _sex(person: object) -> str | None:
    return {"M": "male", "F": "female"}.get(getattr(person, "sex", ""))


def _block(name: object, address: object) -> str | None:
    if name is None:
        return None
    lines = [str(name)]
    if isinstance(address, Address):
        lines += [_street(address), city_line(address)]
    return "\n".join(lines)


def _street(address: Address) -> str:
    return ", ".join(line for line in (address.line1, address.line2) if line)


def city_line(address: Address) -> str:
    """City, state and ZIP code: "Boston, MA 02116"."""
    return f"{address.city}, {address.state} {address.zip}"


def _address(party: str, says: str, of: Callable[[Facts], Address | None]) -> Iterator[NamedValue]:
    def part(take: Callable[[Address], str | None]) -> Getter:
        def get(facts: Facts) -> Value | None:
            address = of(facts)
            return None if address is None else take(address)

        return get

    yield NamedValue(f"{party}.address", f"{says}'s whole address", of)
    yield NamedValue(f"{party}.street", f"{says}'s street, both lines", part(_street))
    yield NamedValue(f"{party}.street_1", f"{says}'s street, first line", part(lambda address: address.line1))
    yield NamedValue(f"{party}.street_2", f"{says}'s street, second line", part(lambda address: address.line2))
    yield NamedValue(f"{party}.city", f"{says}'s city", part(lambda address: address.city))
    yield NamedValue(f"{party}.state", f"{says}'s state", part(lambda address: address.state))
    yield NamedValue(f"{party}.zip", f"{says}'s ZIP code", part(lambda address: address.zip))
    yield NamedValue(f"{party}.city_state_zip", f"{says}'s city, state and ZIP code", part(city_line))


def _plan() -> Iterator[NamedValue]:
    yield NamedValue("coverage.group_number", "the group number on the card", lambda f: f.claim.coverage.group_number)
    yield NamedValue("coverage.plan_name", "the plan's name", lambda f: f.claim.coverage.plan_name)
    yield NamedValue(
        "coverage.plan_type",
        "the kind of the plan, as the CMS-1500 asks for it",
        lambda f: plan_kind(f.claim).lower(),
        ("medicare", "medicaid", "tricare", "champva", "group", "feca", "other"),
    )
    yield NamedValue(
        "coverage.effective_from", "since when the plan is held", lambda f: f.claim.coverage.effective_from
    )
    yield NamedValue("coverage.effective_until", "until when", lambda f: f.claim.coverage.effective_until)
    yield NamedValue("payer.name", "the insurer's name as on the card", lambda f: f.claim.coverage.payer_name)
    yield NamedValue("payer.phone", "the insurer's telephone", lambda f: f.claim.coverage.phone)
    yield from _address("payer", "the insurer", lambda f: f.claim.coverage.claims_address)
    yield NamedValue(
        "payer.name_address",
        "the insurer's name and address",
        lambda f: _block(f.claim.coverage.payer_name, f.claim.coverage.claims_address),
    )
    yield NamedValue("other.payer_name", "the other plan's insurer", lambda f: getattr(_other(f), "payer_name", None))
    yield NamedValue("other.plan_name", "the other plan's name", lambda f: getattr(_other(f), "plan_name", None))
    yield NamedValue(
        "other.member_id", "the member ID with the other plan", lambda f: getattr(_other(f), "member_id", None)
    )
    yield NamedValue(
        "other.group_number", "the other plan's group number", lambda f: getattr(_other(f), "group_number", None)
    )
    yield NamedValue("other.phone", "the other insurer's telephone", lambda f: getattr(_other(f), "phone", None))
    yield from _address("other", "the other insurer", lambda f: getattr(_other(f), "claims_address", None))
    yield NamedValue(
        "other.name_address",
        "the other insurer's name and address",
        lambda f: _block(getattr(_other(f), "payer_name", None), getattr(_other(f), "claims_address", None)),
    )
    yield NamedValue(
        "other.details",
        "all about the other plan: holder, number and insurer",
        lambda f: _details(_other(f), _other_holder(f)),
    )


def _details(other: Coverage | None, holder: object) -> str | None:
    if other is None:
        return None
    return f"{getattr(holder, 'name', '')}, {other.member_id}, {other.payer_name}"


def _parties() -> Iterator[NamedValue]:
    for party, says in (
        ("provider", "who treated"),
        ("practice", "the practice"),
    ):
        yield from _party(party, says)
    for value in _party("facility", "the place of service"):
        yield replace(value, get=_at_the_practice(value.get))
    yield NamedValue(
        "practice.tax_id", "the tax number of who is paid", lambda f: f.claim.practice.ein or f.claim.practice.ssn
    )
    yield NamedValue(
        "practice.tax_id_kind",
        "whether that is an EIN or a social security number",
        lambda f: "ein" if f.claim.practice.ein else "ssn",
        ("ein", "ssn"),
    )
    yield NamedValue("practice.taxonomy", "the practice's taxonomy code", lambda f: f.claim.practice.taxonomy)
    yield NamedValue(
        "provider.name_last", "the last name of who treated", lambda f: f.claim.rendering_provider.name.last
    )
    yield NamedValue(
        "provider.name_first", "the first name of who treated", lambda f: f.claim.rendering_provider.name.first
    )
    yield NamedValue(
        "provider.credentials", "the degree of who treated", lambda f: f.claim.rendering_provider.credentials
    )
    yield NamedValue(
        "provider.taxonomy", "the taxonomy code of who treated", lambda f: f.claim.rendering_provider.taxonomy
    )
    yield NamedValue(
        "provider.license_number", "the license of who treated", lambda f: f.claim.rendering_provider.licence_number
    )
    yield NamedValue("provider.specialty", "the specialty of who treated, in words")
    yield NamedValue(
        "referring.name", "who referred the patient", lambda f: getattr(f.claim.referring_provider, "signs_as", None)
    )
    yield NamedValue(
        "referring.npi", "the NPI of who referred", lambda f: getattr(f.claim.referring_provider, "npi", None)
    )
    yield NamedValue("employer.name", "the employer through whom the plan is held")
    for part, words in (
        ("address", "address"),
        ("street", "street"),
        ("city", "city"),
        ("state", "state"),
        ("zip", "ZIP code"),
        ("phone", "telephone"),
        ("name_address", "name and address"),
    ):
        yield NamedValue(f"employer.{part}", f"the employer's {words}")


def _party(party: str, says: str) -> Iterator[NamedValue]:
    yield NamedValue(f"{party}.name", f"the name of {says}", _provider_name if party == "provider" else _practice_name)
    yield from _address(party, says, lambda f: f.claim.practice.address)
    yield NamedValue(f"{party}.name_address", f"name and address of {says}", _block_of(party))
    yield NamedValue(f"{party}.name_address_phone", f"name, address and telephone of {says}", _block_of(party, True))
    yield NamedValue(f"{party}.phone", f"the telephone of {says}", lambda f: f.claim.practice.phone)
    yield NamedValue(f"{party}.fax", f"the fax number of {says}", lambda f: f.claim.practice.fax)
    yield NamedValue(f"{party}.email", f"the e-mail address of {says}", lambda f: f.claim.practice.email)
    yield NamedValue(f"{party}.npi", f"the NPI of {says}", _npi(party))


def _at_the_practice(get: Getter | None) -> Getter:
    """The practice is the place of service only where all was given in its own rooms."""
    return lambda facts: get(facts) if get and at_the_practice(facts.claim) else None


def _provider_name(facts: Facts) -> str:
    return facts.claim.rendering_provider.signs_as


def _practice_name(facts: Facts) -> str:
    return facts.claim.practice.legal_name


def _npi(party: str) -> Getter:
    if party == "provider":
        return lambda facts: facts.claim.rendering_provider.npi
    return lambda facts: facts.claim.practice.npi


def _block_of(party: str, phone: bool = False) -> Getter:
    def get(facts: Facts) -> str | None:
        practice = facts.claim.practice
        name = practice.legal_name
        if party == "provider":
            name = f"{facts.claim.rendering_provider.signs_as}\n{name}"
        block = _block(name, practice.address)
        return f"{block}\n{practice.phone}" if phone else block

    return get


def _claim() -> Iterator[NamedValue]:
    yield NamedValue("claim.number", "our number of the claim", lambda f: f.claim.number)
    yield NamedValue("claim.date", "the day of the visit", lambda f: f.claim.date_from)
    yield NamedValue("claim.date_to", "its last day", lambda f: f.claim.date_to)
    yield NamedValue("claim.diagnosis[n]", "a diagnosis, code and words", lambda f: None)
    yield NamedValue("claim.diagnosis[n].code", "the code of a diagnosis", lambda f: None)
    yield NamedValue("claim.diagnosis[n].description", "a diagnosis in words", lambda f: None)
    yield NamedValue("claim.diagnoses", "all diagnoses, code and words", lambda f: _diagnoses(f.claim))
    yield NamedValue(
        "claim.diagnosis_codes",
        "the codes of all diagnoses",
        lambda f: ", ".join(d.code for d in f.claim.diagnoses) or None,
    )
    yield NamedValue("claim.code_set", "0, for ICD-10-CM", lambda f: "0")
    yield NamedValue("claim.total", "all charges together", lambda f: f.claim.total_charge)
    yield NamedValue("claim.paid", "what the patient has paid", lambda f: f.claim.amount_paid)
    yield NamedValue(
        "claim.balance",
        "what is still owed to the practice",
        lambda f: max(Decimal("0.00"), f.claim.total_charge - f.claim.amount_paid),
    )
    yield NamedValue("claim.assignment", "whether the practice takes the insurer's payment", _assignment, ("yes", "no"))
    yield NamedValue(
        "claim.place",
        "the place of the visit",
        lambda f: _PLACES.get(f.claim.lines[0].place_of_service) if f.claim.lines else None,
        ("office", "home", "inpatient", "outpatient", "emergency", "observation", "surgery"),
    )
    for what, says in _LINE_SAYS.items():
        yield NamedValue(f"service_line[n].{what}", says, lambda f: None)
    for number in range(1, 5):
        yield NamedValue(f"service_line[n].modifier[{number}]", f"its modifier {number}", lambda f: None)


_PLACES: Final = {
    "11": "office",
    "12": "home",
    "21": "inpatient",
    "22": "outpatient",
    "19": "outpatient",
    "23": "emergency",
    "24": "surgery",
}


def _assignment(facts: Facts) -> str:
    found = known("forms/cms1500/assignment", facts.claim.date_from)
    return str(found.value).lower() if found else "no"


def _diagnoses(claim: Claim) -> str | None:
    return "\n".join(f"{one.code}  {one.description}".strip() for one in claim.diagnoses) or None


def _asked() -> Iterator[NamedValue]:
    yes_no = ("yes", "no")
    for name, says in (
        ("accident.any", "whether an accident caused the condition"),
        ("accident.auto", "whether a car accident caused it"),
        ("accident.other", "whether another accident caused it"),
        ("accident.employment", "whether work caused it"),
        ("patient.employed", "whether the patient has work"),
        ("patient.student", "whether the patient studies"),
        ("claim.outside_laboratory", "whether another laboratory billed the practice"),
    ):
        yield NamedValue(name, says, choices=yes_no, asked=True)
    yield NamedValue("other.covered", "whether the patient has another plan", choices=yes_no, asked=True)
    yield NamedValue(
        "patient.marital_status",
        "whether the patient is married",
        choices=("married", "single", "divorced", "widowed", "partner"),
        asked=True,
    )
    yield NamedValue(
        "subscriber.employment_status",
        "whether the policy holder works",
        choices=("active", "retired", "cobra", "disabled", "full-time", "part-time"),
        asked=True,
    )
    yield NamedValue("claim.pay_to", "who is to be paid", choices=("member", "provider"), asked=True)
    for name, says in (
        ("accident.date", "the day of an accident"),
        ("accident.time", "the time of an accident"),
        ("accident.place", "where an accident happened"),
        ("accident.description", "how an accident happened"),
        ("illness.began", "when the illness began"),
        ("illness.first_consulted", "when the patient first came with it"),
        ("illness.before", "when the patient had something like it"),
        ("illness.disability", "days on which the patient could not work"),
        ("illness.return_to_work", "when the patient can work again"),
        ("illness.hospital", "days in a hospital"),
        ("subscriber.retired_on", "when the policy holder retired"),
        ("claim.country", "the country in which care was received"),
        ("claim.prior_authorization", "the number of a prior authorization"),
        ("claim.resubmission", "the number of an earlier claim"),
        ("patient.school", "the patient's school"),
    ):
        yield NamedValue(name, says, asked=True)


def _pen() -> Iterator[NamedValue]:
    yield NamedValue("pen.signature", "a signature, by pen", pen=True)
    yield NamedValue("pen.signed_on", "the day of a signature, by pen", pen=True)
