"""What a visit becomes as it is typed: its lines with their reasons, what stands in the way, and sums that add up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makewhole import rules
from makewhole.coding import code_visit
from makewhole.coding.scrubber import scrub
from makewhole.errors import InvalidRecord, MakewholeError
from makewhole.records import Because, CodedVisit, Finding, Visit, VisitFile, read_record
from makewhole.rules import icd10cm

from .access import granted, sees
from .opened import Chart, House, seen_file, visit_file
from .protocols import dose, dose_says, protocol_for
from .sheets import RecordForm, Said
from .typed import KINDS
from .visit_sheet import VISIT

ROOT = "visit"
SHOWN = {"error": "block", "warning": "clock", "notice": "open"}
# Which record a finding's first word is about, for who may see it: access kind, or None for everyone's.
_ABOUT = {
    "patient": "patient",
    "coverages": "coverage",
    "history": "history",
    "plan": "plan",
    "scores": "score",
    "visit": "visit",
}
# Whoever may see this field may be told about the record as a whole.
_PROBE = {
    "patient": "name",
    "coverage": "payer",
    "history": "trials",
    "plan": "drug",
    "score": "score",
    "visit": "date",
}


@dataclass(frozen=True)
class Reason:
    """One reason of a line: what it says, and the rule behind it in the rule's own words with its source."""

    says: str
    rule: str = ""
    source: str = ""
    verified: bool = True


@dataclass(frozen=True)
class Line:
    number: int
    code: str
    modifiers: str
    says: str
    units: int
    charge: Decimal
    diagnoses: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Shown:
    """A finding as shown: `kind` is its status, `anchor` its place on the visit page, `page` the address of another."""

    kind: str
    says: str
    remedy: str
    anchor: str
    page: str
    rule: Reason


@dataclass
class Outcome:
    """All that follows from the typed fields. Without `visit` they are no visit yet, and `problems` say why."""

    visit: Visit | None = None
    problems: list[Said] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    not_billed: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Shown] = field(default_factory=list)
    hidden: int = 0
    hidden_blocking: int = 0
    diagnoses: list[tuple[str, str]] = field(default_factory=list)
    charge: Decimal | None = None
    paid: Decimal = Decimal("0.00")
    unknown: str = ""

    @property
    def blocking(self) -> int:
        return sum(1 for each in self.findings if each.kind == "block")

    @property
    def balance(self) -> Decimal | None:
        """What is not paid yet; negative when more was paid than charged."""
        return None if self.charge is None else self.charge - self.paid


def visit_form(typed: Mapping[str, str], role: str, house: House) -> RecordForm:
    """The visit's form over what was typed, as `role` may see and change it."""
    return RecordForm(VISIT, ROOT, typed, granted(role, "visit"), house.choices())


def read_visit(form: RecordForm, before: Visit, role: str, today: date | None) -> Visit:
    """The visit as typed, with the fields that `role` may not change as they were. Raises InvalidRecord."""
    typed = form.fields_typed().fields.get(ROOT, {})
    allowed = granted(role, "visit")
    kept = {name: getattr(before, name) for name in Visit.model_fields if allowed(name) != "write"}
    if "note" in typed and before.note:  # who signed it is no box of the form
        signed = before.note.model_dump(include={"signed_by", "signed_on"}, exclude_none=True)
        typed = typed | {"note": typed["note"] | signed}
    try:
        return read_record(Visit, typed | kept | {"time_zone": before.time_zone}, today)
    except InvalidRecord as refused:
        raise InvalidRecord([each._replace(field=_under(each.field)) for each in refused.problems]) from None


def outcome(
    form: RecordForm,
    before: Visit,
    house: House,
    chart: Chart,
    earlier: Sequence[VisitFile],
    place: Callable[[str], str],
) -> Outcome:
    """Code and check what is typed. `place` gives the address of the page where a field outside the visit is typed."""
    try:
        visit = read_visit(form, before, chart.role, house.today())
    except InvalidRecord as refused:
        return Outcome(paid=_paid(form), problems=form.said(refused))
    found = judged(visit, house, chart, earlier)
    found.findings = [_placed(each, form, place) for each in found.findings]
    return found


def judged(visit: Visit, house: House, chart: Chart, earlier: Sequence[VisitFile]) -> Outcome:
    """Lines, sums and findings of a visit, as far as the role may see them."""
    found = Outcome(visit, paid=sum((each.amount for each in visit.payments), Decimal("0.00")))
    file = visit_file(house, chart, visit)
    try:
        coded = code_visit(file)
    except MakewholeError as unknown:
        found.unknown = str(unknown)
        return found
    role = chart.role
    found.charge = coded.charge
    found.diagnoses = [(each.code, _described(each.code, visit.date)) for each in visit.diagnoses]
    for line in coded.lines:
        shown = tuple(_reason(each, visit.date) for each in line.because if _seen(each.fact, role))
        found.lines.append(
            Line(
                line.number,
                line.code,
                " ".join(line.modifiers),
                line.says,
                line.units,
                line.charge,
                ", ".join(line.diagnoses),
                shown,
            )
        )
    found.not_billed = [
        (each.what, each.because[0].says) for each in coded.not_billed if _seen(each.because[0].fact, role)
    ]
    everything = scrub(file, coded, house.today(), earlier)
    seen = seen_file(file, chart)
    tellable = everything if seen == file else scrub(seen, coded, house.today(), earlier)
    for finding in everything:
        if _seen(finding.where, role) and finding in tellable:
            found.findings.append(_shown(finding, _in_the_visit(finding.where, coded), visit.date))
        else:
            found.hidden += 1
            found.hidden_blocking += finding.severity == "error"
    return found


