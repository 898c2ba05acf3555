"""What the practice itself found out about an insurer, and a card with what it does not say filled in from there."""

from collections.abc import Mapping, Sequence

from pydantic import Field, model_validator

from makewhole.records import Address, Coverage, Record
from makewhole.records.identifiers import Day, Phone, Text

KIND = "payers"


class OwnFact(Record):
    """Something that the practice found out about an insurer, in its own words, with source and day."""

    says: Text
    source: Text
    checked: Day


class PayerTerms(Record):
    """What the practice knows of an insurer, from where and when; goes before what is generally known."""

    payer: Text
    met: bool = False
    claims_address: Address | None = None
    phone: Phone | None = None
    timely_filing_days: int | None = Field(default=None, gt=0, le=3660)
    source: Text | None = None
    checked: Day | None = None
    additions: tuple[OwnFact, ...] = ()

    @property
    def own_facts(self) -> bool:
        """Whether anything stands here besides that the practice meets this insurer."""
        return any((self.claims_address, self.phone, self.timely_filing_days))

    @model_validator(mode="after")
    def _says_from_where(self) -> "PayerTerms":
        if self.own_facts and self.source is None:
            raise ValueError("source: is missing; say from where you know this, and its day")
        if self.own_facts and self.checked is None:
            raise ValueError("checked: is missing; write the day on which you looked or asked")
        return self


def with_terms(coverages: Sequence[Coverage], terms: Mapping[str, PayerTerms]) -> tuple[Coverage, ...]:
    """The coverages, each with the practice's own facts of its insurer where the card says nothing."""
    return tuple(_filled(each, terms.get(each.payer)) for each in coverages)


def _filled(coverage: Coverage, known: PayerTerms | None) -> Coverage:
    # "Other" is many insurers under one name: what holds for one of them holds for no other.
    if known is None or coverage.payer == "other":
        return coverage
    facts = {name: getattr(known, name) for name in ("claims_address", "phone", "timely_filing_days")}
    return coverage.model_copy(
        update={name: value for name, value in facts.items() if value is not None and getattr(coverage, name) is None}
    )
