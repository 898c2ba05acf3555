"""An insurer's policy answered from a record, as far as a role may see the facts that answer it."""

from collections.abc import Mapping
from dataclasses import dataclass

from makewhole.app.clinic.access import sees
from makewhole.coverage import CriterionAnswer, PolicyAnswers
from makewhole.coverage.evidence_spanish import evidence_in_spanish
from makewhole.records import VisitFile
from makewhole.rules import RuleValue
from makewhole.rules.payer_words import translated

from .told import language

Needs = tuple[tuple[str, str], ...]
EVERYTHING: Needs = (("patient", "date_of_birth"), ("visit", "diagnoses"), ("history", "trials"), ("plan", "drug"),
                     ("score", "score"), ("practice", "registrations"))  # fmt: skip
NEEDS: Mapping[str, Needs] = {
    "age": (("patient", "date_of_birth"),),
    "score": (("score", "score"),),
    "trials": (("history", "trials"),),
    "antidepressant-continued": (("plan", "antidepressant_continued"),),
    "registered": (("practice", "registrations"),),
}
"""What a role must be able to see to be told the answer to a kind of criterion; of another kind, everything.

The answer itself tells of the fact, and so does that there is none.
"""
PLACES = {
    "age": "patient.date_of_birth",
    "score": "scores",
    "trials": "history.trials",
    "antidepressant-continued": "plan.antidepressant_continued",
    "registered": "practice.registrations",
}
"""Where what is missing for a kind of criterion is entered, as a place in the visit file."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One criterion as a role sees it: its answer, or None where its facts are not for that role."""

    number: int
    says: str
    answer: CriterionAnswer | None
    enter: str
    held: RuleValue

    @property
    def evidence(self) -> str:
        """Which fact answers it, in the reader's language as far as its words are known."""
        english = self.answer.evidence if self.answer else ""
        return (language() == "es" and evidence_in_spanish(english)) or english

    @property
    def add(self) -> str:
        """What to add to the record, in the reader's language."""
        return translated(self.answer.add, language()) if self.answer else ""


@dataclass(frozen=True, slots=True)
class SeenPolicy:
    """A policy's answers as a role sees them. `whole`: nothing of it is hidden from that role."""

    answers: PolicyAnswers
    criteria: tuple[Seen, ...]
    whole: bool

    @property
    def address(self) -> tuple[str, str]:
        """How addresses name the policy: its rule file, and its name there."""
        _policies, file, name = self.answers.policy.rule.rule_id.split("/")
        return file, name

    @property
    def hidden(self) -> int:
        """How many criteria are not told."""
        return sum(each.answer is None for each in self.criteria)

    @property
    def met(self) -> int:
        return self._count("met")

    @property
    def unmet(self) -> int:
        return self._count("not-met")

    @property
    def undocumented(self) -> int:
        return self._count("not-documented")

    @property
    def answered_by(self) -> tuple[str, ...]:
        """What answers the refusal that is to be expected."""
        found = self.answers.denial.held.value["answered-by"] if self.answers.denial else ()
        return tuple(translated(each, language()) for each in found)

    def _count(self, verdict: str) -> int:
        return sum(each.answer is not None and each.answer.verdict == verdict for each in self.criteria)


def may_take(role: str) -> bool:
    """Whether a role may take the answers along as a file: it tells of every fact that can answer a criterion."""
    return all(sees(role, *need) for need in EVERYTHING)


def as_seen(answers: PolicyAnswers, file: VisitFile, role: str, *, spanish: bool) -> SeenPolicy:
    """The answers without those that tell of facts which `role` may not see."""
    criteria = tuple(
        Seen(
            number,
            _says(each, spanish),
            each if _told(each, file, role) else None,
            _place(each, file),
            each.criterion.held,
        )
        for number, each in enumerate(answers.criteria, start=1)
    )
    whole = all(each.answer for each in criteria) and all(sees(role, *need) for need in _treated(file))
    return SeenPolicy(answers, criteria, whole)


def _says(answer: CriterionAnswer, spanish: bool) -> str:
    rule = answer.criterion.rule
    return rule.says_es if spanish and rule.says_es else rule.says


def _told(answer: CriterionAnswer, file: VisitFile, role: str) -> bool:
    asked = answer.criterion.held.value
    needs = NEEDS.get(asked["kind"], EVERYTHING)
    if asked["kind"] == "diagnosis":
        interview: Needs = (("history", "structured_interview"),) if asked.get("structured-interview") else ()
        needs = (*_treated(file), *interview)
    return all(sees(role, *need) for need in needs)


def _treated(file: VisitFile) -> Needs:
    """What tells which condition is treated."""
    return (("plan", "indication"),) if file.plan else (("visit", "diagnoses"),)


def _place(answer: CriterionAnswer, file: VisitFile) -> str:
    asked = answer.criterion.held.value
    if asked["kind"] == "diagnosis":
        missing_interview = asked.get("structured-interview") and answer.where
        return "history.structured_interview" if missing_interview else "visit.diagnoses"
    return PLACES.get(asked["kind"], "")
