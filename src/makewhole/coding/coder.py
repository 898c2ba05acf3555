"""A visit's facts become coded, priced lines, each with its reasons."""

from decimal import Decimal
from functools import lru_cache
from itertools import chain

from makewhole.records import (
    Administration,
    Because,
    CodedVisit,
    Finding,
    Presentation,
    ServiceLine,
    Visit,
    VisitFile,
)

from ._drugs import code_drugs
from ._esketamine import code_esketamine, is_spray
from ._given import Given, given_at
from ._hierarchy import code_infusions
from ._hydration import code_hydration
from ._injections import code_injections, without_numbing
from ._minutes import stretches
from ._monitoring import code_monitoring
from ._pricing import price
from ._rulebook import INFUSION, Rulebook, is_facility, is_remote, rulebook
from ._screenings import code_screenings
from ._service import Outcome, Service, merge
from ._visits import code_visits

_ZERO = Decimal("0.00")
MOST_POINTERS = 4
_Why = tuple[str, str]
"""Why something given is not billed, and the rule that says so."""
_FROM_AFAR: _Why = (
    "The visit is recorded as telehealth, and what is given from afar is not billed.",
    "scrubber/place/given-from-afar",
)
_IN_FACILITY: _Why = (
    "The visit was in a facility, which bills this itself; the clinician's claim carries the visit only.",
    "coding/facility/administration-belongs-to-facility",
)


def code_visit(file: VisitFile, presentation: Presentation = "all") -> CodedVisit:
    """The service lines of a visit. Charges sum to `charge`; what makes no line is listed with its reason.

    Order of input does not matter, except that of the diagnoses, which is their rank. Presentation "few" leaves
    lines without a charge of their own to `included`; no charge ever moves between services.
    Raises NoRuleInForce for a date before the coding rules begin.
    """
    visit, book = file.visit, rulebook(file.visit.date)
    if visit.telehealth or is_remote(visit.place_of_service, visit.date):
        parts = _visit_alone(visit, _FROM_AFAR, book)
    elif is_facility(visit.place_of_service, visit.date):
        parts = _visit_alone(visit, _IN_FACILITY, book)
    else:
        parts = _office_parts(file, book)
    billed = {service.code for part in parts for service in part.services}
    parts += [code_screenings(visit, billed, book), code_monitoring(visit, book)]
    services = merge(list(chain.from_iterable([part.services for part in parts])))
    services.sort(key=_place_in_claim)
    priced, price_problems = price(services, file)
    ranked = tuple([diagnosis.code for diagnosis in visit.diagnoses])
    lines = [
        _line(number, service, charge, why, ranked, visit, book)
        for number, (service, charge, why) in enumerate(priced, start=1)
    ]
    kept, included = (lines, ()) if presentation == "all" else _few(lines)
    skipped = list(chain.from_iterable([part.not_billed for part in parts]))
    skipped.sort(key=lambda each: (each.what, each.because[0].says))
    return CodedVisit.of_checked(
        visit_number=visit.number,
        date=visit.date,
        presentation=presentation,
        lines=tuple(kept),
        included=included,
        not_billed=tuple(skipped),
        problems=(*chain.from_iterable([part.problems for part in parts]), *price_problems, *_nothing(lines)),
        charge=sum([line.charge for line in lines], _ZERO),
    )


def _place_in_claim(service: Service) -> tuple[int, str, tuple[str, ...], str]:
    return service.rank, service.code, service.modifiers, (service.drug.ndc or "") if service.drug else ""


def _office_parts(file: VisitFile, book: Rulebook) -> list[Outcome]:
    visit, given, not_given = file.visit, list[Given](), Outcome()
    for each in given_at(visit, book):
        entry = each.entry
        if not entry.dose.amount:
            says = "The dose is recorded as none, so nothing was given."
            not_given.skip(f"{entry.drug.name} {entry.dose}", says, f"{each.where}.dose")
        elif _never_ran(entry):
            says = "Pauses and flushes leave no minute in which it ran, so it is not billed."
            not_given.skip(
                f"{entry.drug.name} {entry.dose}", says, f"{each.where}.stop", f"{INFUSION}/not-running-time"
            )
        else:
            given.append(each)
    session = code_esketamine(file, given, book)
    if session.services:
        given = [each for each in given if not is_spray(each)]
    by_vein, infusions = code_infusions(given, book)
    hydration = code_hydration(visit, infusions, book)
    beside_vein = bool(infusions or hydration.services)
    numbing, given = without_numbing(given, book) if beside_vein else (Outcome(), given)
    procedures = [by_vein, code_injections(given, beside_vein, book), hydration]
    beside_procedure = any(part.services for part in procedures)
    visits = code_visits(visit, beside_procedure, bool(session.services), book)
    return [not_given, visits, session, *procedures, numbing, code_drugs(given, file.primary_coverage, book)]


def _never_ran(entry: Administration) -> bool:
    out = entry.pauses + entry.flushes
    return bool(out) and entry.stop is not None and not stretches(entry.start, entry.stop, out)


def _visit_alone(visit: Visit, why: _Why, book: Rulebook) -> list[Outcome]:
    """The clinician's own work, where what was given makes no line."""
    outcome = Outcome()
    says, rule = why
    for where, entry, *_ in given_at(visit, book):
        outcome.skip(f"{entry.drug.name} {entry.dose}", says, where, rule)
    for index, fluid in enumerate(visit.hydration):
        outcome.skip(f"Hydration with {fluid.fluid.name}", says, f"visit.hydration[{index}]", rule)
    return [code_visits(visit, False, False, book), outcome]


def _line(
    number: int,
    service: Service,
    charge: Decimal,
    price: Because,
    ranked: tuple[str, ...],
    visit: Visit,
    book: Rulebook,
) -> ServiceLine:
    """The line with its diagnoses in rank order, at most four; it points to the first-ranked where none is linked."""
    diagnoses = _in_rank(ranked, service.diagnoses)
    because = (*service.because, price)
    if not diagnoses and ranked:
        diagnoses = ranked[:1]
        says = f"No diagnosis is linked to this service; it points to the first of the visit, {ranked[0]}."
        because = (*service.because, Because(says=says, fact="visit.diagnoses[0]"), price)
    return ServiceLine.of_checked(
        number=number,
        date=visit.date,
        place_of_service=visit.place_of_service,
        code=service.code,
        modifiers=service.modifiers,
        says=book.says[service.code],
        units=service.units,
        charge=charge,
        diagnoses=diagnoses[:MOST_POINTERS],
        minutes=service.minutes,
        drug=service.drug,
        because=because,
    )


@lru_cache(maxsize=1024)
def _in_rank(ranked: tuple[str, ...], linked: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in ranked if code in linked)


def _few(lines: list[ServiceLine]) -> tuple[list[ServiceLine], tuple[str, ...]]:
    charged = [line for line in lines if line.charge]
    free = [line for line in lines if not line.charge]
    numbered = [line.model_copy(update={"number": number}) for number, line in enumerate(charged, start=1)]
    return numbered, tuple(f"{line.says} ({line.code} × {line.units}), at no separate charge" for line in free)


def _nothing(lines: list[ServiceLine]) -> list[Finding]:
    if lines:
        return []
    return [
        Finding(
            severity="error",
            rule="coding/claim/something-billable",
            where="visit",
            says="Nothing in this visit can be billed; each reason is listed under what is not billed.",
            remedy="Check that what was given and done was entered with its times.",
        )
    ]
