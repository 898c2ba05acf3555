"""Rows that were refused are typed anew on the page, checked again, and brought in with the rest."""

from typing import Any

from django.test import Client

from makewhole.app.accounts.models import Membership
from makewhole.app.bringing.models import Bringing
from makewhole.app.vault.acting import acting

from .test_bringing import BAD, JOHN, ROSA, everyone, upload

Members = dict[str, Membership]
SHORT = "Half,Hal,1/1/1980,M"


def boxes(page: Any) -> dict[str, str]:
    return {field.html_name: field.value() or "" for form in page.context["rows"] for field in form.visible_fields()}


def test_a_refused_row_is_mended_checked_and_brought_in(desk: Client, here: Members) -> None:
    address = upload(desk, ROSA, BAD, JOHN)
    assert f"{address}rows/" in desk.get(address).content.decode()
    page = desk.get(f"{address}rows/")
    (form,) = page.context["rows"]
    assert form.row.number == 3
    wrong = list(form.errors)
    assert [form.fields[name].label for name in wrong] == ["Date of birth"]
    assert f'id="id_row-3-{wrong[0]}_error"' in page.content.decode()

    still = desk.post(f"{address}rows/", boxes(page) | {f"row-3-{wrong[0]}": "31/31/1984"})
    assert still.status_code == 422
    assert 'value="31/31/1984"' in still.content.decode()
    mended = desk.post(f"{address}rows/", boxes(still) | {f"row-3-{wrong[0]}": "12/31/1984"})
    assert mended["Location"] == address
    facts = desk.get(address).context["facts"]
    assert (facts.usable, facts.refused, facts.told) == (3, 0, ())
    assert set(facts.mended) == {3}
    desk.post(f"{address}step/")
    assert set(everyone(here["manager"])) == {"Rosa Núñez", "John Webb", "Bea Broken"}
    assert not desk.get(address).context["facts"].mended  # gone with the file: no erasing would reach it


def test_a_row_with_too_few_cells_is_filled_up(desk: Client, here: Members) -> None:
    address = upload(desk, SHORT)
    page = desk.get(f"{address}rows/")
    (form,) = page.context["rows"]
    assert form.non_field_errors()
    places = {str(field.label): field.html_name for field in form.visible_fields()}
    typed = {"Street": "1 Elm", "City": "Fairport", "State": "NY", "ZIP code": "14450"}
    sent = boxes(page) | {places[label]: text for label, text in typed.items()}
    assert desk.post(f"{address}rows/", sent).status_code == 302
    desk.post(f"{address}step/")
    assert set(everyone(here["manager"])) == {"Hal Half"}


def test_what_was_typed_lies_sealed_and_other_columns_keep_it(desk: Client, here: Members) -> None:
    address = upload(desk, BAD)
    page = desk.get(f"{address}rows/")
    place = next(iter(page.context["rows"][0].errors))
    desk.post(f"{address}rows/", boxes(page) | {f"row-2-{place}": "12/31/1984"})
    with acting(here["manager"]):
        assert b"12/31/1984" not in bytes(Bringing.objects.get().sealed)
    columns = desk.get(f"{address}columns/")
    chosen = {field.html_name: field.value() for field in columns.context["form"].visible_fields()}
    assert desk.post(f"{address}columns/", chosen).status_code == 302
    assert desk.get(address).context["facts"].refused == 0


def test_ten_rows_at_a_time(desk: Client) -> None:
    address = upload(desk, *[BAD.replace("A19", f"A{number}") for number in range(12)])
    page = desk.get(f"{address}rows/")
    assert len(page.context["rows"]) == 10
    assert "2 more follow" in page.content.decode()


def test_nothing_to_mend_leads_back(desk: Client) -> None:
    address = upload(desk, ROSA)
    assert desk.get(f"{address}rows/")["Location"] == address
    assert desk.post(f"{address}rows/", {"row-2-cell-0": "Other"})["Location"] == address
    assert desk.get(address).context["people"][0].patient.name.last == "Núñez"


def test_a_file_that_is_in_cannot_be_mended(desk: Client, here: Members) -> None:
    address = upload(desk, ROSA, BAD)
    desk.post(f"{address}step/")
    assert desk.get(f"{address}rows/")["Location"] == address
