"""A usual visit of this practice, made up, and what it would come to at the practice's own prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makewhole.app.clinic.protocols import Protocol, dose
from makewhole.coding import build_claim, code_visit
from makewhole.documents.subject import Subject
from makewhole.records import (
    Address,
    AllInclusivePricing,
    CodedVisit,
    Coverage,
    Drug,
    Patient,
    PersonName,
    Practice,
    Provider,
    Quantity,
    VisitFile,
    read_record,
)

KETAMINE = Protocol(name="Ketamine", drug=Drug(name="Ketamine hydrochloride"), mg_per_kg=Decimal("0.5"), minutes=40)
WEIGHT = Decimal(70)
SOMEONE = Patient(
    name=PersonName(first="Jordan", last="Example"),
    date_of_birth=date(1984, 12, 9),
    sex="U",
    address=Address(line1="1 Example Street", city="Springfield", state="IL", zip="62701"),
    account_number="EXAMPLE",
)
CARD = Coverage(payer="other", payer_name="Example Health Plan", member_id="EX123456789")


@dataclass(frozen=True)
class Worked:
    """One way of pricing a usual visit: its name, what would be on the bill, and whether the lines sum to it."""

    name: str
    says: str
    price: Decimal | None
    coded: CodedVisit

    @property
    def exact(self) -> bool:
        """Whether the lines sum to the one price, to the cent; a price list has nothing to sum to."""
        return self.price is None or self.coded.charge == self.price


def usual_visit(
    practice: Practice, providers: Sequence[Provider], protocols: Sequence[Protocol], on: date, *, office_visit: bool
) -> VisitFile:
    """A visit by the practice's usual protocol, of a made-up patient of 70 kg; with an office visit and a
    questionnaire when `office_visit`. Raises InvalidRecord when no provider is known."""
    protocol = protocols[0] if protocols else KETAMINE
    given = dose(protocol, WEIGHT) or Quantity(amount=Decimal(35), unit="mg")
    zone = ZoneInfo(practice.time_zone)
    start = datetime(on.year, on.month, on.day, 9, 20, tzinfo=zone)
    infused = protocol.route == "iv_infusion"
    drugs: list[dict[str, Any]] = [
        {
            "drug": protocol.drug,
            "route": protocol.route,
            "start": start,
            "stop": start + timedelta(minutes=protocol.minutes or 40) if infused else None,
            "dose": given,
            "wasted": f"0 {given.unit}",
            "main_reason": True,
            "diagnoses": ["F33.2"],
        }
    ]
    drugs += [
        {
            "drug": each.drug,
            "route": "iv_push" if each.route == "iv_infusion" else each.route,
            "start": start - timedelta(minutes=8),
            "dose": each.dose,
            "wasted": f"0 {each.dose.unit}",
            "diagnoses": ["F33.2"],
        }
        for each in protocol.adjuncts
        if each.dose
    ]
    visit: dict[str, Any] = {
        "number": "EXAMPLE",
        "date": on,
        "time_zone": practice.time_zone,
        "place_of_service": protocol.place_of_service,
        "rendering_provider": providers[0].npi if providers else "",
        "weight": WEIGHT,
        "diagnoses": [{"code": "F33.2"}],
        "administrations": drugs,
    }
    if office_visit:
        visit["office_visit"] = {"patient": "established", "decision_making": "moderate", "separate": True}
        visit["office_visit"] |= {"reason": "Reviewed.", "diagnoses": ["F33.2"]}
        score = {"instrument": "PHQ-9", "date": on, "score": 12}
        visit["screenings"] = [{"result": score, "diagnoses": ["F33.2"]}]
    file = {"practice": practice, "providers": list(providers), "patient": SOMEONE, "coverages": [CARD]}
    return read_record(VisitFile, file | {"visit": visit})


def worked(practice: Practice, providers: Sequence[Provider], protocols: Sequence[Protocol], on: date) -> list[Worked]:
    """What a usual visit comes to: at each all-inclusive price and at the price list, without and with an office
    visit. Empty while no provider is known."""
    if not providers:
        return []
    found = []
    for office_visit in (False, True):
        file = usual_visit(practice, providers, protocols, on, office_visit=office_visit)
        says = _("with an office visit and a PHQ-9") if office_visit else _("the treatment alone")
        for one in practice.all_inclusive:
            priced = file.visit.model_copy(update={"pricing": AllInclusivePricing(name=one.name)})
            coded = code_visit(file.model_copy(update={"visit": priced}))
            found.append(Worked(one.name, says, one.price, coded))
        if practice.price_list:
            found.append(Worked(_("Price list"), says, None, code_visit(file)))
    return found


def someone(practice: Practice, providers: Sequence[Provider], protocols: Sequence[Protocol], on: date) -> Subject:
    """What a letter to a made-up patient's insurer is about. Raises InvalidRecord when no provider is known."""
    file = usual_visit(practice, providers, protocols, on, office_visit=False)
    coded = code_visit(file)
    return Subject(file, coded, build_claim(file, coded), "EXAMPLE", on)
