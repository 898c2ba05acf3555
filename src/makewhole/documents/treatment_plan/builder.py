"""Sets out the treatment plan: goals, protocol, monitoring, when to stop, consent and how far it has come."""

from makewhole.coverage.record_words import diagnosis
from makewhole.documents import phrasing
from makewhole.documents.clinical import wording
from makewhole.documents.clinical.blocks import facts, par, section
from makewhole.documents.press import Part
from makewhole.documents.signing import signature_name, signature_pictures
from makewhole.documents.subject import Subject
from makewhole.records import TreatmentPlan

ORDER = 60
TITLE = "Treatment plan"


def part(subject: Subject) -> Part | None:
    """The plan; None where the record holds none."""
    file, plan = subject.file, subject.file.plan
    if plan is None:
        return None
    by_clinician = wording.plan_author(plan, file) == wording.signer(file.rendering_provider)
    content = {
        "practice": phrasing.letterhead(file.practice),
        "written": f"Written {phrasing.written_out(plan.written)}",
        "about": [
            *wording.patient_facts(file.patient),
            ["Member ID", subject.claim.coverage.member_id],
            *([["Written by", plan.written_by]] if plan.written_by else []),
        ],
        "sections": [
            *section("Treated", facts(("Diagnosis", [diagnosis(code, file) for code in plan.indication]))),
            *section("Goals", {"list": list(plan.goals)} if plan.goals else None),
            *section("Protocol", facts(*wording.protocol(plan))),
            *section("Monitoring", par(plan.monitoring)),
            *section("When to stop", par(plan.stop_criteria)),
            *section("Progress and consent", facts(("Sessions", _progress(plan)), ("Consent", _consent(plan)))),
        ],
        "signer": wording.plan_author(plan, file),
        "signature": signature_name(subject) if by_clinician else None,
    }
    return Part("treatment_plan", TITLE, content, pictures=signature_pictures(subject) if by_clinician else {})


def _progress(plan: TreatmentPlan) -> str | None:
    return None if plan.sessions_done is None else f"{plan.sessions_done} of {plan.sessions} given"


def _consent(plan: TreatmentPlan) -> str | None:
    return f"Informed consent on {phrasing.written_out(plan.informed_consent)}" if plan.informed_consent else None
