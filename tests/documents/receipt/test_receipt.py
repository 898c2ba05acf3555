"""The receipt: what a health account asks for, and nothing of the diagnosis."""

from typing import Any

import pytest
from tests.documents.subjects import longest, pressed, subject, words
from tests.judges import pdfs

from makewhole.documents.receipt import ORDER, part
from makewhole.documents.receipt.words import WORDS


def receipt(change: Any = None, lang: str = "en", **more: Any) -> str:
    return words(pressed(part(subject(change, lang=lang, **more)), lang=lang))


@pytest.mark.parametrize(
    "value",
    [
        "Quiet Harbor Medicine PC", "EIN 47-3816205", "Ines Calloway, MD", "Tobias R Lindqvist", "QH-88213",
        "Date of service November 12, 2026", "No. MW-417, issued November 24, 2026",
        "Visit of an established patient, middle level 99214 1 165.00", "Ondansetron, each 1 mg J2405 4 6.00",
        "Ketamine hydrochloride, 50 mg/1 mL, dose 39 mg J3490 1 60.00",
        "November 12, 2026 Tobias R Lindqvist Card, ending 4417 400.00",
        "November 14, 2026 Greta Lindqvist HSA card 141.00",
        "Total charge 541.00", "Amount paid 541.00", "Balance 0.00",
        "These amounts are before anything that an insurer may pay back.",
    ],
)  # fmt: skip
def test_an_account_finds(value: str) -> None:
    assert value in receipt()


def test_the_diagnosis_is_not_told() -> None:
    text = receipt()
    assert "F33.2" not in text
    assert "epress" not in text


def test_an_unconfirmed_rule_is_shown_as_unconfirmed() -> None:
    assert "may not also be paid from the account. (Not confirmed: ask your account's administrator.)" in receipt()


def test_it_speaks_spanish() -> None:
    text = receipt(lang="es")
    for value in ("Recibo", "Fecha del servicio 12 de noviembre de 2026", "Tarjeta HSA 141.00", "Saldo 0.00"):
        assert value in text
    assert "(No está confirmado: pregunte al administrador de su cuenta.)" in text


@pytest.mark.parametrize(
    ("payments", "says"),
    [
        ([], "The practice has received no payment for this visit so far."),
        ([{"date": "2026-11-12", "amount": "40.00", "method": "cash"}], "Amount paid 40.00 Balance 501.00"),
        ([{"date": "2026-11-12", "amount": "550.00", "method": "cash"}], "Amount paid 550.00 Credit 9.00"),
    ],
)
def test_what_is_open_is_said(payments: list[dict[str, str]], says: str) -> None:
    assert says in receipt(lambda fields: fields["visit"].update(payments=payments))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("change", [None, longest])
def test_it_is_one_page_and_passes_the_judges(lang: str, change: Any) -> None:
    pdf = pressed(part(subject(change, lang=lang)), lang=lang)
    assert pdfs.page_count(pdf) == 1
    pdfs.assert_sound(pdf)
    pdfs.assert_pdfua(pdf)


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["en"].keys() == WORDS["es"].keys()


def test_it_is_not_bound_into_the_packet() -> None:
    assert ORDER is None
