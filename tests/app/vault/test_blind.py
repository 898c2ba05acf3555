from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makewhole import records
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient
from makewhole.app.vault import blind
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import SearchToken

Members = dict[str, Membership]


def named(example: records.VisitFile, first: str, last: str, born: date = date(1980, 2, 3)) -> records.Patient:
    name = example.patient.name.model_copy(update={"first": first, "last": last})
    return example.patient.model_copy(update={"name": name, "date_of_birth": born})


@pytest.fixture
def three(here: Members, example: records.VisitFile) -> dict[str, Any]:
    with acting(here["front_desk"]):
        rows = {
            "nunez": clinic.save_patient(Patient(), named(example, "María José", "Núñez García", date(1975, 4, 9))),
            "obrien": clinic.save_patient(Patient(), named(example, "Ann", "O'Brien")),
            "brice": clinic.save_patient(Patient(), named(example, "Ann", "Featherstonehaugh")),
        }
        coverage = example.coverages[0].model_copy(update={"member_id": "W123-45 6789"})
        clinic.save_coverages(rows["obrien"], [coverage])
    return rows


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("n", {"nunez"}),
        ("nun", {"nunez"}),
        ("Núñ", {"nunez"}),
        ("nunez garcia", {"nunez"}),
        ("garcia", {"nunez"}),
        ("maria", {"nunez"}),
        ("José", {"nunez"}),
        ("garcia, maria", {"nunez"}),
        ("O'B", {"obrien"}),
        ("obrien", {"obrien"}),
        ("ann", {"obrien", "brice"}),
        ("ann f", {"brice"}),
        ("mar", {"nunez"}),
        ("jos", {"nunez"}),
        ("mariajose", {"nunez"}),
        ("an o", {"obrien"}),
        ("9 Apr 1975", {"nunez"}),
        ("maria Apr 9, 1975", {"nunez"}),
        ("9 de abril de 1975 nun", {"nunez"}),
        ("4-9-75", {"nunez"}),
        ("Featherstonehaugh", {"brice"}),
        ("04/09/1975", {"nunez"}),
        ("4/9/75", {"nunez"}),
        ("1975-04-09", {"nunez"}),
        ("02/03/1980 o", {"obrien"}),
        ("W123456789", {"obrien"}),
        ("W123-456789", {"obrien"}),
        ("w12345", set()),
        ("6789", {"obrien"}),
        ("zz", set()),
        ("", set()),
        (" ,; ", set()),
        ("riena", set()),
        ("arie", set()),
        ("9 Foo 1975", set()),
        ("' OR 1=1", set()),
        ("%", set()),
    ],
)
def test_a_patient_is_found_as_one_types(here: Members, three: dict[str, Any], typed: str, found: set[str]) -> None:
    with acting(here["front_desk"]):
        rows = set(clinic.find_patients(typed))
    assert rows == {three[name] for name in found}


def test_a_date_of_birth_finds_nobody_whose_member_id_ends_in_its_year(
    here: Members, three: dict[str, Any], example: records.VisitFile
) -> None:
    with acting(here["front_desk"]):
        card = example.coverages[0].model_copy(update={"member_id": "W55551975"})
        clinic.save_coverages(three["brice"], [card])
        assert blind.find("4/9/1975") == [three["nunez"].pk]
        assert blind.find("1975") == [three["brice"].pk]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("a", 4), ("ann o", 1), ("a fe", 1), ("o ann", 1), ("a n", 4), ("vance", 4), ("vance ann", 4), ("vance zoe", 1)],
)
def test_what_fits_too_many_gives_some_of_them_and_none_that_does_not_fit(
    here: Members,
    three: dict[str, Any],
    example: records.VisitFile,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    found: int,
) -> None:
    with acting(here["front_desk"]):
        rows = [clinic.save_patient(Patient(), named(example, "Ann", f"Vance N{number}")) for number in range(6)]
        rows.append(clinic.save_patient(Patient(), named(example, "Zoe", "Vance")))
        ids = {row.pk: str(record.name).casefold() for row, record in zip(rows, clinic.patients(rows), strict=True)}
        ids |= {three["obrien"].pk: "ann o'brien", three["brice"].pk: "ann featherstonehaugh"}
        monkeypatch.setattr(blind, "MOST", 4)
        fitting = clinic.search(typed)
    assert len(fitting) == found
    for row in fitting:
        assert all(any(part.startswith(word) for part in ids[row].split()) for word in typed.split())


def test_a_renamed_patient_is_found_by_the_new_name_only(
    here: Members, three: dict[str, Any], example: records.VisitFile
) -> None:
    with acting(here["front_desk"]):
        clinic.save_patient(three["obrien"], named(example, "Ann", "Zimmer"))
        assert not clinic.find_patients("obrien").exists()
        assert set(clinic.find_patients("zim")) == {three["obrien"]}
        assert set(clinic.find_patients("6789")) == {three["obrien"]}


def test_another_practice_finds_nobody_and_its_tokens_of_the_same_name_differ(
    here: Members, there: Members, three: dict[str, Any], example: records.VisitFile
) -> None:
    with acting(there["front_desk"]):
        assert not clinic.find_patients("ann").exists()
        clinic.save_patient(Patient(), named(example, "Ann", "O'Brien"))
        theirs = {bytes(token) for token in SearchToken.objects.values_list("token", flat=True)}
    with acting(here["front_desk"]):
        ours = {bytes(token) for token in SearchToken.objects.values_list("token", flat=True)}
    assert not ours & theirs


def test_the_number_of_tokens_says_little_about_a_name(here: Members, three: dict[str, Any]) -> None:
    with acting(here["front_desk"]):
        for row in three.values():
            assert SearchToken.objects.filter(row=row.pk).count() % blind.PADDED_TO == 0


@given(st.text(max_size=40))
def test_any_name_is_found_by_each_of_its_beginnings(last: str) -> None:
    terms = blind.name_terms("Ann", last)
    whole = blind.plain(last)
    assert {f"last:{whole[:length]}" for length in range(1, min(len(whole), 10) + 1)} <= terms
    assert all(term.partition(":")[2] for term in terms)
