"""Compiles official ICD-10-CM release files into the index that makewhole reads.

    compile_icd10cm.py INDEX --onto INDEX --release 2027-04-01 icd10cm-order-April-2027.txt "CDC, read 2027-02-01"

Give the releases oldest first. The kind of a file is told by its name: `*addenda*.txt` (changes to the order file
before it), `*order*.txt`, `*codes*.txt` (billable codes alone) or `*.xml` (the tabular list).
"""

import argparse
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from makewhole.rules.icd10cm._index import (
    Release,
    Span,
    read_categories,
    read_releases,
    read_spans,
    write_index,
)


class Entry(NamedTuple):
    """What one release says of one code."""

    billable: bool
    description: str


Entries = Mapping[str, Entry]
History = dict[str, list[Span]]

# CMS, icd10OrderFiles.pdf: number, code, 0 header or 1 valid, short title, long title.
_ORDER_LINE = re.compile(r"\d{5} (\w{3,7}) *([01]) .{60} (.+)")
_CODES_LINE = re.compile(r"(\w{3,7}) +(.+)")
_ADDENDA_LINE = re.compile(r"(Add|Delete|Revise from|Revise to): +([01]) (\w{3,7}) *.{60} (.+)")
_ADDENDA_TOTAL = re.compile(r" +(\d+) (headers|codes) in ")

# The note at category S06 of the tabular list: D and S do not apply where the 6th character is 7 or 8 (death).
_DIED = re.compile(r"S06\w\w[78][DS]")


def read_order(path: Path) -> dict[str, Entry]:
    """A whole order file, `icd10cm-order-*.txt`."""
    return {m[1]: Entry(m[2] == "1", m[3].strip()) for m in _matches(path, _ORDER_LINE)}


def read_codes(path: Path, categories: Entries) -> dict[str, Entry]:
    """A codes file, which lists billable codes alone: its categories are those of the full release that follows."""
    codes = {m[1]: Entry(True, m[2].strip()) for m in _matches(path, _CODES_LINE)}
    stems = {code[:length] for code in codes for length in range(3, len(code))}
    headers = {code: entry for code, entry in categories.items() if not entry.billable and code in stems}
    return headers | codes


def read_addenda(path: Path, before: Entries) -> dict[str, Entry]:
    """The release that an order addenda file makes of the one before; its own totals must come out."""
    after = dict(before)
    text = path.read_text("ascii")
    changes = [m for line in text.splitlines() if (m := _ADDENDA_LINE.fullmatch(line))]
    if len(changes) != len(re.findall(r"^(?:Add|Delete|Revise)", text, re.MULTILINE)):
        raise SystemExit(f"{path}: a line that begins like a change has not the form of one")
    for action, _, code, _ in (m.groups() for m in changes):
        if action == "Delete" and after.pop(code, None) is None:
            raise SystemExit(f"{path}: deletes {code}, which the release before does not have")
    for action, flag, code, title in (m.groups() for m in changes):
        if action in ("Add", "Revise to"):
            if (action == "Add") == (code in after):
                raise SystemExit(f"{path}: {action} {code} does not fit the release before")
            after[code] = Entry(flag == "1", title.strip())
    totals = {kind: int(number) for number, kind in _ADDENDA_TOTAL.findall(text)}
    billable = sum(entry.billable for entry in after.values())
    if totals != {"headers": len(after) - billable, "codes": billable}:
        raise SystemExit(f"{path}: states {totals}, but {len(after) - billable} headers and {billable} codes result")
    return after


def read_tabular(path: Path) -> dict[str, Entry]:
    """The tabular list in XML, every seventh character written out as the order file does."""
    return dict(
        pair
        for section in ElementTree.parse(path).iterfind("chapter/section")
        for diagnosis in section.iterfind("diag")
        for pair in _tabular_entries(diagnosis, {})
    )


