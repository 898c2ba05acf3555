"""What is published: the label, and the confirmed studies of the conditions treated, the unfavorable ones included."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from makewhole.coverage.evidence import cited, cited_in_short, is_racemic_ketamine
from makewhole.documents.clinical.blocks import Block
from makewhole.rules import value
from makewhole.rules.payer_registry import Fact

LABEL = "evidence/safety/off-label"


def off_label(drug: str, on: date) -> Block | None:
    """That this use is off-label, by the label's own words, for racemic ketamine; None for any other drug."""
    if not is_racemic_ketamine(drug):
        return None
    label = value(LABEL, on)
    return {
        "par": f"The label of ketamine names {' and '.join(label.value['approved'])} as its use. Its use for the "
        f"condition treated here is off-label: the FDA has not approved it for this. Source: {label.source}."
    }


def references(publications: Sequence[Fact]) -> Block | None:
    """Each publication with its finding and its full citation; None where there is none."""
    return _listed(publications, cited)


def short_references(publications: Sequence[Fact]) -> Block | None:
    """Each publication with its finding, cited in one line; None where there is none."""
    return _listed(publications, cited_in_short)


def _listed(publications: Sequence[Fact], cite: Callable[[Fact], str]) -> Block | None:
    return {"references": [_reference(each, cite(each)) for each in publications]} if publications else None


def _reference(publication: Fact, citation: str) -> dict[str, Any]:
    doi = publication.held.value["doi"]
    return {
        "finding": publication.rule.says,
        "cited": citation,
        "link": f"https://doi.org/{doi}",
        "shown": f"doi:{doi}",
    }
