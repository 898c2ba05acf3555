"""ICD-10-CM by date: facts checked by hand, and the compiler on small files of the official shapes."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from makewhole.rules import icd10cm
from makewhole.rules.icd10cm import Icd10IndexError, Status, children, find, normalise, release_known, status

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src/makewhole/rules/icd10cm/icd10cm.sqlite"
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("F33.2", TODAY, "billable"),
        ("F33", TODAY, "category"),
        ("F33.4", TODAY, "category"),
        ("F32.A", TODAY, "billable"),
        ("F43.10", TODAY, "billable"),
        ("G89.4", TODAY, "billable"),
        ("G90.5", TODAY, "category"),
        ("G90.50", TODAY, "billable"),
        ("G56.40", TODAY, "billable"),
        ("M79.2", TODAY, "billable"),
        ("R45.851", TODAY, "billable"),
        ("Z79.899", TODAY, "billable"),
        ("S00.00XA", TODAY, "billable"),
        ("S00.00X", TODAY, "category"),  # the placeholder alone is in no file, but a seventh character completes it
        ("S06.1X7A", TODAY, "billable"),
        ("S06.1X7D", TODAY, "unknown"),  # tabular list, note at S06: no D or S after death
        ("F33.21", TODAY, "unknown"),
        ("Q99.99", TODAY, "unknown"),
        # FY2025 split bulimia nervosa, FY2026 multiple sclerosis, FY2027 plantar fibromatosis
        ("F50.2", date(2024, 9, 30), "billable"),
        ("F50.2", date(2024, 10, 1), "category"),
        ("F50.21", date(2024, 9, 30), "not-yet-valid"),
        ("F50.21", date(2024, 10, 1), "billable"),
        ("G35", date(2025, 9, 30), "billable"),
        ("G35", date(2025, 10, 1), "category"),
        ("G35.A", date(2025, 9, 30), "not-yet-valid"),
        ("G35.A", date(2025, 10, 1), "billable"),
        ("M72.2", date(2026, 9, 30), "billable"),
        ("M72.2", date(2026, 10, 1), "category"),
        ("M67.A01", date(2026, 9, 30), "not-yet-valid"),
        ("M67.A01", date(2026, 10, 1), "billable"),
        ("T52.8X1A", date(2026, 9, 30), "billable"),
        ("T52.8X1A", date(2026, 10, 1), "expired"),
        ("QA1.71", TODAY, "billable"),
        ("F33.2", date(2023, 9, 30), "before-known-releases"),
        ("F33.2", date(2023, 10, 1), "billable"),
    ],
)
def test_how_a_code_stands_on_a_day(code: str, on: date, expected: Status) -> None:
    assert status(code, on) == expected


def test_a_code_is_found_with_its_words_and_dates() -> None:
    assert find("F33.2", TODAY) == icd10cm.Icd10Code(
        code="F33.2",
        description="Major depressive disorder, recurrent severe without psychotic features",
        billable=True,
        valid_from=date(2023, 10, 1),
        valid_until=None,
    )


def test_dates_of_validity_are_those_of_the_standing_on_the_day_asked_for() -> None:
    before, after = find("F50.2", date(2024, 9, 30)), find("F50.2", TODAY)
    assert before is not None
    assert after is not None
    assert (before.billable, before.valid_from, before.valid_until) == (True, date(2023, 10, 1), date(2024, 9, 30))
    assert (after.billable, after.valid_from, after.valid_until) == (False, date(2024, 10, 1), None)


def test_a_new_wording_does_not_make_a_code_newer() -> None:
    before, after = find("K58.9", date(2024, 9, 30)), find("K58.9", date(2024, 10, 1))
    assert before is not None
    assert after is not None
    assert before.description == "Irritable bowel syndrome without diarrhea"
    assert after.description == "Irritable bowel syndrome, unspecified"
    assert before.valid_from == after.valid_from == date(2023, 10, 1)
    assert before.valid_until is after.valid_until is None


@pytest.mark.parametrize("typed", ["F33.2", "f33.2", "F332", " f332\n"])
def test_dots_case_and_blanks_do_not_matter(typed: str) -> None:
    assert normalise(typed) == "F33.2"
    assert find(typed, TODAY) == find("F33.2", TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "F",
        "F3",
        "33.2",
        "F3.32",
        "F33.",
        "F33..2",
        "F33.2.1",
        "F33.21234",
        "F33.²",
        "F33-2",
        "F33%",
        "\0",
        "x" * 9999,
    ],
)
def test_what_has_not_the_shape_of_a_code_is_unknown(typed: str) -> None:
    assert normalise(typed) is None
    assert find(typed, TODAY) is None
    assert status(typed, TODAY) == "unknown"
    assert children(typed, TODAY) == ()


def test_billable_codes_beneath_a_category() -> None:
    assert [each.code for each in children("f33", TODAY)] == [
        "F33.0", "F33.1", "F33.2", "F33.3", "F33.40", "F33.41", "F33.42", "F33.8", "F33.9",
    ]  # fmt: skip
    assert [each.code for each in children("G90.5", TODAY, limit=2)] == ["G90.50", "G90.511"]
    assert children("F33.2", TODAY) == ()
    assert children("F50.2", date(2024, 9, 30)) == ()
    assert [each.code for each in children("S00.00X", TODAY)] == ["S00.00XA", "S00.00XD", "S00.00XS"]


@pytest.mark.parametrize(
    ("on", "billable"),
    [(date(2023, 10, 1), 74_044), (date(2024, 10, 1), 74_260), (date(2025, 10, 1), 74_719), (TODAY, 74_879)],
)
def test_each_fiscal_year_has_as_many_billable_codes_as_was_published(on: date, billable: int) -> None:
    with sqlite3.connect(SHIPPED) as index:
        categories = [name for (name,) in index.execute("SELECT name FROM category")]
    index.close()
    assert sum(len(children(c, on, limit=None)) + (status(c, on) == "billable") for c in categories) == billable


def test_after_the_newest_release_codes_carry_forward_and_it_is_said() -> None:
    assert release_known(TODAY)
    assert release_known(date(2027, 3, 31))
    assert not release_known(date(2027, 4, 1))
    assert status("F33.2", date(2027, 4, 1)) == "billable"
    assert not release_known(date(2023, 9, 30))


def test_releases_follow_each_other_without_a_gap_and_name_their_source() -> None:
    loaded = icd10cm.releases()
    assert [each.effective for each in loaded][:2] == [date(2023, 10, 1), date(2024, 4, 1)]
    assert loaded[-1].name == "FY2027, October 2026"
    for earlier, later in pairwise(loaded):
        assert (later.effective - earlier.known_until).days == 1
    assert all(each.source for each in loaded)


def test_many_threads_may_ask() -> None:
    codes = [each.code for each in children("S52", TODAY, limit=400)]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda code: status(code, TODAY) == "billable", codes))


def test_a_look_up_imports_nothing_but_the_standard_library() -> None:
    asked = (
        "import sys, makewhole.rules; before = set(sys.modules)\n"
        "from datetime import date\n"
        "from makewhole.rules import icd10cm\n"
        "icd10cm.find('F33.2', date(2026, 11, 24))\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(new - sys.stdlib_module_names - {'makewhole'}))"
    )
    assert _python("-c", asked).stdout.strip() == ""


# The compiler, on files of the official shapes.

OCTOBER = [("F33", 0, "Depression, recurrent"), ("F330", 1, "Mild"), ("F331", 1, "Moderate"), ("G35", 1, "Sclerosis")]
APRIL = [
    ("F33", 0, "Depression, recurrent"),
    ("F330", 1, "Mild, so far"),
    ("G35", 0, "Sclerosis"),
    ("G35A", 1, "Relapsing"),
]


def test_order_files_give_each_code_its_days(tmp_path: Path) -> None:
    index = _compiled(
        tmp_path, ("2030-10-01", _order(tmp_path / "icd10cm-order-2031.txt", OCTOBER)),
        ("2031-04-01", _order(tmp_path / "icd10cm-order-April-2031.txt", APRIL)),
    )  # fmt: skip
    march, april = date(2031, 3, 31), date(2031, 4, 1)
    assert [status(code, march, index) for code in ("F33", "F33.0", "F33.1", "G35", "G35.A")] == [
        "category", "billable", "billable", "billable", "not-yet-valid",
    ]  # fmt: skip
    assert [status(code, april, index) for code in ("F33", "F33.0", "F33.1", "G35", "G35.A")] == [
        "category", "billable", "expired", "category", "billable",
    ]  # fmt: skip
    moderate = find("F33.1", march, index)
    assert moderate is not None
    assert (moderate.valid_from, moderate.valid_until) == (date(2030, 10, 1), march)
    assert [(r.name, r.known_until, r.source) for r in icd10cm.releases(index)] == [
        ("FY2031, October 2030", march, "test"),
        ("FY2031, April 2031", date(2031, 9, 30), "test"),
    ]


def test_a_release_that_was_skipped_leaves_days_that_are_not_known(tmp_path: Path) -> None:
    index = _compiled(
        tmp_path, ("2030-10-01", _order(tmp_path / "order-a.txt", OCTOBER)),
        ("2031-10-01", _order(tmp_path / "order-b.txt", APRIL)),
    )  # fmt: skip
    assert not release_known(date(2031, 4, 1), index)
    assert release_known(date(2031, 10, 1), index)
    assert status("F33.1", date(2031, 4, 1), index) == "billable"


def test_a_newer_release_goes_onto_an_index(tmp_path: Path) -> None:
    first = _compiled(tmp_path, ("2030-10-01", _order(tmp_path / "order-a.txt", OCTOBER)))
    (tmp_path / "onto").mkdir()
    addenda = _addenda(
        tmp_path / "icd10cm_order_addenda.txt",
        [("Delete:", 1, "G35", "Sclerosis"), ("Add:", 0, "G35", "Sclerosis"), ("Add:", 1, "G35A", "Relapsing"),
         ("Delete:", 1, "F331", "Moderate"),
         ("Revise from:", 1, "F330", "Mild"), ("Revise to:", 1, "F330", "Mild, so far")],
        headers=2, codes=2,
    )  # fmt: skip
    second = _compiled(tmp_path / "onto", ("2031-04-01", addenda), onto=first)
    both = _compiled(
        tmp_path, ("2030-10-01", tmp_path / "order-a.txt"),
        ("2031-04-01", _order(tmp_path / "order-b.txt", APRIL)),
    )  # fmt: skip
    for code in ("F33", "F330", "F331", "G35", "G35A"):
        for on in (date(2031, 3, 31), date(2031, 4, 1)):
            assert find(code, on, second) == find(code, on, both)
    assert icd10cm.releases(second) == icd10cm.releases(both)


def test_the_tabular_list_writes_every_seventh_character_out(tmp_path: Path) -> None:
    path = tmp_path / "icd10cm-tabular.xml"
    path.write_text(TABULAR, "utf-8")
    index = _compiled(tmp_path, ("2030-10-01", path))
    on = date(2030, 10, 1)
    assert [each.code for each in children("S06", on, index=index)] == ["S06.0XAA", "S06.0XAD", "S06.1X7A"]
    assert [status(code, on, index) for code in ("S06", "S06.0XA", "S06.1X7")] == ["category"] * 3
    found = find("S06.0XAD", on, index)
    assert found is not None
    assert found.description == "Charcot concussion, subsequent encounter"
    assert status("C84", on, index) == "billable"


def test_a_codes_file_takes_its_categories_from_the_next_full_release(tmp_path: Path) -> None:
    codes = tmp_path / "icd10cm-codes-2030.txt"
    codes.write_text("F330    Mild\nG35     Sclerosis\n", "ascii")
    order = _order(tmp_path / "icd10cm-order-2031.txt", APRIL)
    index = _compiled(tmp_path, ("2029-10-01", codes), ("2030-10-01", order))
    assert [status(code, date(2029, 10, 1), index) for code in ("F33", "F33.0", "G35", "G35.A")] == [
        "category", "billable", "billable", "not-yet-valid",
    ]  # fmt: skip
    header = find("F33", date(2029, 10, 1), index)
    assert header is not None
    assert header.valid_from == date(2029, 10, 1)
    assert "next full release" in _refused(tmp_path, ("2029-10-01", codes))


def test_files_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    order = _order(tmp_path / "order-a.txt", OCTOBER)
    broken = tmp_path / "order-broken.txt"
    broken.write_text(order.read_text("ascii") + "00005 not an order line\n", "ascii")
    wrong_total = _addenda(tmp_path / "addenda-total.txt", [("Add:", 1, "F338", "Other")], headers=1, codes=9)
    no_such = _addenda(tmp_path / "addenda-none.txt", [("Delete:", 1, "Z99", "None")], headers=1, codes=3)
    twice = _addenda(tmp_path / "addenda-twice.txt", [("Add:", 1, "F330", "Mild")], headers=1, codes=3)
    assert "line 5" in _refused(tmp_path, ("2030-10-01", broken))
    assert "4 codes result" in _refused(tmp_path, ("2030-10-01", order), ("2031-04-01", wrong_total))
    assert "deletes Z99" in _refused(tmp_path, ("2030-10-01", order), ("2031-04-01", no_such))
    assert "Add F330" in _refused(tmp_path, ("2030-10-01", order), ("2031-04-01", twice))
    assert "oldest first" in _refused(tmp_path, ("2031-04-01", order), ("2030-10-01", order))
    assert "No such file" in _refused(tmp_path, ("2030-10-01", tmp_path / "order-absent.txt"))
    assert "not a day" in _refused(tmp_path, ("1 October 2030", order))
    assert "addenda, order, codes" in _refused(tmp_path, ("2030-10-01", tmp_path / "readme.txt"))


def test_a_practice_can_point_to_a_newer_index(tmp_path: Path) -> None:
    index = _compiled(tmp_path, ("2030-10-01", _order(tmp_path / "order-a.txt", OCTOBER)))
    asked = "from makewhole.rules import icd10cm; print(icd10cm.releases()[-1].name)"
    assert _python("-c", asked, MAKEWHOLE_ICD10CM=str(index)).stdout.strip() == "FY2031, October 2030"
    assert _python("-c", asked, MAKEWHOLE_ICD10CM="").stdout.strip() == "FY2027, October 2026"


def test_an_index_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_text("not an index", "ascii")
    with pytest.raises(Icd10IndexError, match="Unset MAKEWHOLE_ICD10CM"):
        find("F33.2", TODAY, broken)
    with pytest.raises(Icd10IndexError, match=r"scripts/compile_icd10cm\.py"):
        find("F33.2", TODAY, tmp_path / "absent.sqlite")


TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><chapter><section id="S00-S09">
  <diag><name>S06</name><desc>Intracranial injury</desc>
    <sevenChrDef>
      <extension char="A">initial encounter</extension>
      <extension char="D">subsequent encounter</extension>
    </sevenChrDef>
    <diag><name>S06.0</name><desc>Concussion</desc>
      <diag placeholder="true"><name>S06.0XA</name><desc>Charc\u00f4t concussion</desc></diag>
    </diag>
    <diag><name>S06.1X7</name><desc>Oedema with death</desc></diag>
  </diag>
  <diag><name>C84</name><desc>S\u00e9zary disease</desc></diag>
</section></chapter></ICD10CM.tabular>"""