def _tabular_entries(diagnosis: ElementTree.Element, seventh: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    code = diagnosis.findtext("name", "").replace(".", "")
    title = _ascii(diagnosis.findtext("desc", ""))
    beneath = diagnosis.findall("diag")
    extensions = diagnosis.findall("sevenChrDef/extension")
    if extensions:
        seventh = {each.attrib["char"]: _ascii(each.text or "") for each in extensions}
    yield code, Entry(not beneath and not seventh, title)
    if not beneath:
        for character, meaning in seventh.items():
            extended = f"{code:X<6}{character}"
            if not _DIED.fullmatch(extended):
                yield extended, Entry(True, f"{title}, {meaning}")
    for child in beneath:
        yield from _tabular_entries(child, seventh)


def _ascii(title: str) -> str:
    """The order files write titles without accents: `Sezary disease`."""
    return unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()


def _matches(path: Path, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for number, line in enumerate(path.read_text("ascii").splitlines(), 1):
        if not line.strip():
            continue
        match = form.fullmatch(line)
        if match is None:
            raise SystemExit(f"{path}, line {number}: not in the form of this kind of file: {line[:40]!r}")
        yield match


def add_release(history: History, effective: date, entries: Entries) -> None:
    """Closes what the release no longer says and opens what it newly says."""
    for code, spans in history.items():
        last = spans[-1]
        if last.until is None and entries.get(code) != Entry(last.billable, last.description):
            spans[-1] = last._replace(until=effective - timedelta(days=1))
    for code, entry in entries.items():
        spans = history.setdefault(code, [])
        if not spans or spans[-1].until is not None:
            spans.append(Span(effective, None, *entry))


def newest(history: History) -> Entries:
    """The newest release that a history holds."""
    return {code: Entry(*s[-1][2:]) for code, s in history.items() if s[-1].until is None}


def day_before_next_due(effective: date) -> date:
    """Releases come into force on 1 April and 1 October."""
    due = (date(effective.year, 4, 1), date(effective.year, 10, 1), date(effective.year + 1, 4, 1))
    return next(day for day in due if day > effective) - timedelta(days=1)


def release_name(effective: date) -> str:
    """`FY2027, October 2026`: fiscal years begin on 1 October of the year before."""
    return f"FY{effective.year + (effective.month >= 10)}, {effective:%B %Y}"


def compile_index(index: Path, onto: Path | None, inputs: list[tuple[date, Path, str]]) -> None:
    """Writes `index` from the releases of `onto`, if any, and then each (first day, file, source), oldest first."""
    releases = list(read_releases(onto)) if onto else []
    history: History = {}
    for category in read_categories(onto) if onto else ():
        for code, span in read_spans(onto or index, category):
            history.setdefault(code, []).append(span)
    for at, (effective, path, source) in enumerate(inputs):
        if releases and effective <= releases[-1].effective:
            raise SystemExit(f"{effective} is not after {releases[-1].effective}: give the releases oldest first")
        try:
            entries = _read(path, history, [later for _, later, _ in inputs[at + 1 :]])
        except (OSError, ValueError, ElementTree.ParseError) as error:
            raise SystemExit(f"{path}: {error}") from error
        add_release(history, effective, entries)
        releases.append(Release(effective, day_before_next_due(effective), release_name(effective), source))
        print(f"{effective}: {len(entries)} codes, {sum(e.billable for e in entries.values())} of them billable")
    write_index(index, releases, history)


def _read(path: Path, history: History, following: list[Path]) -> Entries:
    name = path.name.lower()
    if name.endswith(".xml"):
        return read_tabular(path)
    if "addenda" in name:
        return read_addenda(path, newest(history))
    if "order" in name:
        return read_order(path)
    if "codes" in name:
        full = next((each for each in following if "codes" not in each.name.lower()), None)
        if full is None:
            raise SystemExit(f"{path}: a codes file has no categories; give the next full release after it")
        return read_codes(path, _read(full, history, []))
    raise SystemExit(f"{path}: the name says none of addenda, order, codes or .xml")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="the index to write")
    parser.add_argument("--onto", type=Path, help="an index whose releases come first")
    parser.add_argument("--release", nargs=3, action="append", required=True, metavar=("DATE", "FILE", "SOURCE"))
    chosen = parser.parse_args()
    compile_index(chosen.index, chosen.onto, [(_day(day), Path(file), source) for day, file, source in chosen.release])


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise SystemExit(f"{written!r} is not a day of the form 2026-10-01") from None


if __name__ == "__main__":
    main()
