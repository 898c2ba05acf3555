"""Each golden visit comes out as a biller worked it out by hand."""

from pathlib import Path

import pytest
from tests.golden.visits import expected, found, golden_files, read, visit_file

from makewhole.coding import code_visit


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    golden = read(path)
    file = visit_file(golden["visit"], tuple(golden.get("coverages", ["aetna"])))
    coded = code_visit(file, golden.get("presentation", "all"))
    assert found(coded, file, golden) == expected(golden), golden["shows"]


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: path.stem)
def test_the_hand_reckoning_adds_up(path: Path) -> None:
    reckoned = read(path)["expected"]
    assert sum(line["charge"] for line in reckoned["lines"]) == reckoned["charge"]
