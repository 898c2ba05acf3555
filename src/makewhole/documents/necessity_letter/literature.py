"""What is published: the label, and the confirmed studies of the conditions treated, the unfavorable ones included."""

from datetime import date
from typing import Any

from makewhole.documents.clinical.blocks import Block
from makewhole.records import VisitFile
from makewhole.rules import RuleValue, all_rules, rule, value

LABEL = "evidence/safety/off-label"
SAFETY = "safety"


def is_racemic_ketamine(drug: str) -> bool:
    """Whether the drug is ketamine itself: esketamine has a label and studies of its own."""
    name = drug.casefold()
    return "ketamine" in name and "esketamine" not in name


def drug_of(file: VisitFile) -> str | None:
    """The drug that the plan, or without a plan the visit's main administration, names."""
    if file.plan:
        return file.plan.drug
    given = sorted(file.visit.administrations, key=lambda each: not each.main_reason)
    return given[0].drug.name if given else None


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
    if not is_racemic_ketamine(drug):
        return None
    held = {
        found.rule_id: found.values[-1]
        for found in all_rules("evidence")
        if "doi" in found.values[-1].value and found.values[-1].verified and found.values[-1].since <= on
    }
    efficacy = [key for key, cited in held.items() if cited.value["indication"] in treated]
    if not efficacy:
        return None
    harms = [key for key, cited in held.items() if cited.value["indication"] == SAFETY]
    return {"references": [_reference(rule(key).says, held[key]) for key in (*efficacy, *harms)]}


def _reference(finding: str, held: RuleValue) -> dict[str, Any]:
    cited = held.value
    size = f"; {cited['n']} patients" if "n" in cited else ""
    return {
        "finding": finding,
        "cited": f"{cited['authors']} {cited['title']}. {cited['journal']}, {cited['year']} ({cited['design']}{size}).",
        "link": f"https://doi.org/{cited['doi']}",
        "shown": f"doi:{cited['doi']}",
    }
