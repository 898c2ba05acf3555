"""How facts are written on the papers, in both languages."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from makewhole.documents import phrasing
from makewhole.records import Payment


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("method", get_args(Payment.model_fields["method"].annotation))
def test_every_way_of_paying_has_its_words(method: str, lang: str) -> None:
    paid = Payment(date=date(2026, 11, 12), amount=Decimal(475), method=method, reference="4471")  # type: ignore[arg-type]
    assert phrasing.payment_method(paid, lang).endswith(", 4471")


def test_without_a_reference_only_the_way_is_told() -> None:
    paid = Payment(date=date(2026, 11, 12), amount=Decimal(475), method="check")
    assert [phrasing.payment_method(paid, lang) for lang in ("en", "es")] == ["Check", "Cheque"]
