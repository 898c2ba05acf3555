"""Turns what is known of a payer into a few plain steps for the patient, and says plainly what is not known."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from makewhole.coding.filing_limit import filing_limit
from makewhole.documents import cms1500, phrasing
from makewhole.documents.forms import Signature
from makewhole.documents.press import Part
from makewhole.documents.subject import Subject
from makewhole.documents.submission_sheet.obstacles import Obstacle, obstacle
from makewhole.documents.submission_sheet.words import OBSTACLES, WORDS
from makewhole.rules import RuleValue, known, rule, value

_MOST_PLACES = 3
"""Places to sign that are each said, fewer by one where boxes are to be marked too; more would not leave the sheet on
one page."""
ORDER = None
"""Not bound into the packet: it is for the patient, not for the insurer."""


def part(subject: Subject) -> Part:
    """The sheet in the subject's language."""
    content = build(subject)
    title = WORDS[subject.lang]["title-against" if content["against"] or not _normally_paid(subject) else "title"]
    return Part("submission_sheet", title, content, subject.lang)


def build(subject: Subject) -> dict[str, Any]:
    """The page's words: steps to send the claim, or why it is not to be sent. Never that it will be paid."""
    against = obstacle(subject.file, subject.claim)
    words = WORDS[subject.lang]
    shared = {
        "words": words,
        "practice": phrasing.letterhead(subject.claim.practice, subject.lang),
        "facts": _facts(subject),
        "help": words["help"].format(
            practice=subject.claim.practice.legal_name, phone=subject.claim.practice.phone, number=subject.number
        ),
    }
    return shared | (_not_to_send(subject, against) if against else _steps(subject))


def _facts(subject: Subject) -> list[list[str]]:
    words, claim = WORDS[subject.lang], subject.claim
    return [
        [words["patient"], str(claim.patient.name)],
        [words["visit"], phrasing.written_out(claim.date_from, subject.lang)],
        [words["member-id"], claim.coverage.member_id],
        [words["packet"], subject.number],
    ]


def _not_to_send(subject: Subject, against: Obstacle) -> dict[str, Any]:
    words, reason = WORDS[subject.lang], OBSTACLES[subject.lang][against]
    payer = subject.claim.coverage.payer_name
    return {
        "name": words["name-against"].format(payer=payer),
        "against": [line.format(payer=payer) for line in reason],
    }


def _steps(subject: Subject) -> dict[str, Any]:
    words, coverage, lang = WORDS[subject.lang], subject.claim.coverage, subject.lang
    paid = _normally_paid(subject)
    owed = subject.claim.total_charge - subject.claim.amount_paid
    sending, asking = _payer_rule(subject, "sending"), _payer_rule(subject, "ask")
    return {
        "name": words["name" if paid else "name-against"].format(payer=coverage.payer_name),
        "against": [],
        "deadline": _deadline(subject),
        "not-paid": words["not-paid"].format(owed=phrasing.dollars(owed)) if owed > 0 else "",
        "steps": [step[lang] for step in sending.value],
        "confirmed": words["confirmed"] if sending.verified else words["steps-not-confirmed"],
        "source": words["source"].format(checked=phrasing.written_out(sending.checked, lang)),
        "source-name": sending.source,
        "scope": sending.scope or "",
        "sign": _to_sign(subject) if paid else [],
        "next": f"{words['next-body']} {_when_decided(subject)}" if paid else "",
        "mail-to": [coverage.payer_name, *phrasing.address_lines(coverage.claims_address)]
        if coverage.claims_address
        else [],
        "call": f"{words['call']} {coverage.phone}" if coverage.phone else _said(subject, "phone-hint"),
        "questions": [question[lang] for question in asking.value],
        "packet": ", ".join(subject.packet),
    }


