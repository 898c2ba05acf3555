"""A visit's facts become coded, priced lines, each with its reasons."""

from decimal import Decimal

from makewhole.records import (
    Because,
    CodedVisit,
    Finding,
    NotBilled,
    Presentation,
    ServiceLine,
    VisitFile,
)

from ._drugs import code_drugs
from ._hierarchy import code_infusions
from ._hydration import code_hydration
from ._injections import code_injections
from ._pricing import price
from ._rulebook import Rulebook, is_facility, rulebook
from ._service import Outcome, Service, merge
from ._visits import code_monitoring, code_screenings, code_visits

_ZERO = Decimal("0.00")
MOST_POINTERS = 4


def code_visit(file: VisitFile, presentation: Presentation = "all") -> CodedVisit:
    """The service lines of a visit. Charges sum to `charge`; what makes no line is listed with its reason.

    Order of input does not matter, except that of the diagnoses, which is their rank. Presentation "few" leaves
    lines without a charge of their own to `included`; no charge ever moves between services.
    Raises NoRuleInForce for a date before the coding rules begin.
    """
    visit, book = file.visit, rulebook(file.visit.date)
    parts = _facility_parts(file) if is_facility(visit.place_of_service, visit.date) else _office_parts(file, book)
    beside_procedure = any(part.services for part in parts)
    visits = code_visits(visit, beside_procedure, book)
    parts = [visits, *parts, code_screenings(visit, book), code_monitoring(visit, book)]
    services = sorted(
        merge([_pointed(service, file) for part in parts for service in part.services]),
        key=lambda service: (
            service.rank,
            service.code,
            service.modifiers,
            service.drug.ndc or "" if service.drug else "",
        ),
    )
    priced, price_problems = price(services, file)
    lines = [
        _line(number, service, charge, why, file, book) for number, (service, charge, why) in enumerate(priced, start=1)
    ]
    kept, included = (lines, ()) if presentation == "all" else _few(lines)
    return CodedVisit(
        visit_number=visit.number,
        date=visit.date,
        presentation=presentation,
        lines=tuple(kept),
        included=included,
        not_billed=_in_order(skipped for part in parts for skipped in part.not_billed),
        problems=(*(problem for part in parts for problem in part.problems), *price_problems, *_nothing(lines)),
        charge=sum((line.charge for line in lines), _ZERO),
    )


def _place_in_claim(service: Service) -> tuple[int, str, tuple[str, ...], str]:
    return service.rank, service.code, service.modifiers, (service.drug and service.drug.ndc) or ""


def _office_parts(file: VisitFile, book: Rulebook) -> list[Outcome]:
    by_vein, infusions = code_infusions(file.visit, book)
    return [
        by_vein,
        code_injections(file.visit, bool(infusions), book),
        code_hydration(file.visit, infusions, book),
        code_drugs(file, book),
    ]


def _facility_parts(file: VisitFile) -> list[Outcome]:
    outcome = Outcome()
    rule = "coding/facility/administration-belongs-to-facility"
    says = "The visit was in a facility, which bills this itself; the clinician's claim carries the visit only."
    for index, entry in enumerate(file.visit.administrations):
        outcome.skip(f"{entry.drug.name} {entry.dose}", says, f"visit.administrations[{index}]", rule)
    for index, fluid in enumerate(file.visit.hydration):
        outcome.skip(f"Hydration with {fluid.fluid.name}", says, f"visit.hydration[{index}]", rule)
    return [outcome]


def _pointed(service: Service, file: VisitFile) -> Service:
    """The service with its diagnoses in rank order, at most four; the first-ranked one where none is linked."""
    ranked = [diagnosis.code for diagnosis in file.visit.diagnoses]
    linked = tuple(code for code in ranked if code in service.diagnoses)
    because = service.because
    if not linked and ranked:
        linked = (ranked[0],)
        says = f"No diagnosis is linked to this service; it points to the first of the visit, {ranked[0]}."
        because = (*because, Because(says=says, fact="visit.diagnoses[0]"))
    return Service(
        service.code,
        service.units,
        service.rank,
        because,
        linked[:MOST_POINTERS],
        service.modifiers,
        service.minutes,
        service.drug,
    )


def _line(number: int, service: Service, charge: Decimal, why: Because, file: VisitFile, book: Rulebook) -> ServiceLine:
    return ServiceLine(
        number=number,
        date=file.visit.date,
        place_of_service=file.visit.place_of_service,
        code=service.code,
        modifiers=service.modifiers,
        says=book.says[service.code],
        units=service.units,
        charge=charge,
        diagnoses=service.diagnoses,
        minutes=service.minutes,
        drug=service.drug,
        because=(*service.because, why),
    )


def _few(lines: list[ServiceLine]) -> tuple[list[ServiceLine], tuple[str, ...]]:
    charged = [line for line in lines if line.charge]
    free = [line for line in lines if not line.charge]
    numbered = [line.model_copy(update={"number": number}) for number, line in enumerate(charged, start=1)]
    return numbered, tuple(f"{line.says} ({line.code} × {line.units}), at no separate charge" for line in free)


def _in_order(skipped: object) -> tuple[NotBilled, ...]:
    return tuple(sorted(skipped, key=lambda each: (each.what, each.because[0].says)))  # type: ignore[call-overload]


def _nothing(lines: list[ServiceLine]) -> list[Finding]:
    if lines:
        return []
    return [
        Finding(
            severity="error",
            rule="coding/infusion/first-hour-minimum",
            where="visit",
            says="Nothing in this visit can be billed; each reason is listed under what is not billed.",
            remedy="Check that what was given and done was entered with its times.",
        )
    ]
