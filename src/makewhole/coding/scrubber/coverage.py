"""The patient's enrolment: whether there is one on the day, and whether its numbers can be found by the insurer."""

import re
from collections.abc import Iterator
from datetime import date

from ._facts import Facts
from ._registry import Fault, check


@check("coverage/none")
def none(facts: Facts) -> Iterator[Fault]:
    if not facts.file.coverages:
        yield Fault(
            "coverages",
            "No coverage is given, so there is nobody to send the claim to.",
            "Add the coverage from the patient's card, or give the patient the superbill alone.",
        )


@check("coverage/secondary-without-primary")
def secondary_without_primary(facts: Facts) -> Iterator[Fault]:
    if facts.file.coverages and facts.file.primary_coverage is None:
        yield Fault(
            "coverages[0].rank",
            "There is a secondary coverage but no primary one.",
            "Ask which plan pays first and mark it primary.",
        )


@check("coverage/secondary-waits-for-primary")
def secondary_waits_for_primary(facts: Facts) -> Iterator[Fault]:
    if facts.file.primary_coverage is None:
        return
    for where, coverage in facts.coverages:
        if coverage.rank != "primary":
            yield Fault(
                f"{where}.rank",
                f"The {coverage.rank} plan decides only after the plan before it.",
                "Send it the earlier plan's explanation of benefits together with this packet.",
            )


@check("coverage/not-yet-in-force")
def not_yet_in_force(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        if coverage.effective_from and facts.on < coverage.effective_from:
            yield Fault(
                f"{where}.effective_from",
                "The coverage began after the date of service.",
                "Ask which plan covered the patient on that day.",
            )


@check("coverage/ended")
def ended(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        if coverage.effective_until and facts.on > coverage.effective_until:
            yield Fault(
                f"{where}.effective_until",
                "The coverage ended before the date of service.",
                "Ask which plan covered the patient on that day.",
            )


@check("coverage/member-id-malformed")
def member_id_malformed(facts: Facts) -> Iterator[Fault]:
    shape = facts.rule("scrubber/coverage/member-id-malformed")["shape"]
    for where, coverage in facts.coverages:
        if not re.fullmatch(shape, coverage.member_id) or not any(c.isdigit() for c in coverage.member_id):
            yield Fault(
                f"{where}.member_id",
                "This does not look like a member number.",
                "Copy it again from the card, with its letters and without a suffix for the family member.",
            )


@check("coverage/member-id-not-as-payer-issues")
def member_id_not_as_payer_issues(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        payer = "medicare" if coverage.plan_type == "medicare" else coverage.payer
        known = facts.payer_rule(payer, "member-id")
        if known is not None and not re.fullmatch(known.value, _bare(coverage.member_id)):
            unsure = "" if known.verified else " (that form is not confirmed by a published source)"
            yield Fault(
                f"{where}.member_id",
                f"The member number has not the form that this payer issues{unsure}.",
                "Compare it with the card, character by character.",
            )


@check("coverage/group-number-missing")
def group_number_missing(facts: Facts) -> Iterator[Fault]:
    grouped = facts.rule("scrubber/coverage/group-number-missing")["plan-types"]
    for where, coverage in facts.coverages:
        if coverage.group_number is None and coverage.plan_type in grouped:
            yield Fault(
                f"{where}.group_number",
                "The group number is missing.",
                "Copy it from the card; if the card shows none, leave it out.",
            )


@check("coverage/payer-id-missing")
def payer_id_missing(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        listed = facts.payer_rule(coverage.payer, "payer-id")
        if coverage.payer_id is None and not (listed and listed.verified):
            unsure = f" Lists give {listed.value}, which no published source of the payer confirms." if listed else ""
            yield Fault(
                f"{where}.payer_id",
                f"The payer's electronic id is not known, so the 837 says UNKNOWN; paper does not need it.{unsure}",
                "Copy it from the back of the card if the claim goes electronically.",
            )


@check("coverage/payer-not-known")
def payer_not_known(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        if facts.payer_rule(coverage.payer, "name") is None:
            yield Fault(
                f"{where}.payer",
                f"Nothing is kept here about a payer called {coverage.payer}, so nothing of it was checked.",
                'Use one of the payers in the rules, or "other" with payer_name as on the card.',
            )


@check("coverage/claims-address-missing")
def claims_address_missing(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        claiming = facts.payer_rule(coverage.payer, "member-claim")
        on_the_form = claiming is not None and claiming.value.get("send-to") not in (None, "card")
        if coverage.claims_address is None and not on_the_form:
            yield Fault(
                f"{where}.claims_address",
                "The address for claims is not known.",
                "Copy it from the back of the card, or ask the plan where members send medical claims.",
            )


@check("coverage/plan-type-unknown")
def plan_type_unknown(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        if coverage.plan_type == "unknown":
            yield Fault(
                f"{where}.plan_type",
                "The kind of plan is not known, so it is not known whether it pays out of network.",
                "Read it on the card (PPO, HMO …) or ask the plan.",
            )


@check("coverage/closed-network")
def closed_network(facts: Facts) -> Iterator[Fault]:
    closed = facts.rule("scrubber/coverage/closed-network")["plan-types"]
    for where, coverage in facts.coverages:
        if coverage.plan_type in closed:
            yield Fault(
                f"{where}.plan_type",
                f"{_an(coverage.plan_type.upper())} plan normally pays nothing out of network.",
                "Ask the plan for a gap exception, or for its out-of-network benefit in writing, before sending.",
            )


@check("coverage/subscriber-is-patient")
def subscriber_is_patient(facts: Facts) -> Iterator[Fault]:
    patient = facts.file.patient
    for where, coverage in facts.coverages:
        holder = coverage.subscriber
        if holder and _who(holder.name.first, holder.name.last, holder.date_of_birth) == _who(
            patient.name.first, patient.name.last, patient.date_of_birth
        ):
            yield Fault(
                f"{where}.relation",
                "The subscriber is the patient, but the relation says otherwise.",
                'Set relation to "self" and leave the subscriber out.',
            )


def _who(first: str, last: str, born: date) -> tuple[str, str, date]:
    return first.casefold(), last.casefold(), born


def _bare(member_id: str) -> str:
    return re.sub(r"[\s-]", "", member_id).upper()


def _an(plan: str) -> str:
    return f"An {plan}" if plan[0] in "AEFHILMNORSX" else f"A {plan}"
