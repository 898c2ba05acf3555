"""A visit file is read whole, with the files that it names, or everything wrong with it is told."""

import io
import json
import os
import sys
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makewhole.exchange.visit_files import load, load_many
from makewhole.records import InvalidRecord, VisitFile

TODAY = date(2026, 11, 24)
CANARY = "Zz9canaryQx"


def _fields(folder: Path) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads((folder / "visit.json").read_text("utf-8"))
    return fields


def _told(source: str | Path) -> str:
    with pytest.raises(InvalidRecord) as raised:
        load(source, TODAY)
    assert raised.value.problems
    return str(raised.value)


def _told_of(folder: Path, contents: str | bytes, name: str = "other.json") -> str:
    (folder / name).write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return _told(folder / name)


def _told_with(folder: Path, **changes: object) -> str:
    return _told_of(folder, json.dumps(_fields(folder) | changes))


def test_the_files_that_a_visit_names_are_read(folder: Path) -> None:
    file = load(folder / "visit.json", TODAY)
    assert file.practice.npi == "1245319599"
    assert file.rendering_provider.name.last == "Okafor"
    assert file.patient.account_number == "HL-20417"


def test_any_of_the_parts_may_be_a_file_in_a_folder_below(folder: Path) -> None:
    fields = _fields(folder)
    whole = load(folder / "visit.json")
    (folder / "cards").mkdir()
    for name, part in (
        ("cards/aetna.json", fields["coverages"][0]),
        ("history.json", fields["history"]),
        ("plan.json", fields["plan"]),
    ):
        (folder / name).write_text(json.dumps(part), "utf-8")
    fields |= {"coverages": ["cards/aetna.json"], "history": "history.json", "plan": "plan.json"}
    (folder / "visit.json").write_text(json.dumps(fields), "utf-8")
    assert load(folder / "visit.json") == whole


def test_toml_and_json_mean_the_same(folder: Path) -> None:
    (folder / "visit.toml").write_text(
        """
        practice = "practice.toml"
        providers = ["dr-okafor.toml"]
        patient = "patient.toml"
        [visit]
        number = "V-1"
        date = 2026-11-12
        place_of_service = "11"
        rendering_provider = "1234567893"
        weight = 78.5
        [[visit.administrations]]
        drug = { name = "Ketamine hydrochloride", acquisition_cost = 10.10 }
        route = "iv_infusion"
        start = 09:20:00
        stop = "10:05"
        dose = "39 mg"
        """,
        "utf-8",
    )
    from_toml = load(folder / "visit.toml", TODAY)
    (folder / "again.json").write_text(from_toml.model_dump_json(), "utf-8")
    assert load(folder / "again.json", TODAY) == from_toml
    assert from_toml.visit.administrations[0].drug.acquisition_cost == Decimal("10.10")


