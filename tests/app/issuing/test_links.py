"""A link: two facts, five tries, an end; nothing about anyone before both facts fit."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Visit
from makewhole.app.issuing import links
from makewhole.app.issuing.issue import Wanted, file_bytes, issue, void
from makewhole.app.issuing.links import Made, make_link, withdraw
from makewhole.app.issuing.models import Link, Packet
from makewhole.app.vault.acting import acting
from makewhole.app.vault.disclosures import disclosures
from makewhole.app.vault.models import AuditEntry
from makewhole.records import VisitFile


@pytest.fixture
def packet(desk: dict[str, Membership], visit: Visit) -> Packet:
    with acting(desk["biller"]):
        return issue(visit, Wanted(), uuid4())


@pytest.fixture
def made(desk: dict[str, Membership], packet: Packet) -> Made:
    with acting(desk["biller"]):
        made = make_link(packet, uuid4())
    assert made is not None
    return made


@pytest.fixture
def born(example: VisitFile) -> str:
    return f"{example.patient.date_of_birth:%m/%d/%Y}"


def test_the_whole_way_from_the_question_to_the_paper(
    client: Client, desk: dict[str, Membership], packet: Packet, made: Made, born: str, example: VisitFile
) -> None:
    asked = client.get(f"/p/{made.token}/")
    assert asked.status_code == 200
    assert asked["Referrer-Policy"] == "same-origin"
    for value in (example.patient.name.last, example.patient.name.first, packet.label, "475"):
        assert value not in asked.content.decode()
    right = client.post(f"/p/{made.token}/", {"born": born, "code": f"{made.code[:3]} {made.code[3:]}"})
    assert right["Location"] == f"/p/{made.token}/papers/"
    papers = client.get(right["Location"])
    assert packet.label in papers.content.decode()
    assert papers["Referrer-Policy"] == "no-referrer"
    taken = client.get(f"/p/{made.token}/papers/packet.pdf")
    with acting(desk["biller"]):
        assert taken.content == file_bytes(packet, "packet.pdf")
        (release,) = disclosures(packet.patient_id)
        assert release.what == "MW-000001: packet.pdf"
        assert AuditEntry.objects.filter(row=packet.pk, action="release").count() == 1
    assert taken["Cache-Control"] == "no-store"


def test_the_address_and_the_database_hold_neither_token_nor_code_nor_name(
    made: Made, example: VisitFile, desk: dict[str, Membership]
) -> None:
    assert example.patient.name.last.lower() not in made.token.lower()
    with acting(desk["biller"]):
        row = Link.objects.get()
    secret = made.token.partition(".")[2]
    assert len(secret) >= 43
    assert secret not in row.token_hash
    assert made.code.encode() not in bytes(row.sealed)


@pytest.mark.parametrize("wrong", ["code", "born"])
def test_one_right_fact_is_not_enough(client: Client, made: Made, born: str, wrong: str) -> None:
    other = f"{(int(made.code) + 1) % 10**6:06d}"
    given = {"born": "01/01/1950" if wrong == "born" else born, "code": other if wrong == "code" else made.code}
    assert client.post(f"/p/{made.token}/", given).status_code == 422
    assert client.get(f"/p/{made.token}/papers/packet.pdf").status_code == 302


def test_five_wrong_tries_lock_it_even_for_the_right_facts(client: Client, made: Made, born: str) -> None:
    other = f"{(int(made.code) + 1) % 10**6:06d}"
    for _ in range(4):
        assert client.post(f"/p/{made.token}/", {"born": born, "code": other}).status_code == 422
    assert client.post(f"/p/{made.token}/", {"born": born, "code": other}).status_code == 410
    assert client.post(f"/p/{made.token}/", {"born": born, "code": made.code}).status_code == 410


def test_wrong_tries_are_written_down(client: Client, desk: dict[str, Membership], made: Made, born: str) -> None:
    client.post(f"/p/{made.token}/", {"born": "01/01/1950", "code": made.code})
    with acting(desk["auditor"]):
        assert AuditEntry.objects.filter(action="open_link", outcome="refused").count() == 1


@pytest.mark.parametrize("how", ["withdrawn", "expired", "void"])
def test_an_ended_link_opens_nothing_even_for_who_is_inside(
    client: Client, desk: dict[str, Membership], packet: Packet, made: Made, born: str, how: str
) -> None:
    client.post(f"/p/{made.token}/", {"born": born, "code": made.code})
    assert client.get(f"/p/{made.token}/papers/").status_code == 200
    with acting(desk["biller"]):
        if how == "withdrawn":
            withdraw(made.link)
        elif how == "void":
            void(packet, "Issued for the wrong visit")
        else:
            Link.objects.update(expires=timezone.now() - timedelta(seconds=1))
    for path in ("", "papers/", "papers/packet.pdf"):
        assert client.get(f"/p/{made.token}/{path}").status_code in (302, 410), path
    assert client.get(f"/p/{made.token}/").status_code == 410


def test_an_opened_link_closes_by_itself(
    client: Client, made: Made, born: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "LOOKS", timedelta(seconds=-1))
    client.post(f"/p/{made.token}/", {"born": born, "code": made.code})
    assert client.get(f"/p/{made.token}/papers/").status_code == 302


def test_one_link_does_not_open_another_packet(
    client: Client, desk: dict[str, Membership], packet: Packet, made: Made, born: str
) -> None:
    with acting(desk["biller"]):
        other = make_link(packet, uuid4())
    assert other is not None
    client.post(f"/p/{made.token}/", {"born": born, "code": made.code})
    assert client.get(f"/p/{other.token}/papers/packet.pdf").status_code == 410


@pytest.mark.parametrize("token", ["nothing", "00.x", f"{UUID(int=7).hex}.abc"])
def test_a_made_up_link_is_answered_like_an_old_one(client: Client, db: None, token: str) -> None:
    assert client.get(f"/p/{token}/").status_code == 410


def test_files_for_the_practice_are_not_given_out(client: Client, made: Made, born: str) -> None:
    client.post(f"/p/{made.token}/", {"born": born, "code": made.code})
    assert client.get(f"/p/{made.token}/papers/packet.json").status_code == 410


def test_the_desk_makes_a_link_once_and_can_withdraw_it(
    sign_in: Callable[[str], Client], client: Client, packet: Packet
) -> None:
    desk = sign_in("front_desk")
    page = desk.get(f"/packets/{packet.pk}/share/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    first = desk.post(f"/packets/{packet.pk}/share/", {"key": key[1]})
    address = re.search(r"/p/[^/]+/", first.content.decode())
    assert address
    assert client.get(address[0]).status_code == 200
    assert desk.post(f"/packets/{packet.pk}/share/", {"key": key[1]}).status_code == 302
    found: Any = re.search(r"/packets/[^/]+/links/[^/]+/withdraw/", desk.get(f"/packets/{packet.pk}/").content.decode())
    desk.post(found[0])
    assert client.get(address[0]).status_code == 410
    assert sign_in("auditor").get(f"/packets/{packet.pk}/share/").status_code == 403
