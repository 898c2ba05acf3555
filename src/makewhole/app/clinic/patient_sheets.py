"""What can be typed about a patient: who they are, their coverage, what was tried, the plan, and scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from makewhole.app.accounts.matrix import KINDS as RECORDS
from makewhole.records import Coverage, Patient, Record, Score, TreatmentHistory, TreatmentPlan

from .records import COVERAGES, HISTORY, PLAN, SCORES
from .sheets import Box, Part
from .visit_sheet import INSTRUMENTS

SEXES = (("", "—"), ("F", _("Female")), ("M", _("Male")), ("U", _("Unknown to the plan")))
PLAN_TYPES = (
    ("unknown", _("Not known")),
    ("ppo", "PPO"),
    ("pos", "POS"),
    ("epo", "EPO"),
    ("hmo", "HMO"),
    ("indemnity", _("Indemnity")),
    ("medicare", "Medicare"),
    ("medicare_advantage", "Medicare Advantage"),
    ("medicare_supplement", _("Medicare supplement")),
    ("medicaid", "Medicaid"),
    ("tricare", "TRICARE"),
    ("va", "VA"),
    ("champva", "CHAMPVA"),
    ("federal_employee", _("Federal employee program")),
    ("marketplace", _("Marketplace")),
    ("other", _("Other")),
)
FUNDING = (
    ("unknown", _("Not known")),
    ("insured", _("Insured by the company on the card")),
    ("self_funded", _("Paid by the employer (self-funded)")),
)
RANKS = (("primary", _("First")), ("secondary", _("Second")), ("tertiary", _("Third")))
RELATIONS = (("self", _("The patient")), ("spouse", _("Spouse")), ("child", _("Parent")), ("other", _("Someone else")))
TRIAL_KINDS = (
    ("medicine", _("Medicine")),
    ("psychotherapy", _("Psychotherapy")),
    ("procedure", _("Procedure")),
    ("other", _("Other")),
)
RESPONSES = (
    ("unknown", _("Not known")),
    ("none", _("None")),
    ("partial", _("Partial")),
    ("full_then_lost", _("Full, then lost")),
    ("not_tolerated", _("Not tolerated")),
)
PARTIAL = _("A year, a month or a day: 2021, 3/2021, 3/15/2021")


def _address(base: str, *, required: bool) -> tuple[tuple[Box, ...], ...]:
    return (
        (Box(f"{base}.line1", _("Street"), required=required), Box(f"{base}.line2", _("Apartment, suite"))),
        (
            Box(f"{base}.city", _("City"), required=required),
            Box(f"{base}.state", _("State, two letters"), required=required, code=True),
            Box(f"{base}.zip", _("ZIP code"), required=required, code=True),
        ),
    )


def _name(base: str, *, required: bool) -> tuple[Box, ...]:
    return (
        Box(f"{base}.first", _("First name"), required=required),
        Box(f"{base}.middle", _("Middle name")),
        Box(f"{base}.last", _("Last name"), required=required),
        Box(f"{base}.suffix", _("Jr., III")),
    )


BORN_HINT = _("For example 9 Dec 1984 or 12/9/1984")
_SUBSCRIBER = Part(
    _("Who holds the policy, if not the patient"),
    (
        _name("subscriber.name", required=False),
        (
            Box("subscriber.date_of_birth", _("Date of birth"), "born", hint=BORN_HINT),
            Box("subscriber.sex", _("Sex, as the plan has it"), "choice", choices=SEXES),
        ),
        *_address("subscriber.address", required=False),
    ),
    folded=True,
)


@dataclass(frozen=True)
class Sheet:
    """One form about a patient: its name in addresses, the record it becomes, and its parts."""

    name: str
    root: str
    kind: type[Record]
    question: Any
    parts: Sequence[Part]
    save: Any
    many: bool = False

    @property
    def access(self) -> str:
        """The kind of record that the access matrix judges it by."""
        return RECORDS[self.kind]


PATIENT = Sheet(
    "patient",
    "patient",
    Patient,
    _("Who is the patient?"),
    (
        Part(
            _("Name as on the insurance card"),
            (
                _name("name", required=True),
                (
                    Box("date_of_birth", _("Date of birth"), "born", hint=BORN_HINT, required=True),
                    Box("sex", _("Sex, as the plan has it"), "choice", choices=SEXES, required=True),
                ),
            ),
        ),
        Part(
            _("Contact"),
            (
                *_address("address", required=True),
                (
                    Box("phone", _("Telephone"), code=True),
                    Box(
                        "language",
                        _("Language of letters"),
                        "choice",
                        choices=(("en", "English"), ("es", "Español")),
                        required=True,
                    ),
                ),
            ),
        ),
        Part(
            _("Account"),
            (
                (
                    Box(
                        "account_number",
                        _("Account number"),
                        hint=_("The practice's own number for this patient"),
                        required=True,
                        code=True,
                    ),
                    Box(
                        "signature_on_file",
                        _("Signature on file since"),
                        "day",
                        hint=_("When they signed that records may go to the insurer"),
                    ),
                ),
                (
                    Box(
                        "self_pay_restriction",
                        _("The patient asked that the insurer is told nothing about what they paid in full"),
                        "tick",
                        hint=_("45 CFR 164.522(a)(1)(vi). While this is ticked nothing is sent to the insurer."),
                    ),
                ),
            ),
        ),
    ),
    _("Save patient"),
)
COVERAGE = Sheet(
    "coverage",
    COVERAGES,
    Coverage,
    _("What does the insurance card say?"),
    (
        Part(
            _("Coverage"),
            (
                (
                    Box("payer", _("Insurer"), "choice", choices="payers", required=True),
                    Box("payer_name", _("Name on the card"), required=True),
                ),
                (
                    Box("member_id", _("Member ID"), required=True, code=True),
                    Box("group_number", _("Group number"), code=True),
                    Box("rank", _("This plan pays"), "choice", choices=RANKS, required=True),
                ),
                (
                    Box("plan_name", _("Plan")),
                    Box("plan_type", _("Kind of plan"), "choice", choices=PLAN_TYPES, required=True),
                    Box("funding", _("Who bears the cost"), "choice", choices=FUNDING, required=True),
                ),
                (Box("relation", _("Who holds the policy?"), "choice", choices=RELATIONS, required=True),),
            ),
            rows=COVERAGES,
            add=_("Add a coverage"),
            inner=(
                _SUBSCRIBER,
                Part(
                    _("Claims address, telephone and the plan's own terms"),
                    (
                        *_address("claims_address", required=False),
                        (
                            Box("phone", _("Telephone on the card"), code=True),
                            Box("payer_id", _("Payer ID"), hint=_("For electronic claims"), code=True),
                        ),
                        (
                            Box("effective_from", _("Valid from"), "day"),
                            Box("effective_until", _("Valid until"), "day"),
                        ),
                        (
                            Box("timely_filing_days", _("Days to file a claim"), "number", hint=_("As the plan says")),
                            Box("waste_modifiers", _("Asks for JW and JZ"), "yesno"),
                        ),
                    ),
                    folded=True,
                ),
            ),
            least=1,
            most=3,
        ),
    ),
    _("Save coverage"),
    many=True,
)
TRIALS = Sheet(
    "history",
    HISTORY,
    TreatmentHistory,
    _("What was tried before?"),
    (
        Part(
            _("Course"),
            (
                (
                    Box("onset", _("Began in"), "partial", hint=PARTIAL),
                    Box("hospitalisations", _("Stays in hospital"), "number", hint=_("How many")),
                ),
            ),
        ),
        Part(
            _("Treatment"),
            (
                (
                    Box("name", _("Treatment"), required=True),
                    Box("kind", _("Kind"), "choice", choices=TRIAL_KINDS, required=True),
                    Box("drug_class", _("Drug class"), hint=_("For example SSRI")),
                ),
                (
                    Box("dose", _("Highest dose")),
                    Box("started", _("Started"), "partial", hint=PARTIAL),
                    Box("stopped", _("Stopped"), "partial", hint=_("Empty if it goes on")),
                    Box("weeks", _("Weeks"), "number"),
                ),
                (
                    Box("response", _("Response"), "choice", choices=RESPONSES, required=True),
                    Box("adequate", _("Adequate dose and time"), "yesno"),
                    Box("cost", _("What it cost"), "money"),
                ),
                (Box("reason_stopped", _("Why it was stopped")),),
                (Box("augmentation", _("Added to another treatment"), "tick"),),
            ),
            rows="trials",
            add=_("Add a treatment"),
            most=60,
        ),
        Part(
            _("Structured interview"),
            (
                (
                    Box("structured_interview.instrument", _("Which interview"), hint=_("For example SCID-5")),
                    Box("structured_interview.date", _("Held on"), "day"),
                    Box("structured_interview.confirms", _("It found the diagnosis treated"), "yesno"),
                    Box("structured_interview.by", _("Held by")),
                ),
            ),
            folded=True,
        ),
        Part(_("Notes"), ((Box("notes", _("Anything else"), "prose"),),)),
    ),
    _("Save history"),
)
COURSE = Sheet(
    "plan",
    PLAN,
    TreatmentPlan,
    _("What is the plan?"),
    (
        Part(
            _("Course"),
            (
                (
                    Box("indication", _("For which diagnosis"), "codes", required=True),
                    Box("drug", _("Drug"), required=True),
                    Box("route", _("How"), required=True),
                ),
                (
                    Box("dose", _("Dose"), hint=_("For example 0.5 mg per kg"), required=True),
                    Box("minutes", _("Minutes each"), "number"),
                    Box("sessions", _("How many"), "number", required=True),
                    Box("sessions_done", _("Done so far"), "number"),
                ),
                (
                    Box("interval", _("How often"), hint=_("For example twice a week for three weeks"), required=True),
                    Box("maintenance", _("Afterwards")),
                    Box("expected_cost", _("Expected cost"), "money"),
                ),
                (
                    Box("antidepressant_continued", _("An antidepressant goes on"), "yesno"),
                    Box("antidepressant", _("Which one")),
                ),
            ),
        ),
        Part(
            _("Reasons, in the clinician's own words"),
            (
                (Box("rationale", _("Why this treatment now"), "prose"),),
                (Box("alternatives_considered", _("What else was considered"), "prose"),),
                (Box("risk_of_not_treating", _("Risk of not treating"), "prose"),),
                (Box("monitoring", _("Monitoring"), "prose"),),
                (Box("goals", _("Goals"), "listed", hint=_("One on each line")),),
                (Box("stop_criteria", _("When to stop"), "prose"),),
            ),
        ),
        Part(
            _("Signature"),
            (
                (
                    Box("written", _("Written on"), "day", required=True),
                    Box("written_by", _("By")),
                    Box("informed_consent", _("Consent signed on"), "day"),
                ),
            ),
        ),
    ),
    _("Save plan"),
)
OUTCOMES = Sheet(
    "scores",
    SCORES,
    Score,
    _("How has the patient been?"),
    (
        Part(
            _("Score"),
            (
                (
                    Box("instrument", _("Questionnaire"), "choice", choices=INSTRUMENTS, required=True),
                    Box("score", _("Total"), "number", required=True),
                    Box("date", _("Answered on"), "day", required=True),
                ),
            ),
            rows=SCORES,
            add=_("Add a score"),
            least=1,
            most=200,
        ),
    ),
    _("Save scores"),
    many=True,
)
SHEETS = {sheet.name: sheet for sheet in (PATIENT, COVERAGE, TRIALS, COURSE, OUTCOMES)}
