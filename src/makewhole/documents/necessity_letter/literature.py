"""What is published: the label, and the confirmed studies of the conditions treated, the unfavorable ones included."""

from datetime import date
from typing import Any

from makewhole.coverage.evidence import cited, is_racemic_ketamine, published
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


def references(drug: str, treated: frozenset[str], on: date) -> Block | None:
    """Each confirmed publication on a condition treated with its finding, then on harms; None where there is none."""
    found = published(drug, treated, on)
    return {"references": [_reference(each) for each in found]} if found else None


def _reference(publication: Fact) -> dict[str, Any]:
    doi = publication.held.value["doi"]
    return {
        "finding": publication.rule.says,
        "cited": cited(publication),
        "link": f"https://doi.org/{doi}",
        "shown": f"doi:{doi}",
    }
