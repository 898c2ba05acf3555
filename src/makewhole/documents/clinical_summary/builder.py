"""Sums up the visit from its structured facts, then gives the signed note word for word."""

from makewhole.coverage.record_facts import courses
from makewhole.coverage.record_words import called, counted, diagnosis
from makewhole.documents import phrasing
from makewhole.documents.clinical import wording
from makewhole.documents.clinical.blocks import Section, facts, quote, section
from makewhole.documents.clinical.scores import charts
from makewhole.documents.clinical.trials import trials_table
from makewhole.documents.clinical_summary.given import fluids_table, given_table
from makewhole.documents.press import Part
from makewhole.documents.subject import Subject
from makewhole.records import Monitoring, Score, Visit, VisitFile, plain_number

ORDER = 70
TITLE = "Clinical summary"
MONITORING = {
    "vital_signs": "Vital signs",
    "pulse_oximetry": "Pulse oximetry",
    "cardiac_rhythm": "Heart rhythm",
    "capnography": "Capnography",
    "ecg": "Electrocardiogram",
}


def part(subject: Subject) -> Part | None:
    """The summary; None where the visit records no more than its date and its diagnoses."""
    file, visit = subject.file, subject.file.visit
    diagnoses = [diagnosis(each.code, file) for each in visit.diagnoses]
    done = [*_given(visit), *_monitoring(visit), *_office_visit(visit), *_other_services(visit)]
    note = _note(file)
    if not done and not note:
        return None
    content = {
        "practice": phrasing.letterhead(file.practice),
        "visited": f"Visit of {phrasing.written_out(visit.date)}",
        "about": _about(subject),
        "sections": [
            *section("Diagnoses", {"list": diagnoses} if diagnoses else None),
            *done,
            *_scores(file),
            *section("Earlier treatments", trials_table(file.history)),
            *note,
        ],
    }
    return Part("clinical_summary", TITLE, content)


def _about(subject: Subject) -> list[list[str]]:
    file, visit = subject.file, subject.file.visit
    provider = file.rendering_provider
    pairs = [
        *wording.patient_facts(file.patient),
        ("Member ID", subject.claim.coverage.member_id),
        ("Visit", visit.number),
        ("Provider", provider.signs_as),
        ("Provider NPI", provider.npi),
        ("Weight", f"{plain_number(visit.weight)} kg" if visit.weight else None),
        ("Telehealth", visit.telehealth),
    ]
    return [[label, value] for label, value in pairs if value]


def _given(visit: Visit) -> list[Section]:
    times = {"par": f"Times are local, {visit.time_zone}."}
    given, fluids = given_table(visit), fluids_table(visit)
    return [
        *(section("What was given", times, given) if given else []),
        *(section("Fluids to treat dehydration", times if given is None else None, fluids) if fluids else []),
    ]


def _monitoring(visit: Visit) -> list[Section]:
    if not visit.monitoring:
        return []
    return section(
        "Monitoring",
        {"list": [_measured(each) for each in visit.monitoring]},
        *(
            quote(f"{MONITORING[each.kind]}, interpretation on record:", each.interpretation)
            for each in visit.monitoring
        ),
    )


def _measured(monitoring: Monitoring) -> str:
    said = [MONITORING[monitoring.kind]]
    if monitoring.readings:
        said.append(counted(monitoring.readings, "reading", "readings"))
    if monitoring.separately_ordered:
        said.append("separately ordered")
    return ", ".join(said)


def _office_visit(visit: Visit) -> list[Section]:
    office = visit.office_visit
    if office is None:
        return []
    making = office.decision_making
    return section(
        "Office visit",
        facts(
            ("Patient", office.patient.capitalize()),
            ("Decision making", making.capitalize() if making else None),
            ("Time", counted(office.minutes, "minute", "minutes") if office.minutes else None),
            ("Separate work", "Recorded as separate from the treatment" if office.separate else None),
        ),
        quote("What was addressed, as recorded:", office.reason),
    )


def _other_services(visit: Visit) -> list[Section]:
    evaluation = visit.psychiatric_evaluation
    return section(
        "Other services",
        facts(
            (
                "Psychotherapy",
                counted(visit.psychotherapy.minutes, "minute", "minutes") if visit.psychotherapy else None,
            ),
            (
                "Psychiatric evaluation",
                ("Done, with medical services" if evaluation.medical else "Done") if evaluation else None,
            ),
        ),
    )


def _scores(file: VisitFile) -> list[Section]:
    found = courses(file)
    today = [course[-1] for course in found.values() if course[-1].date == file.visit.date]
    return section("Scores", facts(*((called(score.instrument), _of(score)) for score in today)), *charts(found))


def _of(score: Score) -> str:
    return f"{plain_number(score.score)} at this visit"


def _note(file: VisitFile) -> list[Section]:
    note = file.visit.note
    if note is None:
        return []
    by = next((each.signs_as for each in file.providers if each.npi == note.signed_by), None)
    by = by or (f"NPI {note.signed_by}" if note.signed_by else None)
    if by or note.signed_on:
        signed = (
            "Signed"
            + (f" by {by}" if by else "")
            + (f" on {phrasing.written_out(note.signed_on)}" if note.signed_on else "")
        )
    else:
        signed = "The record does not say who signed it"
    return section("Note of the visit", quote(f"{signed}. In full:", note.text))
