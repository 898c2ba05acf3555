import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from makewhole.app.accounts.devices import devices, sign_out
from makewhole.app.accounts.models import Membership, User
from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.vault import chain, installation, masters
from makewhole.app.vault.acting import NotActing, acting, current
from makewhole.app.vault.models import AuditEntry

Members = dict[str, Membership]
PASSWORD = "five calm herons"


@recently_authenticated
def release(request: HttpRequest) -> HttpResponse:
    return HttpResponse("released")


def who(request: HttpRequest) -> HttpResponse:
    try:
        return HttpResponse(f"{current().role} {current().practice_id} {current().where}")
    except NotActing:
        return HttpResponse("nobody")


def refuse(request: HttpRequest, row: UUID) -> HttpResponse:
    raise PermissionDenied


def missing(request: HttpRequest, row: UUID) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("refuse/<uuid:row>", refuse, name="refuse"),
    path("missing/<uuid:row>", missing, name="missing"),
    path("who", who),
    path("release", release),
    path("account/", include("allauth.urls")),
    path("account/", include("makewhole.app.accounts.urls")),
    path("", include("makewhole.app.look.urls")),
]


@pytest.fixture(autouse=True)
def _here(db: None) -> Iterator[None]:
    cache.clear()
    with override_settings(ROOT_URLCONF=__name__, SECOND_FACTOR=False, LOGIN_REDIRECT_URL="/who"):
        yield


@pytest.fixture
def biller(here: Members) -> User:
    user = here["biller"].user
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": password}, REMOTE_ADDR="192.0.2.7")


def acts(here: Members) -> list[tuple[str, str]]:
    with acting(here["auditor"]):
        return list(AuditEntry.objects.order_by("number").values_list("action", "outcome"))


def test_someone_who_signs_in_acts_for_their_practice(client: Client, here: Members, biller: User) -> None:
    assert client.get("/who").content == b"nobody"
    assert sign_in(client, biller.email, PASSWORD).headers["location"] == "/who"
    said = client.get("/who", REMOTE_ADDR="192.0.2.7").content.decode()
    assert said == f"biller {here['biller'].practice_id} 192.0.2.7"
    assert acts(here) == [("sign_in", "done")]
    with acting(here["auditor"]):
        assert chain.detail(AuditEntry.objects.get())["where"] == "192.0.2.7"


def test_someone_whose_membership_ended_acts_for_nobody(client: Client, here: Members, biller: User) -> None:
    sign_in(client, biller.email, PASSWORD)
    Membership.objects.filter(user=biller).update(active=False)
    assert client.get("/who").content == b"nobody"


def test_someone_in_two_practices_acts_for_the_one_they_chose(
    client: Client, here: Members, there: Members, biller: User
) -> None:
    Membership.objects.create(user=biller, practice=there["manager"].practice, role="clinician")
    client.force_login(biller)
    assert client.get("/who").content.startswith(b"biller")
    session = client.session
    session["practice"] = str(there["manager"].practice_id)
    session.save()
    assert client.get("/who").content.startswith(b"clinician")
    session["practice"] = "of nobody"
    session.save()
    assert client.get("/who").content.startswith(b"biller")


def test_a_refused_sign_in_is_in_the_trail_of_the_practice_it_concerns(
    client: Client, here: Members, there: Members, biller: User
) -> None:
    sign_in(client, biller.email, "wrong words entirely")
    sign_in(client, "nobody@example.com", "wrong words entirely")
    assert acts(here) == [("sign_in", "refused")]
    assert acts(there) == []
    assert chain.verify_installation().entries == 1
    assert chain.verify_installation().broken is None


def test_too_many_wrong_passwords_lock_even_the_right_one_out(client: Client, here: Members, biller: User) -> None:
    for _ in range(5):
        sign_in(client, biller.email, "wrong words entirely")
    answer = sign_in(client, biller.email, PASSWORD)
    assert answer.status_code != 302
    assert client.get("/who").content == b"nobody"
    assert ("sign_in", "done") not in acts(here)


def test_a_wrong_address_and_a_wrong_password_are_answered_alike(client: Client, biller: User) -> None:
    one = sign_in(client, biller.email, "wrong words entirely")
    two = sign_in(client, "nobody@example.com", "wrong words entirely")
    assert one.status_code == two.status_code == 200
    assert one.context["form"].non_field_errors() == two.context["form"].non_field_errors()


