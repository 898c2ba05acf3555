"""An amendment that is not signed is thrown away and taken up again; the signed visit stays as it is."""

from typing import Any

import pytest
from django.test import Client

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Visit
from makewhole.app.clinic.visit_states import Unsignable, restore_amendment
from makewhole.app.vault.acting import acting

from .conftest import Desk
from .test_journey import FACTS, NOTE, begin, register, save, sign

Members = dict[str, Membership]
WHY = {"reason": "The stop time was misread from the sheet."}


@pytest.fixture
def clinician(desk: Desk) -> Client:
    return desk("clinician")


@pytest.fixture
def signed(desk: Desk, clinician: Client) -> str:
    visit = begin(clinician, register(desk("front_desk")))
    save(clinician, visit, FACTS | {"visit.note.text": NOTE})
    sign(clinician, visit)
    return visit


def rows(members: Members) -> list[tuple[str, str]]:
    with acting(members["clinician"]):
        return sorted((str(row.pk), row.state) for row in Visit.objects.all())


def states(members: Members) -> list[str]:
    return sorted(state for _pk, state in rows(members))


def seen(members: Members, address: str) -> tuple[Any, ...]:
    with acting(members["clinician"]):
        row = Visit.objects.get(pk=address.split("/")[2])
        return row.state, row.version, bytes(row.sealed), row.signed_at


def test_it_is_thrown_away_and_taken_up_again_as_it_was_left(
    clinician: Client, furnished: Members, signed: str
) -> None:
    before = seen(furnished, signed)
    new = clinician.post(f"{signed}amend/", WHY)["Location"]
    save(clinician, new, {"visit.weight": "80"})
    back = clinician.post(f"{new}amend/discard/", follow=True)
    assert back.redirect_chain[-1][0] == signed
    assert "thrown away" in back.content.decode()
    assert states(furnished) == ["signed", "void"]
    assert seen(furnished, signed) == before
    assert "not finished" not in clinician.get("/").content.decode()
    assert clinician.get(new, follow=True).redirect_chain[-1][0].startswith("/patients/")
    again = clinician.post(f"{new}amend/restore/", follow=True)
    assert again.redirect_chain[-1][0] == new
    assert 'value="80' in again.content.decode()
    assert states(furnished) == ["draft", "signed"]
    sign(clinician, new)
    assert states(furnished) == ["amended", "signed"]


def test_after_it_another_may_be_begun_and_then_it_stays_away(
    clinician: Client, furnished: Members, signed: str
) -> None:
    first = clinician.post(f"{signed}amend/", WHY)["Location"]
    clinician.post(f"{first}amend/discard/")
    second = clinician.post(f"{signed}amend/", WHY)["Location"]
    assert second not in (first, signed)
    clinician.post(f"{first}amend/restore/")
    with acting(furnished["clinician"]), pytest.raises(Unsignable):
        restore_amendment(Visit.objects.get(pk=first.split("/")[2]))
    assert states(furnished) == ["draft", "signed", "void"]


def test_only_an_unsigned_amendment_is_thrown_away_and_only_by_a_clinician(
    desk: Desk, clinician: Client, furnished: Members, signed: str
) -> None:
    plain = begin(clinician, register(desk("front_desk"), **{"patient.name.last": "Chen"}))
    before = rows(furnished)
    for address in (signed, plain):
        clinician.post(f"{address}amend/discard/")
        clinician.post(f"{address}amend/restore/")
    assert rows(furnished) == before
    new = clinician.post(f"{signed}amend/", WHY)["Location"]
    before = rows(furnished)
    for role in ("front_desk", "biller", "manager"):
        assert desk(role).post(f"{new}amend/discard/").status_code == 403
    assert rows(furnished) == before
