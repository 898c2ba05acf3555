"""What insurers' forms ask and only the patient can answer: in plain words, and the answers with their day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from makewhole.app.clinic.models import Patient, PatientRecord
from makewhole.app.clinic.records import save_patient_record
from makewhole.app.vault import audit
from makewhole.app.vault.sealed import ChangedElsewhere, open_record
from makewhole.records import Record
from makewhole.records.identifiers import Day, Text

KIND = "answers"
YES_NO = (("yes", _("Yes")), ("no", _("No")))


class Answered(Record):
    """One answer: the question's name, what the patient said, the day, and who asked."""

    name: Text
    answer: Text
    asked_on: Day
    asked_by: Text


CONTRADICTED = (
    _("The patient said that there is no other plan, and another one is on record."),
    _("The patient said that no accident was the cause, and also that one was."),
    _("Ask the patient again, and correct what is wrong."),
)
"""How the library refuses answers that do not go together."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `name` is that of the forms' named value; without `choices` the answer is written freely."""

    name: str
    asks: Any
    choices: tuple[tuple[str, Any], ...] = ()
    hint: Any = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """A patient's answers by question, and the version of their record; 0 before the first."""

    by_name: Mapping[str, Answered]
    version: int

    def said(self) -> dict[str, str]:
        """The bare answers, as the forms take them."""
        return {name: each.answer for name, each in self.by_name.items()}


MARRIED = (
    ("married", _("Married")),
    ("single", _("Single")),
    ("divorced", _("Divorced")),
    ("widowed", _("Widowed")),
    ("partner", _("With a partner")),
)
WORKS = (
    ("active", _("Works")),
    ("full-time", _("Works full time")),
    ("part-time", _("Works part time")),
    ("retired", _("Retired")),
    ("cobra", _("Keeps the plan of an earlier job (COBRA)")),
    ("disabled", _("Cannot work")),
)
PAID = (("member", _("The patient or policy holder")), ("provider", _("The clinic")))
AS_ON_FORM = _("As the form is to say it")
QUESTIONS: tuple[tuple[Any, tuple[Question, ...]], ...] = (
    (
        _("What caused it"),
        (
            Question("accident.any", _("Did an accident cause what you are treated for?"), YES_NO),
            Question("accident.auto", _("Was it a car accident?"), YES_NO),
            Question("accident.employment", _("Was it caused by your work?"), YES_NO),
            Question("accident.other", _("Was it another kind of accident?"), YES_NO),
            Question("accident.date", _("On which day was the accident?"), hint=_("Month, day and year: 12/09/2026")),
            Question("accident.time", _("At what time was the accident?")),
            Question("accident.place", _("Where was the accident?")),
            Question("accident.description", _("What happened in the accident?")),
        ),
    ),
    (
        _("Other insurance, work and family"),
        (
            Question("other.covered", _("Do you have another health plan besides this one?"), YES_NO),
            Question("patient.employed", _("Do you have a job?"), YES_NO),
            Question("patient.student", _("Are you a student?"), YES_NO),
            Question("patient.school", _("Which school do you go to?")),
            Question("patient.marital_status", _("Are you married?"), MARRIED),
            Question("subscriber.employment_status", _("Does the person who holds the policy work?"), WORKS),
            Question("subscriber.retired_on", _("When did the policy holder retire?"), hint=AS_ON_FORM),
        ),
    ),
    (
        _("The illness"),
        (
            Question("illness.began", _("When did the illness begin?"), hint=AS_ON_FORM),
            Question("illness.first_consulted", _("When did you first see someone about it?"), hint=AS_ON_FORM),
            Question("illness.before", _("When did you have something like it before?"), hint=AS_ON_FORM),
            Question("illness.disability", _("On which days could you not work?"), hint=AS_ON_FORM),
            Question("illness.return_to_work", _("When can you work again?"), hint=AS_ON_FORM),
            Question("illness.hospital", _("On which days were you in a hospital for it?"), hint=AS_ON_FORM),
        ),
    ),
    (
        _("The claim"),
        (
            Question(
                "claim.pay_to",
                _("Who should the insurer pay?"),
                PAID,
                _("Whoever has paid the clinic already is paid back themselves."),
            ),
            Question("claim.prior_authorization", _("Which number did the insurer give with its approval?")),
            Question("claim.resubmission", _("Which number has the claim that was sent before?")),
            Question("claim.country", _("In which country were you treated?")),
            Question("claim.outside_laboratory", _("Did you pay for a laboratory elsewhere?"), YES_NO),
        ),
    ),
)


def every_question() -> dict[str, Question]:
    """Each question by its name."""
    return {each.name: each for _title, group in QUESTIONS for each in group}


def answers(patient: Patient) -> Answers:
    """What this patient was asked and said."""
    row = PatientRecord.objects.filter(patient=patient, kind=KIND).first()
    if row is None:
        return Answers({}, 0)
    return Answers({each.name: each for each in open_record(row, tuple[Answered, ...])}, row.version)


def keep_answers(patient: Patient, said: Mapping[str, str], before: Answers, on: date, by: str) -> Answers:
    """Seal what was said; an answer that did not change keeps its day and who asked, an empty one is forgotten.

    Raises ChangedElsewhere when someone saved other answers since `before` was read.
    """
    with transaction.atomic():
        audit.take_turn()
        if answers(patient).version != before.version:
            raise ChangedElsewhere("Someone else wrote answers down since you opened this page.")
        kept = dict(before.by_name)
        for name, answer in said.items():
            if not answer.strip():
                kept.pop(name, None)
            elif name not in kept or kept[name].answer != answer.strip():
                kept[name] = Answered(name=name, answer=answer.strip(), asked_on=on, asked_by=by)
        row = save_patient_record(patient, KIND, tuple(kept.values()))
    return Answers(kept, row.version)
