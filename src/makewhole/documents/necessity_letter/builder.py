"""Writes the letter of medical necessity from the record; a section whose facts are missing is left out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from makewhole.coverage.conditions import conditions
from makewhole.coverage.evidence import published
from makewhole.coverage.record_facts import courses, drug_of, treated_codes
from makewhole.coverage.record_words import called, counted, diagnosis
from makewhole.documents import own_words, phrasing
from makewhole.documents.clinical import wording
from makewhole.documents.clinical.blocks import Section, facts, par, quote, section
from makewhole.documents.clinical.literature import off_label, references
from makewhole.documents.clinical.scores import change, charts, single
from makewhole.documents.clinical.trials import trials_table
from makewhole.documents.clinical.wording import money
from makewhole.documents.exhibit.builder import exhibit_letter
from makewhole.documents.necessity_letter.missing import missing
from makewhole.documents.necessity_letter.policy_answer import PolicyAnswer, policy_answers
from makewhole.documents.press import Part
from makewhole.documents.signing import signature_name, signature_pictures
from makewhole.documents.subject import Subject
from makewhole.records import TreatmentHistory, TreatmentPlan, VisitFile

ORDER = 50
TITLE = "Letter of medical necessity"


def part(subject: Subject) -> Part | None:
    """The letter; None where there is neither a treatment plan nor a history: nothing to argue from."""
    if subject.file.plan is None and subject.file.history is None:
        return None
    return Part("necessity_letter", TITLE, build(subject), pictures=signature_pictures(subject))


def build(subject: Subject) -> dict[str, Any]:
    """What the letter says; `missing` lists what would make it stronger, for the practice and not printed."""
    file = subject.file
    treated = conditions(treated_codes(file), file.visit.date)
    answers = policy_answers(file, subject.claim.coverage)
    sections: list[Section] = [
        *_diagnosis(file),
        *_earlier_treatments(file.history),
        *(_reasons(file.plan) if file.plan else ()),
        *(_treatment(file.plan, file) if file.plan else ()),
        *_response(file),
        *_evidence(subject, treated),
        *_policies(answers),
        *_cost(file),
        *_enclosed(file),
    ]
    return {
        "practice": phrasing.letterhead(file.practice),
        "date": phrasing.written_out(subject.issued),
        "payer": _payer(subject),
        "about": _about(subject),
        "greeting": "To the medical reviewer:",
        "opening": own_words.said(subject, "necessity_letter/opening") or _opening(subject),
        "sections": sections,
        "request": {"head": "What I ask for", "steps": list(_request(subject, answers))},
        "closing": own_words.said(subject, "necessity_letter/closing")
        or f"To speak with me about this patient, please call {file.practice.phone}.",
        "farewell": "Sincerely,",
        "signer": wording.signer(file.rendering_provider),
        "signature": signature_name(subject),
        "missing": missing(file, answers),
    }


def _payer(subject: Subject) -> list[str]:
    coverage = subject.claim.coverage
    address = phrasing.address_lines(coverage.claims_address) if coverage.claims_address else []
    return [coverage.payer_name, *address]


def _about(subject: Subject) -> list[list[str]]:
    claim, coverage = subject.claim, subject.claim.coverage
    provider = claim.rendering_provider
    pairs = [
        *wording.patient_facts(claim.patient),
        ("Member ID", coverage.member_id),
        ("Group", coverage.group_number),
        ("Subscriber", str(coverage.subscriber.name) if coverage.subscriber else None),
        ("Claim", claim.number),
        ("Date of service", phrasing.figures(claim.date_from)),
        ("Provider", provider.signs_as),
        ("Provider NPI", provider.npi),
    ]
    return [[label, value] for label, value in pairs if value]


def _opening(subject: Subject) -> str:
    claim = subject.claim
    drug = drug_of(subject.file)
    treatment = f" ({drug})" if drug else ""
    return (
        f"I write on behalf of my patient, {claim.patient.name}, about the treatment{treatment} given on "
        f"{phrasing.written_out(claim.date_from)}. This letter sets out why it is medically necessary, "
        "from the patient's record."
    )


def _diagnosis(file: VisitFile) -> list[Section]:
    treated = treated_codes(file)
    also = [each.code for each in file.visit.diagnoses if each.code not in treated]
    history = file.history or TreatmentHistory()
    severity = [f"{called(name)}: {single(course[0])}" for name, course in courses(file).items()]
    return section(
        "Diagnosis and severity",
        facts(
            ("Condition treated", [diagnosis(code, file) for code in treated]),
            ("Also diagnosed", [diagnosis(code, file) for code in also]),
            ("Structured interview", _interview(history)),
            ("Onset", wording.partial_date(history.onset) if history.onset else None),
            ("Hospital admissions", None if history.hospitalisations is None else str(history.hospitalisations)),
            ("First scores", "; ".join(severity)),
        ),
    )


def _interview(history: TreatmentHistory) -> str | None:
    held = history.structured_interview
    if held is None:
        return None
    found = "found the diagnosis treated" if held.confirms else "did not find the diagnosis treated"
    return f"{held.instrument} on {phrasing.written_out(held.date)}{f' by {held.by}' if held.by else ''}: {found}"


def _earlier_treatments(history: TreatmentHistory | None) -> list[Section]:
    if history is None:
        return []
    table = trials_table(history)
    adequate = sum(trial.adequate is True for trial in history.trials)
    summary = (
        f"{counted(len(history.trials), 'earlier treatment is', 'earlier treatments are')} on record, "
        f"{'all' if adequate == len(history.trials) else adequate} of them recorded as adequate."
    )
    return section(
        "Earlier treatments",
        par(summary if table else None),
        table,
        quote("The history notes:", history.notes),
    )


def _reasons(plan: TreatmentPlan) -> Iterator[Section]:
    written = f"The treatment plan of {phrasing.written_out(plan.written)}"
    yield from section("Why this treatment now", quote(f"{written} gives the reason:", plan.rationale))
    yield from section(
        "Alternatives considered", quote(f"{written} says of other treatments:", plan.alternatives_considered)
    )
    yield from section("Risk of not treating", quote(f"{written} says of this risk:", plan.risk_of_not_treating))


def _treatment(plan: TreatmentPlan, file: VisitFile) -> list[Section]:
    return section(
        "The treatment",
        facts(
            *wording.protocol(plan),
            ("Monitoring", plan.monitoring),
            ("Goals", list(plan.goals)),
            ("When to stop", plan.stop_criteria),
            ("Given by", file.rendering_provider.signs_as),
        ),
    )


def _response(file: VisitFile) -> list[Section]:
    found = courses(file)
    done = file.plan.sessions_done if file.plan else None
    given = (
        f"{done} of {counted(file.plan.sessions, 'planned session', 'planned sessions')} "
        f"{'has' if done == 1 else 'have'} been given."
        if file.plan and done
        else None
    )
    repeated = [change(course) for course in found.values() if len(course) > 1]
    said = " ".join([*([given] if given else []), *(["A lower score is better."] if repeated else [])])
    return section(
        "Response so far" if given else "Scores over time",
        par(said),
        {"list": repeated} if repeated else None,
        *charts(found),
    )


def _evidence(subject: Subject, treated: frozenset[str]) -> list[Section]:
    drug = drug_of(subject.file)
    if drug is None:
        return []
    studies = references(published(drug, treated, subject.issued))
    return section(
        "Off-label use and published evidence" if studies else "Off-label use",
        off_label(drug, subject.issued),
        par("What is published on this use, favorable or not:" if studies else None),
        studies,
    )


def _policies(answers: list[PolicyAnswer]) -> Iterator[Section]:
    for answer in answers:
        yield from section(answer.head, *answer.blocks)


def _cost(file: VisitFile) -> list[Section]:
    trials = file.history.trials if file.history else ()
    known = [trial.cost for trial in trials if trial.cost is not None]
    unknown = len(trials) - len(known)
    earlier = None
    if known:
        earlier = (
            f"Cost is recorded for {len(known)} of {counted(len(trials), 'earlier treatment', 'earlier treatments')}: "
            f"{money(sum(known, Decimal()))} in all" + (f"; for {unknown} it is not recorded." if unknown else ".")
        )
    expected = file.plan.expected_cost if file.plan else None
    course = f"The expected cost of the planned course is {money(expected)}." if expected is not None else None
    return section("Cost of earlier care and of this course", par(" ".join(filter(None, (earlier, course)))))


def _enclosed(file: VisitFile) -> list[Section]:
    """The attached records by the letters that they have in the packet."""
    exhibits = [[exhibit_letter(index), record.title] for index, record in enumerate(file.attachments)]
    return section("Records enclosed", {"exhibits": exhibits} if exhibits else None)


def _request(subject: Subject, answers: list[PolicyAnswer]) -> Iterator[str]:
    claim = subject.claim
    yield (
        f"Please accept the services of {phrasing.written_out(claim.date_from)}, claim {claim.number}, total charge "
        f"{money(claim.total_charge)}, as medically necessary and process the claim under the terms of the plan."
    )
    for answer in answers:
        yield from answer.asks
    yield (
        "If you decide otherwise, please name the reason and the provision of the plan or policy in writing, "
        "and let me speak with the clinician who decides before the decision is final."
    )
