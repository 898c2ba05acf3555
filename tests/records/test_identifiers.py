"""Identifiers and amounts accept only the well-formed, and store one form of each."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from makewhole.records import identifiers as ids
from makewhole.records.administration import Dose, Quantity
from makewhole.records.identifiers import normalise_ndc


def _read(kind: Any, given_value: object) -> Any:
    return TypeAdapter(kind).validate_python(given_value)


def _refused(kind: Any, given_value: object) -> bool:
    try:
        _read(kind, given_value)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("npi", ["1234567893", "1245319599"])
def test_an_npi_with_the_right_check_digit_is_read(npi: str) -> None:
    assert _read(ids.Npi, npi) == npi


@given(st.integers(0, 9), st.integers(0, 8))
def test_an_npi_with_one_wrong_digit_is_refused(digit: int, place: int) -> None:
    npi = "1234567893"
    changed = npi[: place + 1] + str(digit) + npi[place + 2 :]
    assert _refused(ids.Npi, changed) == (changed != npi)


@pytest.mark.parametrize("npi", ["3234567893", "123456789", "12345678930", "１２３４５６７８９３", "", "1234567893 x"])
def test_what_is_no_npi_is_refused(npi: str) -> None:
    assert _refused(ids.Npi, npi)


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("0143-9508-10", "00143-9508-10"),
        ("12345-678-90", "12345-0678-90"),
        ("12345-6789-1", "12345-6789-01"),
        ("00143950810", "00143-9508-10"),
        ("00143-9508-10", "00143-9508-10"),
    ],
)
def test_an_ndc_is_stored_as_5_4_2(printed: str, stored: str) -> None:
    assert normalise_ndc(printed) == stored == normalise_ndc(stored)


@pytest.mark.parametrize("ndc", ["0143950810", "143-9508-10", "00143-9508", "a0143-9508-10", "٠٠١٤٣٩٥٠٨١٠"])
def test_an_ambiguous_or_malformed_ndc_is_refused(ndc: str) -> None:
    assert _refused(ids.Ndc, ndc)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (ids.Ein, "842917365", "84-2917365"),
        (ids.Ssn, "123456789", "123-45-6789"),
        (ids.Icd10, "f332", "F33.2"),
        (ids.Icd10, "F42", "F42"),
        (ids.Phone, "+1 555 010 0142", "(555) 010-0142"),
        (ids.State, "ny", "NY"),
        (ids.ProcedureCode, "j3490", "J3490"),
        (ids.Money, "475", Decimal("475.00")),
        (ids.Money, Decimal("-0"), Decimal("0.00")),
        (ids.PartialDate, "2021-03", "2021-03"),
        (ids.Day, "2026-11-12", date(2026, 11, 12)),
    ],
)
def test_one_form_is_stored(kind: Any, typed: object, stored: object) -> None:
    read = _read(kind, typed)
    assert (read, str(read)) == (stored, str(stored))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (ids.Ein, "84-291736"),
        (ids.Ein, "٨٤-٢٩١٧٣٦٥"),
        (ids.Icd10, "33.2"),
        (ids.Icd10, "F33.22222"),
        (ids.Zip, "1453"),
        (ids.Zip, "١٤٥٣٤"),
        (ids.Phone, "555 0100"),
        (ids.State, "XX"),
        (ids.Money, "-1"),
        (ids.Money, "1.005"),
        (ids.Money, "NaN"),
        (ids.Money, "Infinity"),
        (ids.Money, "1e30"),
        (ids.Money, True),
        (ids.PartialDate, "2021-02-30"),
        (ids.PartialDate, "1850"),
        (ids.Day, 0),
        (ids.Day, "0"),
        (ids.Day, 1_700_000_000.0),
        (ids.Day, "20261112"),
        (ids.Day, datetime(2026, 11, 12)),  # noqa: DTZ001 - a time is no day in any zone
        (ids.Day, "1899-12-31"),
        (ids.Moment, 0),
        (ids.Moment, "1700000000"),
        (ids.TimeZone, "America/Rochester"),
        (ids.TimeZone, "../etc/localtime"),
        (Dose, "45"),
        (Dose, "1.2.3 mg"),
        (Dose, "-5 mg"),
        (Dose, "45 stones"),
    ],
)
def test_the_malformed_is_refused(kind: Any, typed: object) -> None:
    assert _refused(kind, typed)


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\n", "\r", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066"]
)
def test_one_line_of_text_holds_no_control_character(character: str) -> None:
    assert _refused(ids.Text, f"Vance{character}Whitaker")


def test_prose_holds_lines_and_tabs_and_no_other_control_character() -> None:
    assert _read(ids.Prose, "One.\r\n\tTwo.") == "One.\r\n\tTwo."
    assert _refused(ids.Prose, "One.\x1bTwo.")
    assert _refused(ids.Prose, "One.\x00Two.")


@given(st.decimals(0, 999_999, places=4), st.sampled_from(["mg", "mcg", "g", "mL", "mEq", "units", "L"]))
def test_a_dose_reads_back_as_it_prints(amount: Decimal, unit: str) -> None:
    quantity = _read(Quantity, {"amount": amount, "unit": unit})
    assert _read(Dose, str(quantity)) == quantity


@given(st.text())
def test_any_text_is_a_dose_or_is_refused(text: str) -> None:
    kind: Any = Annotated[Dose, "any"]
    assert _refused(kind, text) or isinstance(_read(kind, text), Quantity)