def proposals(form: RecordForm, house: House) -> dict[int, tuple[str, str]]:
    """For each drug of the form whose protocol goes by weight: the dose, and the sum it comes from."""
    try:
        kilograms = Decimal(form.typed.get("visit.weight", "").strip().replace(",", "."))
    except InvalidOperation:
        return {}
    if not kilograms.is_finite() or not 0 < kilograms <= 500:
        return {}
    found = {}
    for number in range(form.rows("visit.administrations")):
        row = f"visit.administrations[{number}].drug"
        protocol = protocol_for(form.typed.get(f"{row}.name", ""), form.typed.get(f"{row}.ndc", ""), house.protocols)
        if protocol and (given := dose(protocol, kilograms)):
            found[number] = str(given), f"{protocol.name}: {dose_says(protocol, kilograms)}"
    return found


def sentence(found: Outcome) -> str:
    """The one sentence at the top: what stands in the way and what waits on it."""
    if wrong := len(found.problems):
        return ngettext(
            "One field is still to fill in; then the visit is coded.",
            "%(count)d fields are still to fill in; then the visit is coded.",
            wrong,
        ) % {"count": wrong}
    if found.unknown:
        return _("This visit cannot be coded: no rules are known for its date.")
    amount = f"${found.charge:,.2f}" if found.charge else ""
    if found.blocking and not amount:
        return ngettext("One thing stops this claim.", "%(count)d things stop this claim.", found.blocking) % {
            "count": found.blocking
        }
    if found.blocking:
        return ngettext(
            "One thing stops this claim; %(amount)s wait on it.",
            "%(count)d things stop this claim; %(amount)s wait on them.",
            found.blocking,
        ) % {"count": found.blocking, "amount": amount}
    if found.hidden_blocking:
        return ngettext(
            "Nothing on your side stops this claim of %(amount)s; one thing is left to the clinician.",
            "Nothing on your side stops this claim of %(amount)s; %(count)d things are left to the clinician.",
            found.hidden_blocking,
        ) % {"count": found.hidden_blocking, "amount": amount}
    return _("Nothing stops this claim of %(amount)s.") % {"amount": amount}


def _paid(form: RecordForm) -> Decimal:
    total = Decimal("0.00")
    for name, text in form.typed.items():
        if name.startswith("visit.payments[") and name.endswith("].amount"):
            try:
                amount = Decimal(str(KINDS["money"].read(text)))
            except InvalidOperation:
                continue
            total += amount if amount.is_finite() else 0
    return total


def _under(path: str) -> str:
    return ROOT if path == "input" else f"{ROOT}.{path}"


def _seen(where: str, role: str) -> bool:
    first, *rest = where.replace("[", ".[").split(".")
    kind = _ABOUT.get(first)
    if kind is None:
        return True
    names = [step for step in rest if not step.startswith("[")] or [_PROBE[kind]]
    return sees(role, kind, names[0])


def _reason(because: Because, on: date) -> Reason:
    return _with_rule(because.says, because.rule, on)


def _with_rule(says: str, rule_id: str | None, on: date) -> Reason:
    if rule_id is None:
        return Reason(says)
    try:
        rule, value = rules.rule(rule_id), rules.value(rule_id, on)
    except rules.RuleError:
        return Reason(says)
    return Reason(says, rule.says, value.source, value.verified)


def _in_the_visit(where: str, coded: CodedVisit) -> str:
    """Where a finding is mended: one about a line, at the fact that the line came from."""
    if not where.startswith("lines["):
        return where
    number, _bracket, field_name = where.removeprefix("lines[").partition("]")
    facts = (because.fact for because in coded.lines[int(number)].because)
    fact = next((fact for fact in facts if fact.startswith("visit.") and "[" in fact), "visit.diagnoses")
    return f"{fact.partition(']')[0]}]{field_name}" if "[" in fact else fact


def _shown(finding: Finding, where: str, on: date) -> Shown:
    because = _with_rule("", finding.rule, on)
    return Shown(SHOWN[finding.severity], finding.says, finding.remedy, where, "", because)


def _placed(shown: Shown, form: RecordForm, place: Callable[[str], str]) -> Shown:
    where = shown.anchor
    if where != ROOT and not where.startswith(f"{ROOT}."):
        return replace(shown, anchor="", page=place(where))
    there = form.nested.box(where) if form.nested else where
    box = form.box_for(there)
    listed = next((f"at-{each.path}" for each in form.sections if each.part.rows and each.path == there), "")
    return replace(shown, anchor=f"id_{box}" if box else listed)


def _described(code: str, on: date) -> str:
    found = icd10cm.find(code, on)
    return found.description if found else ""