@pytest.mark.parametrize("name", ["visit.json", "visit.toml"])
def test_standard_input_is_told_apart_by_its_contents(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = _fields(folder)
    visit = {key: fields["visit"][key] for key in ("number", "date", "place_of_service", "rendering_provider")}
    parties = {key: fields[key] for key in ("practice", "providers", "patient")}
    text = json.dumps(parties | {"visit": visit})
    if name.endswith(".toml"):
        tables = [f"{key} = {json.dumps(value)}" for key, value in parties.items()]
        text = "\n".join([*tables, "[visit]", *(f"{key} = {json.dumps(value)}" for key, value in visit.items())])
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert load("-", TODAY).visit.number == "V-2026-0187"


def test_a_changed_file_is_read_again(folder: Path) -> None:
    assert load(folder / "visit.json").patient.name.first == "Marisol"
    patient = folder / "patient.toml"
    patient.write_text(patient.read_text("utf-8").replace("Marisol", "Ana"), "utf-8")
    assert load(folder / "visit.json").patient.name.first == "Ana"


def test_the_same_file_is_validated_once(folder: Path) -> None:
    assert load(folder / "visit.json").practice is load(folder / "visit.json").practice


@pytest.mark.parametrize(
    "name", ["../practice.toml", "/etc/passwd", "sub/../../practice.toml", "C:\\practice.toml", "..\\x.toml", "\x00"]
)
def test_a_file_outside_the_folder_is_refused(folder: Path, name: str) -> None:
    assert "practice: names a file outside the visit file's folder." in _told_with(folder, practice=name)


def test_the_file_at_fault_is_named(folder: Path) -> None:
    patient = folder / "patient.toml"
    patient.write_text(patient.read_text("utf-8").replace("1984-03-09", '"March"'), "utf-8")
    told = _told(folder / "visit.json")
    assert told == "patient.date_of_birth, in patient.toml: is not a date. Write it as YYYY-MM-DD."


def test_a_broken_file_is_told_together_with_the_other_faults(folder: Path) -> None:
    (folder / "history.toml").write_text("onset = ", "utf-8")
    told = _told_with(folder, history="history.toml", practice="gone.toml", providers=["visit.json"], surplus=1)
    assert [line.partition(": ")[0] for line in told.splitlines() if "providers" not in line] == [
        "practice",
        "history, in history.toml",
        "surplus",
    ]
    assert "providers[0].npi, in visit.json: is missing." in told


def test_a_file_that_names_itself_is_an_error(folder: Path) -> None:
    assert "is not a field of this record" in _told_with(folder, patient="other.json")


def test_a_folder_is_no_record(folder: Path) -> None:
    (folder / "patient.d").mkdir()
    assert "patient, in patient.d: names a folder" in _told_with(folder, patient="patient.d")


def test_a_pipe_is_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.toml")
    assert "patient, in pipe.toml: names a folder or device" in _told_with(folder, patient="pipe.toml")


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        ("", "is empty"),
        (" \n\t", "is empty"),
        (b"%PDF-1.7\xe2\xe3", "is not UTF-8"),
        ('{"a": "é"}'.encode("utf-16"), "is not UTF-8"),
        ("{", "is not valid JSON at line 1, column 2"),
        ('{"a": NaN}', "is not valid JSON"),
        ('{"a": -Infinity}', "is not valid JSON"),
        ('{"a": 1e99999999999999999999}', "is not valid JSON"),
        ('{"a": ' + "9" * 5000 + "}", "is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "holds the field c twice"),
        ('{"Ana Maria": 1, "Ana Maria": 2}', "holds the field … twice"),
        ("[1]", "is not a table of fields"),
        ('"visit"', "is not a table of fields"),
        ("null", "is not a table of fields"),
        (b'{"a":"' + b"x" * (5 * 1024 * 1024) + b'"}', "is larger than 5 MB"),
    ],
)
def test_what_is_no_json_visit_is_told(folder: Path, contents: str | bytes, says: str) -> None:
    assert says in _told_of(folder, contents)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        ("a = ", "is not valid TOML"),
        ("a = 1\na = 2\n", "is not valid TOML at line 2"),
        ("a = " + "[" * 50_000, "nested too deeply"),
        ("a = nan", "practice: is missing"),
        ('x = "' + CANARY + "\n", "is not valid TOML at line 1"),
    ],
)
def test_what_is_no_toml_visit_is_told(folder: Path, contents: str, says: str) -> None:
    told = _told_of(folder, contents, "other.toml")
    assert says in told
    assert CANARY not in told


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    (folder / "other.json").write_bytes(b"\xef\xbb\xbf" + (folder / "visit.json").read_bytes())
    assert load(folder / "other.json") == load(folder / "visit.json")


def test_what_cannot_be_opened_is_told(folder: Path) -> None:
    assert "is a folder" in _told(folder)
    assert "is not there" in _told(folder / "none.json")
    assert "cannot be read" in _told("a\0b")


def test_the_canary_in_a_file_is_never_told(folder: Path) -> None:
    text = (folder / "visit.json").read_text("utf-8")
    for piece in ("Aetna", "V-2026-0187", "iv_infusion", "F33.2", "09:20", "2026-11-12", "card"):
        changed = text.replace(f'"{piece}"', f'"{CANARY}\\u0007"')
        assert CANARY not in _told_of(folder, changed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_told(folder: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["visit.json", "practice.toml"]))
    raw = bytearray((Path(folder) / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    target = folder / f"damaged{Path(name).suffix}"
    target.write_bytes(raw)
    with suppress(InvalidRecord):
        assert isinstance(load(target, TODAY), VisitFile)


def test_a_batch_goes_on_after_a_bad_line(folder: Path) -> None:
    line = json.dumps(_fields(folder))
    (folder / "day.jsonl").write_text(f"{line}\n\n{{broken\n{line}\n", "utf-8")
    (first, whole), (second, broken), (third, again) = load_many(folder / "day.jsonl", TODAY)
    assert (first, second, third) == (1, 3, 4)
    assert isinstance(whole, VisitFile)
    assert isinstance(broken, InvalidRecord)
    assert str(broken).startswith("input: is not valid JSON")
    assert whole == again


def test_all_visits_of_a_batch_share_one_patient_though_its_file_is_changed_meanwhile(folder: Path) -> None:
    line = json.dumps(_fields(folder))
    (folder / "day.jsonl").write_text(f"{line}\n" * 40, "utf-8")
    batch = load_many(folder / "day.jsonl", TODAY)
    first = next(batch)[1]
    patient = folder / "patient.toml"
    patient.write_text(patient.read_text("utf-8").replace("Marisol", "Ana"), "utf-8")
    assert {visit.patient.name.first for _, visit in batch if isinstance(visit, VisitFile)} == {"Marisol"}
    assert isinstance(first, VisitFile)
    assert load(folder / "visit.json").patient.name.first == "Ana"


def test_a_batch_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(InvalidRecord, match="is not there"):
        list(load_many(folder / "none.jsonl"))
