"""Names and numbers of the practice and the provider, as an insurer's system checks them first."""

import re
from collections.abc import Iterator

from ._facts import Facts
from ._registry import Fault, check

_BOX = re.compile(r"\b(p\.?\s*o\.?\s*box|post office box)\b", re.IGNORECASE)


@check("identifiers/practice-taxonomy-missing")
def practice_taxonomy_missing(facts: Facts) -> Iterator[Fault]:
    if facts.file.practice.taxonomy is None:
        yield Fault(
            "practice.taxonomy",
            "The practice has no taxonomy code.",
            "Copy the practice's primary taxonomy from its entry in the NPI registry.",
        )


@check("identifiers/provider-taxonomy-missing")
def provider_taxonomy_missing(facts: Facts) -> Iterator[Fault]:
    if facts.file.rendering_provider.taxonomy is None:
        yield Fault(
            _provider(facts, "taxonomy"),
            "The rendering provider has no taxonomy code.",
            "Copy the provider's primary taxonomy from their entry in the NPI registry.",
        )


@check("identifiers/provider-license-missing")
def provider_licence_missing(facts: Facts) -> Iterator[Fault]:
    provider = facts.file.rendering_provider
    for field in ("licence_number", "licence_state"):
        if getattr(provider, field) is None:
            yield Fault(
                _provider(facts, field),
                f"The rendering provider's {field.replace('_', ' ')} is missing; some insurers ask for it.",
                "Add the number and state as on the license.",
            )


@check("identifiers/one-npi-for-practice-and-provider")
def one_npi_for_practice_and_provider(facts: Facts) -> Iterator[Fault]:
    if facts.file.practice.npi == facts.file.rendering_provider.npi:
        yield Fault(
            "practice.npi",
            "The practice and the rendering provider have the same NPI.",
            "Give the practice its own organization NPI (type 2); a sole proprietor without one may ignore this.",
        )


@check("identifiers/practice-address-is-a-box")
def practice_address_is_a_box(facts: Facts) -> Iterator[Fault]:
    address = facts.file.practice.address
    for field, line in (("line1", address.line1), ("line2", address.line2)):
        if line and _BOX.search(line):
            yield Fault(
                f"practice.address.{field}",
                "The practice's address is a post office box.",
                "Give the street address; put the box in practice.pay_to_address.",
            )


@check("identifiers/practice-zip-short")
def practice_zip_short(facts: Facts) -> Iterator[Fault]:
    if len(facts.file.practice.address.zip) == 5:
        yield Fault(
            "practice.address.zip",
            "The practice's ZIP code has five digits; an electronic claim needs nine.",
            "Add the four digits that the Postal Service gives for the address; a claim on paper does not need them.",
        )


@check("identifiers/provider-credentials")
def provider_credentials(facts: Facts) -> Iterator[Fault]:
    if facts.visit.office_visit is None and facts.visit.psychiatric_evaluation is None:
        return
    known = facts.rule("scrubber/identifiers/provider-credentials")["credentials"]
    held = re.split(r"[\s,;/]+", facts.file.rendering_provider.credentials.upper().replace(".", ""))
    if not set(held) & set(known):
        yield Fault(
            _provider(facts, "credentials"),
            "The rendering provider's credentials are not among those that insurers usually pay visits for.",
            "Confirm that this provider may bill visits; if a colleague saw the patient, name the colleague.",
        )


def _provider(facts: Facts, field: str) -> str:
    index = [provider.npi for provider in facts.file.providers].index(facts.visit.rendering_provider)
    return f"providers[{index}].{field}"