def _order(path: Path, rows: list[tuple[str, int, str]]) -> Path:
    lines = [f"{at:05} {code:<7} {flag} {title[:60]:<60} {title}" for at, (code, flag, title) in enumerate(rows, 1)]
    path.write_text("\r\n".join(lines) + "\r\n", "ascii")
    return path


def _addenda(path: Path, rows: list[tuple[str, int, str, str]], headers: int, codes: int) -> Path:
    lines = [f"{action:<13}{flag} {code:<7} {title[:60]:<60} {title}" for action, flag, code, title in rows]
    lines += ["", "Headers", "  0 headers in old.txt", f"  {headers} headers in new.txt"]
    lines += ["", "Codes", "  0 codes in old.txt", f"  {codes} codes in new.txt", ""]
    path.write_text("\n".join(lines), "ascii")
    return path


def _compiled(folder: Path, *releases: tuple[str, Path], onto: Path | None = None) -> Path:
    index = folder / f"index-{len(list(folder.glob('index-*')))}.sqlite"
    done = _compile(index, releases, onto)
    assert done.returncode == 0, done.stderr
    return index


def _refused(folder: Path, *releases: tuple[str, Path]) -> str:
    index = folder / "refused.sqlite"
    done = _compile(index, releases, None)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not index.exists()
    return done.stderr


def _compile(
    index: Path, releases: tuple[tuple[str, Path], ...], onto: Path | None
) -> subprocess.CompletedProcess[str]:
    chosen = [word for day, path in releases for word in ("--release", day, str(path), "test")]
    return _python(
        str(ROOT / "scripts/compile_icd10cm.py"), str(index), *(["--onto", str(onto)] if onto else []), *chosen
    )


def _python(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, env={**os.environ, **settings}
    )
