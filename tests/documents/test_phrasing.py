"""How facts are written on the papers, in both languages."""

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from tests.documents.subjects import subject

from makewhole.documents import phrasing
from makewhole.records import Payment


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("method", get_args(Payment.model_fields["method"].annotation))
def test_every_way_of_paying_has_its_words(method: str, lang: str) -> None:
    paid = Payment(date=date(2026, 11, 12), amount=Decimal(475), method=method, reference="4471")
    assert phrasing.payment_method(paid, lang).endswith(", 4471")


def test_without_a_reference_only_the_way_is_told() -> None:
    paid = Payment(date=date(2026, 11, 12), amount=Decimal(475), method="check")
    assert [phrasing.payment_method(paid, lang) for lang in ("en", "es")] == ["Check", "Cheque"]


@pytest.mark.parametrize(
    ("route", "site", "shown"),
    [("im", "right deltoid", "right deltoid"), ("im", None, None), ("iv_push", None, "IV 1"), ("oral", None, None)],
)
def test_a_place_is_shown_as_recorded_and_never_made_up(route: str, site: str | None, shown: str | None) -> None:
    def change(fields: dict[str, Any]) -> None:
        given = fields["visit"]["administrations"][1]
        given["route"] = route
        del given["access_site"]
        if site:
            given["access_site"] = site

    assert phrasing.access_site(subject(change).file.visit.administrations[1]) == shown
