"""What every answer carries, and what a log line never does."""

import logging
import sys
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from makewhole.app.project.logs import WithoutValues


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def failing(request: HttpRequest, row: UUID) -> HttpResponse:
    raise ValueError("Ann O'Brien")


urlpatterns = [path("page", page), path("failing/<uuid:row>", failing)]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_every_answer_is_kept_nowhere_and_runs_only_our_own_files(client: Client) -> None:
    for address in ("/page", "/nowhere", f"/failing/{uuid4()}"):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000)
def test_plain_http_is_led_to_https_which_browsers_then_keep_to() -> None:
    assert Client().get("/page", headers={"host": "localhost"}).headers["location"] == "https://localhost/page"
    assert "max-age=31536000" in Client().get("/page", secure=True).headers["Strict-Transport-Security"]


def line(message: object, *arguments: object, name: str = "makewhole.app", **extra: object) -> str:
    record = logging.LogRecord(name, logging.ERROR, "views.py", 7, message, arguments, None)
    record.__dict__.update(extra)
    return WithoutValues().format(record)


def test_a_log_line_shows_numbers_and_uuids_and_no_words_it_was_given() -> None:
    row = uuid4()
    said = line("Saved %s of %s, %d in all", row, "Ann O'Brien", 3)
    assert said.endswith(f"ERROR makewhole.app: Saved {row} of …, 3 in all")
    assert "Ann" not in line({"name": "%s"}, "Ann")
    assert "Ann" not in line("one %s", "Ann", "Ann")
    assert line("nothing at 100%").endswith("nothing at 100%")


def test_a_log_line_of_another_library_shows_only_from_where_it_came() -> None:
    assert line("no such user: ann@example.com", name="smtplib").endswith("smtplib: (from views:7)")


def test_an_exception_is_logged_by_its_types_and_places_without_its_text() -> None:
    try:
        try:
            raise ValueError("Ann O'Brien")
        except ValueError as error:
            raise KeyError("1980-02-03") from error
    except KeyError:
        said = line("failed", exc_info=sys.exc_info())
    assert "KeyError at test_answers.py:" in said
    assert "ValueError at test_answers.py:" in said
    assert "Ann" not in said
    assert "1980" not in said


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_failing_page_is_logged_by_its_route_and_says_nothing(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"/failing/{uuid4()}?name=Ann"
    assert b"Ann" not in client.get(address).content
    said = "\n".join(WithoutValues().format(record) for record in caplog.records)
    assert "GET failing/<uuid:row>" in said
    assert "ValueError at test_answers.py" in said
    assert "Ann" not in said


def test_a_request_for_no_page_is_logged_without_its_address() -> None:
    request = RequestFactory().get("/ann-obrien?name=Ann")
    said = line("Not Found: %s", "/ann-obrien", name="django.request", request=request)
    assert said.endswith("Not Found: …\n  GET (no such page)")
