"""When something goes wrong: a page in the product's look and language, a way back, and nothing about anyone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connections
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.look import faults

from ..issuing.conftest import at_the_desk

Members = dict[str, Membership]
TRACES = ("Traceback", "Exception", "makewhole/app", "django.", "DoesNotExist", "Canaryzebra")


@pytest.fixture
def someone(here: Members, settings: Settings) -> Client:
    settings.SECOND_FACTOR = False
    client = at_the_desk(here["front_desk"])
    client.raise_request_exception = False
    return client


def is_a_page(answer: Any, status: int, language: str = "en") -> str:
    page = str(answer.content.decode())
    assert answer.status_code == status
    assert f'<html lang="{language}"' in page
    assert re.search(r'<a class="button first" href="/">', page)
    assert "Content-Security-Policy" in answer.headers
    assert not [trace for trace in TRACES if trace in page]
    return page


@pytest.mark.parametrize("address", ["/no/such/page/", "/patients/00000000-0000-4000-8000-000000000000/"])
def test_an_address_that_leads_nowhere_says_so(someone: Client, address: str) -> None:
    assert "There is nothing here" in is_a_page(someone.get(address), 404)
    assert "Today" in someone.get(address).content.decode()


def test_a_stranger_is_led_to_sign_in(client: Client, db: None) -> None:
    assert "Sign in" in is_a_page(client.get("/no/such/page/"), 404)


def test_it_is_said_in_spanish(someone: Client) -> None:
    someone.cookies["django_language"] = "es"
    assert "Aquí no hay nada" in is_a_page(someone.get("/no/such/page/"), 404, "es")
    assert "Esto no se pudo leer" in is_a_page(someone.get("/", headers={"host": "["}), 400, "es")


def test_a_form_from_elsewhere_is_not_taken(here: Members, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = at_the_desk(here["front_desk"]).cookies
    answer = strict.post(reverse("patients"), {"q": "Canaryzebra"})
    assert "The form could not be taken" in is_a_page(answer, 403)


def test_what_is_tried_too_often_has_to_wait(client: Client, db: None, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    cache.clear()
    for _ in range(2):
        answer = client.post("/account/login/", {"login": "a@b.example", "password": "no"})
    cache.clear()
    assert "Wait a few minutes" in is_a_page(answer, 429)


def test_a_request_that_cannot_be_read_says_so(someone: Client) -> None:
    for answer in (someone.get("/", headers={"host": "no.such.host"}), someone.get("/", headers={"host": "["})):
        assert "could not be read" in is_a_page(answer, 400)


def test_the_servers_own_fault_tells_nothing(someone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object) -> None:
        raise RuntimeError("Canaryzebra was here")

    monkeypatch.setattr("makewhole.app.clinic.views.today.desk", breaks)
    assert "Something went wrong here" in is_a_page(someone.get("/"), 500)


def test_it_is_told_without_a_database(someone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_given: object, **_named: object) -> None:
        raise OperationalError("no such host: Canaryzebra")

    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "cursor", gone)
        answer = someone.get("/")
    assert "Something went wrong here" in is_a_page(answer, 500)


def test_even_when_no_page_can_be_drawn_there_is_an_answer(rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object) -> None:
        raise ValueError("no such file")

    monkeypatch.setattr(faults, "render_to_string", breaks)
    answer = faults.broken(rf.get("/"))
    assert (answer.status_code, answer.content.decode()) == (500, faults.PLAIN)


def test_the_bare_page_needs_nothing_of_the_request() -> None:
    shown: Callable[..., str] = get_template("look/fault_bare.html").render
    assert "<h1>Lost</h1>" in shown({"fault": "Lost", "says": "Go back."})
