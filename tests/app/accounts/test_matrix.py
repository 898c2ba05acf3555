"""The whole table: every role × every kind × every field."""

import itertools
from typing import Any

import pytest
from pydantic import BaseModel

from makewhole import records
from makewhole.app.accounts.matrix import KINDS, access, matrix, may, unwritable, visible
from makewhole.app.accounts.models import Role

ROLES = [*map(str, Role), "break_glass"]
EVERY = list(itertools.product(ROLES, KINDS.items()))


@pytest.fixture(scope="module")
def samples(example: records.VisitFile) -> dict[str, BaseModel]:
    file = example
    history, plan = file.history, file.plan
    assert history is not None
    assert plan is not None
    return {
        "patient": file.patient,
        "coverage": file.coverages[0],
        "visit": file.visit,
        "history": history,
        "plan": plan,
        "score": file.scores[0],
        "attachment": file.attachments[0],
        "practice": file.practice,
        "provider": file.providers[0],
    }


@pytest.mark.parametrize(("model", "kind"), KINDS.items(), ids=KINDS.values())
def test_every_field_of_a_record_is_in_exactly_one_part(model: type[BaseModel], kind: str) -> None:
    listed = [field for fields in matrix()["parts"][kind].values() for field in fields]
    assert sorted(listed) == sorted(model.model_fields)


def test_the_table_names_no_unknown_role_kind_part_or_access() -> None:
    table = matrix()
    assert set(table["roles"]) == set(ROLES)
    for role in ROLES:
        for kind, granted in table["roles"][role].items():
            assert set(granted) <= set(table["parts"][kind])
            assert set(granted.values()) <= {"read", "write"}
    for roles in table["deeds"].values():
        assert set(roles) <= set(map(str, Role))


@pytest.mark.parametrize(("role", "kinds"), EVERY, ids=lambda each: each if isinstance(each, str) else each[1])
def test_a_role_sees_what_the_table_grants_and_nothing_else(
    role: str, kinds: tuple[type[BaseModel], str], samples: dict[str, BaseModel]
) -> None:
    _, kind = kinds
    seen = visible(samples[kind], role)
    granted = matrix()["roles"][role].get(kind, {})
    for part, fields in matrix()["parts"][kind].items():
        for field in fields:
            assert access(role, kind, field) == granted.get(part, "none")
            assert (field in seen) == (part in granted)
            if field in seen:
                assert seen[field] == samples[kind].model_dump()[field]


@pytest.mark.parametrize(("role", "kinds"), EVERY, ids=lambda each: each if isinstance(each, str) else each[1])
def test_a_role_changes_what_the_table_grants_and_nothing_else(
    role: str, kinds: tuple[type[BaseModel], str], samples: dict[str, BaseModel]
) -> None:
    model, kind = kinds
    before = samples[kind]
    assert unwritable(before, before, role) == ()
    for field in model.model_fields:
        after = before.model_copy(update={field: "another value"})
        assert unwritable(before, after, role) == (() if access(role, kind, field) == "write" else (field,))
    if "write" not in matrix()["roles"][role].get(kind, {}).values():
        assert unwritable(None, before, role)


@pytest.mark.parametrize("role", ["", "root", "Manager", "front_desk "])
def test_an_unknown_role_sees_nothing(role: str, samples: dict[str, BaseModel]) -> None:
    assert all(visible(record, role) == {} for record in samples.values())


# The promises that a change of the table must not break unnoticed.
PROMISES: list[tuple[str, str, str, str]] = [
    ("front_desk", "visit", "note", "none"),
    ("front_desk", "visit", "psychotherapy", "none"),
    ("front_desk", "history", "trials", "none"),
    ("manager", "visit", "note", "none"),
    ("auditor", "patient", "address", "none"),
    ("auditor", "coverage", "member_id", "none"),
    ("auditor", "visit", "note", "none"),
    ("biller", "visit", "administrations", "read"),
    ("biller", "visit", "note", "read"),
    ("clinician", "visit", "note", "write"),
    ("patient", "visit", "note", "read"),
    ("patient", "practice", "ein", "none"),
    ("break_glass", "visit", "note", "read"),
]


@pytest.mark.parametrize(("role", "kind", "field", "expected"), PROMISES)
def test_a_promise_of_the_table(role: str, kind: str, field: str, expected: str) -> None:
    assert access(role, kind, field) == expected


def test_auditors_patients_and_broken_glass_change_nothing() -> None:
    for role, (model, kind) in itertools.product(("auditor", "patient", "break_glass"), KINDS.items()):
        assert not any(access(role, kind, field) == "write" for field in model.model_fields)


def test_deeds_belong_to_roles() -> None:
    assert may("clinician", "sign_visit")
    assert not any(may(role, "sign_visit") for role in ROLES if role != "clinician")
    assert not any(may(role, "manage_people") for role in ROLES if role != "manager")
    with pytest.raises(KeyError):
        may("manager", "fly")


def test_a_record_that_is_no_kind_of_the_table_is_refused(example: records.VisitFile) -> None:
    unknown: Any = example
    with pytest.raises(KeyError):
        visible(unknown, "manager")
