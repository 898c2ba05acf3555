"""Which publications speak of this use of the drug, the unfavorable ones included."""

from datetime import date

from makewhole.rules import all_rules
from makewhole.rules.payer_registry import Fact

SAFETY = "safety"


def is_racemic_ketamine(drug: str) -> bool:
    """Whether the drug is ketamine itself: esketamine has a label and studies of its own."""
    name = drug.casefold()
    return "ketamine" in name and "esketamine" not in name


def published(drug: str | None, treated: frozenset[str], on: date) -> tuple[Fact, ...]:
    """The confirmed publications on a condition treated, then those on harms; none where there is none on a condition.

    `treated` are names of conditions (`coverage.conditions`); only what was published by that day is there.
    """
    if drug is None or not is_racemic_ketamine(drug):
        return ()
    held = [
        Fact(found, found.values[-1])
        for found in all_rules("evidence")
        if "doi" in found.values[-1].value and found.values[-1].verified and found.values[-1].since <= on
    ]
    efficacy = [fact for fact in held if fact.held.value["indication"] in treated]
    harms = [fact for fact in held if fact.held.value["indication"] == SAFETY]
    return (*efficacy, *harms) if efficacy else ()


def cited(publication: Fact) -> str:
    """Authors, title, journal, year, design and size."""
    told = publication.held.value
    size = f"; {told['n']} patients" if "n" in told else ""
    return f"{told['authors']} {told['title']}. {told['journal']}, {told['year']} ({told['design']}{size})."


def cited_in_short(publication: Fact) -> str:
    """First author, journal, year and design, for a page that stands beside the full citation."""
    told = publication.held.value
    return f"{told['authors'].split(',')[0]} et al., {told['journal']}, {told['year']} ({told['design']})."
