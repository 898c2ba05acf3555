"""Two readers of X12 that nobody here wrote accept every claim, and refuse it once it is broken."""

import io
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import pyx12.params
import pyx12.x12n_document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.exchange.claims import CLAIMS, COVERAGE, PATIENT, changed, claim, drug, line
from tests.golden.visits import golden_files, read, visit_file
from x12sdk.io import X12ModelReader

from makewhole.coding import build_claim, code_visit
from makewhole.exchange.visit_files import load
from makewhole.exchange.x12 import write_837p
from makewhole.records import Claim, InvalidRecord

EXAMPLES = Path(__file__).parents[2] / "examples"
CREATED = datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - the desk's own clock


def _written(claim: Claim) -> str:
    return write_837p(claim, control_number=417, created=CREATED)


def _pyx12(interchange: str) -> tuple[bool, str]:
    """Whether pyx12 finds no error, and the 999 acknowledgement that it writes."""
    acknowledgement = io.StringIO()
    logging.disable(logging.CRITICAL)
    try:
        valid = pyx12.x12n_document.x12n_document(
            pyx12.params.params(), io.StringIO(interchange), acknowledgement, None
        )
    finally:
        logging.disable(logging.NOTSET)
    return valid, acknowledgement.getvalue()


def _x12sdk(interchange: str) -> Any:
    with X12ModelReader(interchange) as reader:
        (transaction,) = reader.models()
    return transaction


@pytest.mark.parametrize("name", CLAIMS)
def test_pyx12_finds_no_error_and_accepts(name: str) -> None:
    valid, acknowledgement = _pyx12(_written(CLAIMS[name]))
    assert "IK3" not in acknowledgement, acknowledgement
    assert "IK5*A~" in acknowledgement
    assert "AK9*A*1*1*1" in acknowledgement
    assert valid


@pytest.mark.parametrize("name", CLAIMS)
def test_x12sdk_reads_back_what_was_claimed(name: str) -> None:
    claim = CLAIMS[name]
    (read,) = _x12sdk(_written(claim)).claims()
    assert read.patient_control_number == claim.number
    assert Decimal(str(read.charge)) == claim.total_charge
    assert read.is_dependent == (claim.coverage.relation != "self")


TEXT = st.text("abcXYZ 019-.,'*~:^&%@#éñÆß½王\xa0|<>/\\()+=;!?\"_", min_size=2, max_size=90).filter(str.strip)


@settings(max_examples=15, deadline=None, derandomize=True, phases=[Phase.generate])
@given(first=TEXT, last=TEXT, street=TEXT, city=TEXT, plan=TEXT, note=TEXT, described=TEXT)
def test_whatever_is_written_is_accepted(**words: str) -> None:
    address = changed(PATIENT.address, line1=words["street"], city=words["city"])
    one = claim(
        patient=changed(PATIENT, name={"first": words["first"], "last": words["last"]}, address=address),
        coverage=changed(COVERAGE, plan_name=words["plan"], group_number=None),
        note=words["note"],
        lines=(line(1, "J3490", "60.00", drug=drug("00143-9508-10", "0.78", words["described"])),),
    )
    try:
        text = _written(one)
    except InvalidRecord:
        return
    assert _pyx12(text)[0]
    assert _x12sdk(text).x12(use_new_lines=True) in text


def _without(tag: str) -> Callable[[str], str]:
    return lambda text: "\n".join(line for line in text.split("\n") if not line.startswith(tag))


@pytest.mark.parametrize(
    "damage",
    [
        _without("HI*"),
        _without("SV1*"),
        _without("DTP*472"),
        _without("NM1*PR*"),
        _without("HL*2"),
        lambda text: text.replace("CLM*V-2026-0187", "CLM*" + "9" * 39),
        lambda text: text.replace("SE*", "SE*1"),
        lambda text: text.replace("*C*N*Y~", "*X*N*Y~"),
        lambda text: text.replace("NM1*85*2", "NM1*85*3"),
        lambda text: text.replace("DMG*D8*19840309", "DMG*D8*19841309"),
    ],
)
def test_the_judges_see_damage(damage: Callable[[str], str]) -> None:
    damaged = damage(_written(CLAIMS["self"]))
    assert damaged != _written(CLAIMS["self"])
    valid, acknowledgement = _pyx12(damaged)
    assert not valid or "IK5*A~" not in acknowledgement


def test_x12sdk_sees_damage() -> None:
    with pytest.raises((ValidationError, ValueError)):
        _x12sdk(_without("HI*")(_written(CLAIMS["self"])).replace("CLM*V-2026-0187*475", "CLM**x"))


def _example_claims() -> Iterator[Claim]:
    """The claim of every example visit that stands in one file."""
    for path in sorted([*EXAMPLES.glob("*-*-*.json"), *EXAMPLES.glob("*-*-*.toml")]):
        file = load(path, CREATED.date())
        yield build_claim(file, code_visit(file))


def _golden_claims() -> Iterator[Claim]:
    """The claim of every golden visit; those from which nothing is billed make none."""
    for path in golden_files():
        golden = read(path)
        file = visit_file(golden["visit"], tuple(golden.get("coverages", ["aetna"])))
        coded = code_visit(file, golden.get("presentation", "all"))
        if coded.lines and file.primary_coverage:
            yield build_claim(file, coded)


def test_every_golden_and_example_visit_is_accepted() -> None:
    visits = [*_golden_claims(), *_example_claims()]
    claims = [changed(one, number=f"G-{count}") for count, one in enumerate(visits, start=1)]
    assert len(claims) >= 25
    written = "".join(
        write_837p(one, control_number=count, created=CREATED) for count, one in enumerate(claims, start=1)
    )
    valid, acknowledgement = _pyx12(written)
    assert "IK3" not in acknowledgement, acknowledgement
    assert acknowledgement.count("IK5*A~") == len(claims)
    assert valid
    with X12ModelReader(written) as reader:
        transactions: list[Any] = list(reader.models())
    read_back = [one for transaction in transactions for one in transaction.claims()]
    assert [(one.patient_control_number, Decimal(str(one.charge))) for one in read_back] == [
        (one.number, one.total_charge) for one in claims
    ]