def _deadline(subject: Subject) -> dict[str, str]:
    words, lang = WORDS[subject.lang], subject.lang
    if not _normally_paid(subject):
        body = words["ask-first-body"].format(payer=subject.claim.coverage.payer_name)
        return {"head": words["ask-first"], "body": body}
    limit = filing_limit(subject.file, subject.claim.coverage)
    if limit.last_day is None:
        body = words["deadline-unknown-body"]
        if limit.shortest_seen:
            soonest = subject.file.visit.date + timedelta(days=limit.shortest_seen)
            body = f"{body} {words['deadline-shortest'].format(days=limit.shortest_seen, day=_day(soonest, lang))}"
        return {"head": words["deadline-unknown"], "body": body}
    if limit.last_day < subject.issued:
        late = words["deadline-past-body"].format(phone=subject.claim.practice.phone)
        return {"head": words["deadline-past"].format(day=_day(limit.last_day, lang)), "body": late}
    body = words["deadline-body"] if limit.confirmed else words["deadline-not-confirmed"]
    return {"head": words["deadline"].format(day=_day(limit.last_day, lang)), "body": body}


def _to_sign(subject: Subject) -> list[str]:
    """Every place for a pen, in the order in which the patient comes to it."""
    words, claim = WORDS[subject.lang], subject.claim
    signer = (claim.coverage.subscriber or claim.patient).name
    marks = _to_mark(subject)
    return [words["sign-letter"].format(signer=signer), *_on_the_form(subject, _MOST_PLACES - len(marks)), *marks]


def _to_mark(subject: Subject) -> list[str]:
    """The boxes of the packet's CMS-1500 that wait for the patient's yes or no."""
    if cms1500.TITLE not in subject.packet:
        return []
    items = [each.item for each in cms1500.unanswered(subject.claim, subject.answers)]
    return [WORDS[subject.lang]["mark"].format(items=", ".join(items))] if items else []


def _on_the_form(subject: Subject, most: int) -> list[str]:
    """Where the patient signs on the insurer's own form, and where not; any form where the packet holds none."""
    words = WORDS[subject.lang]
    if subject.form is None:
        return [words["sign-form"]]
    places = subject.form.signatures
    own = sorted((each for each in places if each.number), key=lambda each: each.number)
    said = [words["sign-places"].format(places=_places(own, words, most))] if own else []
    if _owes_nothing(subject) and (paying := {each.page for each in places if each.pays_practice}):
        said.append(words["sign-not"].format(pages=_numbers(paying)))
    return said


def _places(own: Sequence[Signature], words: Mapping[str, str], most: int) -> str:
    """Each place by its number, which the arrow beside it bears; of more than `most` only their pages."""
    if len(own) > most:
        return words["sign-many"].format(count=len(own), pages=_numbers({each.page for each in own}))
    said = [
        words["sign-arrow" if each.marked else "sign-place"].format(
            number=each.number, page=each.page, where=words[each.where[0]].format(side=words[each.where[1]])
        )
        for each in own
    ]
    return ", ".join(said)


def _numbers(pages: set[int]) -> str:
    return ", ".join(map(str, sorted(pages)))


def _owes_nothing(subject: Subject) -> bool:
    return subject.claim.amount_paid >= subject.claim.total_charge


def _normally_paid(subject: Subject) -> bool:
    """Whether the payer pays patients at all, as a rule; a program that pays only its own providers does not."""
    return bool(_payer_rule(subject, "member-claim").value.get("normally-paid", True))


def _when_decided(subject: Subject) -> str:
    """By when the plan decides, as confirmed for this payer or for plans that an employer pays itself."""
    words, coverage, on = WORDS[subject.lang], subject.claim.coverage, subject.file.visit.date
    payers = [coverage.payer, *(["self-funded"] if coverage.funding == "self_funded" else [])]
    for held in (known(f"payers/{payer}/decision-days", on) for payer in payers):
        fits = held and (coverage.group_number or not held.value.get("employer-plans"))
        if held and held.verified and fits:
            days, longer = held.value["decide"], held.value.get("extended")
            return words["next-when-longer" if longer else "next-when"].format(days=days, longer=longer)
    return words["next-when-unsure"]


def _day(day: date, lang: str) -> str:
    return phrasing.written_out(day, lang)


def _payer_rule(subject: Subject, name: str) -> RuleValue:
    """What is known of the payer; where it has no file, what holds for any."""
    on = subject.file.visit.date
    return known(f"payers/{subject.claim.coverage.payer}/{name}", on) or value(f"payers/other/{name}", on)


def _said(subject: Subject, name: str) -> str:
    said = rule(_payer_rule(subject, name).rule_id)
    return said.says_es if subject.lang == "es" and said.says_es else said.says
