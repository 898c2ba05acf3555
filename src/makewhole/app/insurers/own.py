"""What the practice itself found out about an insurer, now and in every version that was saved."""

from dataclasses import dataclass
from datetime import datetime

from makewhole.app.clinic.payer_terms import KIND, PayerTerms
from makewhole.app.clinic.records import practice_record
from makewhole.app.setup.kept import versions
from makewhole.app.vault.sealed import open_records

Terms = tuple[PayerTerms, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """The practice's own facts as someone saved them. `by` is empty where it is not known who did."""

    terms: PayerTerms
    by: str
    on: datetime


def terms() -> dict[str, PayerTerms]:
    """What the acting practice found out itself, by the insurer's id."""
    return _by_payer(practice_record(KIND, Terms) or ())


def saved(payer: str) -> list[Saved]:
    """Each version of the practice's facts of one insurer, the newest first; versions that changed only others are
    left out."""
    rows = versions(KIND)
    found: list[Saved] = []
    before: PayerTerms | None = None
    for row, every in reversed(list(zip(rows, open_records(rows, Terms), strict=True))):
        own = _by_payer(every).get(payer)
        if own is not None and own != before:
            found.append(Saved(own, str(row.user) if row.user else "", row.created))
        before = own
    return found[::-1]


def _by_payer(every: Terms) -> dict[str, PayerTerms]:
    return {each.payer: each for each in every}
