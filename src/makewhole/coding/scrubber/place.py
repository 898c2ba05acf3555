"""Where the visit took place, and whether what was done could be done there."""

from collections.abc import Iterator
from functools import lru_cache

from makewhole.rules import all_rules

from ._codebook import code_detail
from ._facts import Facts
from ._registry import Fault, check

_TALK = ("visit", "psychotherapy", "evaluation")


@check("place/not-known")
def not_known(facts: Facts) -> Iterator[Fault]:
    if facts.visit.place_of_service not in _places():
        yield Fault(
            "visit.place_of_service",
            f"Place of service {facts.visit.place_of_service} is not known here.",
            "Check it: 11 is an office, 12 the patient's home, 10 and 02 telehealth.",
        )


@check("place/telehealth-elsewhere")
def telehealth_elsewhere(facts: Facts) -> Iterator[Fault]:
    if facts.visit.telehealth and facts.visit.place_of_service not in _remote(facts):
        yield Fault(
            "visit.place_of_service",
            f"The visit was by {facts.visit.telehealth}, but its place of service is {facts.visit.place_of_service}.",
            "Use 10 if the patient was at home, otherwise 02.",
        )


@check("place/remote-but-in-person")
def remote_but_in_person(facts: Facts) -> Iterator[Fault]:
    if facts.visit.place_of_service in _remote(facts) and facts.visit.telehealth is None:
        yield Fault(
            "visit.telehealth",
            "The place of service says telehealth, but the visit does not say video or audio.",
            'Set telehealth to "video" or "audio", or correct the place.',
        )


@check("place/given-from-afar")
def given_from_afar(facts: Facts) -> Iterator[Fault]:
    if facts.visit.telehealth:
        for where, _ in facts.given:
            yield Fault(
                where,
                "A drug or fluid is recorded as given in a visit by telehealth.",
                "Record the infusion as a visit of its own, at the place where it was given.",
            )


@check("place/telehealth-modifier-missing")
def telehealth_modifier_missing(facts: Facts) -> Iterator[Fault]:
    if facts.visit.telehealth is None:
        return
    modifier = facts.rule(f"coding/telehealth/{facts.visit.telehealth}-modifier")
    for where, line in facts.lines:
        detail = code_detail(line.code, facts.on)
        if detail and detail["kind"].startswith(_TALK) and modifier not in line.modifiers:
            yield Fault(
                f"{where}.modifiers",
                f"{line.code} was done by {facts.visit.telehealth} but does not carry modifier {modifier}.",
                f"Add {modifier} unless the payer asks for none.",
            )


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(rule.rule_id.rpartition("/")[2] for rule in all_rules("coding/place-of-service"))


def _remote(facts: Facts) -> tuple[str, str]:
    return facts.rule("coding/telehealth/place-at-home"), facts.rule("coding/telehealth/place-elsewhere")
