"""Plans of the government, under which a self-pay visit often cannot be claimed at all."""

from collections.abc import Iterator

from makewhole.coding.medicare import follows_medicare, standing
from makewhole.records import Coverage

from ._facts import Facts
from ._registry import Fault, check


@check("government/medicare-opted-out")
def medicare_opted_out(facts: Facts) -> Iterator[Fault]:
    if standing(facts.file.rendering_provider, facts.on) != "opted_out":
        return
    for where, coverage in _medicare(facts):
        yield Fault(
            f"{where}.plan_type",
            f"The provider has opted out of Medicare: nothing is payable under {_plan(coverage)}.",
            "Do not send this claim; keep the private contract that the patient signed before the visit.",
        )


@check("government/medicare-never-enrolled")
def medicare_never_enrolled(facts: Facts) -> Iterator[Fault]:
    if standing(facts.file.rendering_provider, facts.on) != "never_enrolled":
        return
    for where, coverage in _medicare(facts):
        yield Fault(
            f"{where}.plan_type",
            f"The provider never enrolled in Medicare: nothing is payable under {_plan(coverage)}, and a form "
            "sent by the patient is no way round.",
            "Do not send this claim; the provider must enroll and file, or opt out with a private contract.",
        )


@check("government/medicare-practice-must-file")
def medicare_practice_must_file(facts: Facts) -> Iterator[Fault]:
    if standing(facts.file.rendering_provider, facts.on) != "enrolled":
        return
    for where, _ in _medicare(facts):
        yield Fault(
            f"{where}.plan_type",
            "The provider is enrolled in Medicare, so the practice must file the claim itself.",
            "File it from the practice, and return what the patient paid beyond what Medicare allows.",
        )


@check("government/medicare-status-unknown")
def medicare_status_unknown(facts: Facts) -> Iterator[Fault]:
    if standing(facts.file.rendering_provider, facts.on) != "unknown":
        return
    for where, _ in _medicare(facts):
        yield Fault(
            f"{where}.plan_type",
            "It is not known whether the provider is enrolled in Medicare or opted out; the claim depends on it.",
            "Set medicare on the provider, as in the CMS opt-out and enrolment lists.",
        )


@check("government/medicare-supplement-follows-medicare")
def medicare_supplement_follows_medicare(facts: Facts) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        if coverage.plan_type == "medicare_supplement":
            yield Fault(
                f"{where}.plan_type",
                "A Medicare supplement pays by Medicare's own decision on the claim.",
                "Send Medicare's summary notice with the packet; without it expect a refusal.",
            )


@check("government/medicaid")
def medicaid(facts: Facts) -> Iterator[Fault]:
    yield from _of_type(
        facts,
        "medicaid",
        "Medicaid normally pays nothing to a provider who is not enrolled, and limits what an enrolled one may charge.",
        "Ask the state's program before sending; do not expect payment to the patient.",
    )


@check("government/tricare")
def tricare(facts: Facts) -> Iterator[Fault]:
    yield from _of_type(
        facts,
        "tricare",
        "TRICARE pays only providers whom it has authorized, and some plans need a referral.",
        "Ask the regional contractor whether the provider is authorized, and send its own member form.",
    )


@check("government/veterans")
def veterans(facts: Facts) -> Iterator[Fault]:
    yield from _of_type(
        facts,
        "va",
        "The Veterans Health Administration pays for community care only with its referral made beforehand.",
        "Add the referral number, or ask the VA before sending.",
    )


def _medicare(facts: Facts) -> Iterator[tuple[str, Coverage]]:
    return ((where, coverage) for where, coverage in facts.coverages if follows_medicare(coverage))


def _of_type(facts: Facts, plan_type: str, says: str, remedy: str) -> Iterator[Fault]:
    for where, coverage in facts.coverages:
        if plan_type in (coverage.plan_type, coverage.payer):
            yield Fault(f"{where}.plan_type", says, remedy)


def _plan(coverage: Coverage) -> str:
    return {"medicare_advantage": "Medicare Advantage", "medicare_supplement": "a Medicare supplement"}.get(
        coverage.plan_type, "Medicare"
    )