def test_nobody_can_sign_up_without_an_invitation(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_without_a_second_factor_one_is_led_to_set_it_up(client: Client, biller: User) -> None:
    with override_settings(SECOND_FACTOR=True):
        client.force_login(biller)
        assert client.get("/who").headers["location"].startswith("/account/2fa/")
        totp.TOTP.activate(biller, totp.generate_totp_secret())
        assert client.get("/who").content.startswith(b"biller")


def test_with_a_second_factor_the_password_alone_is_not_enough(client: Client, here: Members, biller: User) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(biller, secret)
    sign_in(client, biller.email, PASSWORD)
    assert client.get("/who").content == b"nobody"
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/who").content == b"nobody"
    counter = int(time.time()) // 30
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/who").content.startswith(b"biller")
    assert ("second_factor", "refused") in acts(here)
    assert ("sign_in", "done") in acts(here)


def test_a_second_factors_secret_is_sealed_and_survives_a_new_master_key(
    biller: User, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAKEWHOLE_MASTER_KEYS")
    monkeypatch.setenv("MAKEWHOLE_KEYRING", str(tmp_path / "keyring"))
    masters.add_master_key("one")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(biller, secret)
    assert secret not in str(Authenticator.objects.values().get())
    masters.add_master_key("two")
    assert installation.rewrap_second_factors() == 1
    assert installation.rewrap_second_factors() == 0
    (tmp_path / "keyring").write_text((tmp_path / "keyring").read_text().splitlines()[1] + "\n")
    counter = int(time.time()) // 30
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    assert totp.TOTP(Authenticator.objects.get()).validate_code(code)


def test_a_session_left_alone_ends(client: Client, here: Members, biller: User) -> None:
    client.force_login(biller)
    assert client.get("/who").content.startswith(b"biller")
    session = client.session
    session["seen"] = int(time.time()) - 901
    session.save()
    assert client.get("/who").content == b"nobody"
    assert ("sign_out", "done") in acts(here)


def test_a_session_in_use_goes_on(client: Client, biller: User) -> None:
    client.force_login(biller)
    client.get("/who")
    for _ in range(3):
        session = client.session
        session["seen"] = int(time.time()) - 800
        session.save()
        assert client.get("/who").content.startswith(b"biller")
        assert time.time() - client.session["seen"] < 60


def test_typing_is_being_here_and_is_told_without_a_word_of_it(client: Client, biller: User) -> None:
    assert client.get("/account/still-here/").status_code == 302
    client.force_login(biller)
    session = client.session
    session["seen"] = int(time.time()) - 800
    session.save()
    answer = client.head("/account/still-here/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert time.time() - client.session["seen"] < 60


def test_a_release_asks_who_one_is_again_after_a_while(client: Client, biller: User) -> None:
    assert client.post("/release").headers["location"].startswith("/account/login/")
    sign_in(client, biller.email, PASSWORD)
    assert client.post("/release").content == b"released"
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": time.time() - 301} for each in session["account_authentication_methods"]
    ]
    session.save()
    asked = client.post("/release", {"note": "canary"})
    assert asked.headers["location"] == "/account/reauthenticate/?next=%2Frelease"
    assert "canary" not in str(dict(client.session))
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.post("/release").content == b"released"


def test_someone_sees_where_they_are_signed_in_and_ends_it_elsewhere(here: Members, biller: User) -> None:
    one, two = Client(), Client()
    for client in (one, two):
        sign_in(client, biller.email, PASSWORD)
        client.get("/who")
    live = devices(biller)
    assert len(live) == 2
    assert live[0].ip == "127.0.0.1" or live[0].ip == "192.0.2.7"
    other = next(each for each in live if each.session_key == two.session.session_key)
    assert not sign_out(here["manager"].user, other.pk)
    assert sign_out(biller, other.pk)
    assert two.get("/who").content == b"nobody"
    assert one.get("/who").content.startswith(b"biller")


@pytest.mark.parametrize(
    ("behind", "passed", "expected"),
    [
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (False, "198.51.100.1", "192.0.2.7"),
        (True, None, "192.0.2.7"),
    ],
)
def test_an_address_is_taken_from_the_proxy_only_where_there_is_one(
    client: Client, biller: User, behind: bool, passed: str | None, expected: str
) -> None:
    client.force_login(biller)
    with override_settings(BEHIND_PROXY=behind):
        extra = {"HTTP_X_FORWARDED_FOR": passed} if passed else {}
        said = client.get("/who", REMOTE_ADDR="192.0.2.7", **extra).content.decode()  # type: ignore[arg-type]
    assert said.endswith(expected)


def test_a_page_that_is_refused_or_not_theirs_is_in_the_trail(client: Client, here: Members, biller: User) -> None:
    row = uuid4()
    client.force_login(biller)
    assert client.get(f"/refuse/{row}").status_code == 403
    assert client.get(f"/missing/{row}").status_code == 404
    client.get("/no/such/page")
    with acting(here["auditor"]):
        found = AuditEntry.objects.filter(action="refuse").order_by("number").values_list("kind", "row", "outcome")
        assert list(found) == [("refuse", row, "refused"), ("missing", row, "refused")]


PARTS = '"id": "eA", "rawId": "eA", "type": "public-key"'
MALFORMED = [
    "",
    "(",
    "[]",
    "{}",
    '{"id": "x", "type": "public-key"}',
    f'{{{PARTS}, "response": 7}}',
    f'{{{PARTS}, "response": {{"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}}}',
]


@pytest.mark.parametrize("credential", MALFORMED)
def test_a_passkey_made_up_by_hand_is_refused_and_no_fault(client: Client, here: Members, credential: str) -> None:
    answer = client.post("/account/2fa/webauthn/login/", {"credential": credential})
    assert answer.status_code in (200, 302)
    assert client.get("/who").content == b"nobody"


@pytest.mark.parametrize("credential", MALFORMED)
def test_a_new_passkey_made_up_by_hand_is_refused_and_no_fault(client: Client, biller: User, credential: str) -> None:
    sign_in(client, biller.email, PASSWORD)
    assert client.post("/account/2fa/webauthn/add/", {"credential": credential}).status_code == 200
    assert not Authenticator.objects.filter(user=biller).exists()
