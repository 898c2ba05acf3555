"""Signing in as people do: by keyboard, with an app, with a passkey, in two languages, and with mistakes."""

import base64
import hmac
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Workspace
from .judging import VIEWS, judge
from .windows import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OUTSIDE = ("account/login/", "account/password/reset/", "account/password/reset/done/", "account/signup/")
INSIDE = (
    "account/2fa/",
    "account/2fa/totp/deactivate/",
    "account/2fa/webauthn/",
    "account/2fa/webauthn/add/",
    "account/2fa/recovery-codes/generate/",
    "account/password/change/",
    "account/sessions/",
    "account/colleagues/",
    "account/practices/",
    "account/reauthenticate/",
    "account/2fa/reauthenticate/",
    "account/logout/",
)
Opener = Callable[..., Any]


def code(secret: str) -> str:
    """The six digits an app shows now (RFC 6238), waiting for fresh ones when these are about to change."""
    if time.time() % 30 > 26:
        time.sleep(5)
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def type_in(page: Any, email: str, password: str = PASSWORD) -> None:
    """Sign in with the keyboard alone, from wherever the page puts the cursor."""
    page.locator("input[name=login]").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def signed_in(workspace: Workspace, browsers: Callable[[int], Any]) -> dict[str, Any]:
    """The cookies of someone who signed in with password and app."""
    context = browsers(16).new_context(base_url=workspace.address)
    page = context.new_page()
    page.goto("/account/login/")
    type_in(page, "ready@lakeside.example")
    page.get_by_label("Code").fill(code(SECRET))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{workspace.address}/")
    kept = [cookie for cookie in context.cookies() if cookie["name"] in {"session", "csrf"}]
    context.close()
    return {"cookies": kept}


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_a_page_before_sign_in_can_be_used_by_everyone(open_page: Opener, path: str, view: dict[str, Any]) -> None:
    judge(open_page(path, **view))


@pytest.mark.parametrize("path", INSIDE)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_a_page_of_the_account_can_be_used_by_everyone(
    open_page: Opener, signed_in: dict[str, Any], path: str, view: dict[str, Any]
) -> None:
    page = open_page("account/login/", **view)
    page.context.add_cookies(signed_in["cookies"])
    page.goto(f"/{path}")
    assert page.url.endswith(path), page.url
    assert page.locator("html").get_attribute("lang") == view["language"]
    judge(page)


def test_a_wrong_password_is_said_beside_the_form_and_the_address_stays(open_page: Opener) -> None:
    page = open_page("account/login/")
    type_in(page, "ready@lakeside.example", "not this one at all")
    assert page.title().startswith("Error:")
    assert page.get_by_role("alert").first.is_visible()
    assert page.input_value("input[name=login]") == "ready@lakeside.example"
    judge(page)


def test_an_empty_field_has_its_error_beside_it(open_page: Opener) -> None:
    page = open_page("account/login/", language="es")
    page.get_by_role("button", name="Entrar", exact=True).click()
    field = page.get_by_label("Contraseña")
    described = field.get_attribute("aria-describedby") or ""
    assert any("obligatorio" in page.locator(f"#{name}").inner_text() for name in described.split())
    judge(page)


def test_first_sign_in_leads_through_the_app_to_today(open_page: Opener, workspace: Workspace) -> None:
    page = open_page("account/login/")
    type_in(page, "app@lakeside.example")
    assert page.url.endswith("/account/2fa/")
    page.get_by_role("link", name="Use an app on my phone").click()
    page.get_by_text("I cannot scan").click()
    secret = page.locator("details code").inner_text()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Use this app").click()
    assert page.get_by_role("alert").is_visible()
    judge(page)

    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Use this app").click()
    page.wait_for_url("**/recovery-codes/**")
    recovery = page.locator("ul.codes li").first.inner_text()
    judge(page)
    page.get_by_role("link", name="Go to Today").click()
    page.wait_for_url(f"{workspace.address}/")

    page.context.clear_cookies()
    page.goto("/account/login/")
    type_in(page, "app@lakeside.example")
    judge(page)
    page.get_by_label("Code").fill(recovery)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{workspace.address}/")


def test_a_passkey_is_added_and_signs_in_by_itself(open_page: Opener, workspace: Workspace) -> None:
    page = open_page("account/login/")
    _give_authenticator(page)
    type_in(page, "passkey@lakeside.example")
    page.get_by_role("link", name="Use a passkey").click()
    page.locator("input[name=name]").fill("front desk computer")
    assert page.get_by_label("Let this device sign me in without a password").is_checked()
    page.get_by_role("button", name="Add this device").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/account/2fa/webauthn/")
    assert page.get_by_role("link", name="front desk computer", exact=True).is_visible()
    judge(page)

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{workspace.address}/")


def test_a_passkey_that_is_not_used_is_told_on_the_page(open_page: Opener) -> None:
    page = open_page("account/login/")
    page.evaluate("() => { navigator.credentials.get = async () => { throw new DOMException('', 'NotAllowedError') } }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used.").wait_for()


def test_another_device_can_be_signed_out(open_page: Opener, workspace: Workspace, signed_in: dict[str, Any]) -> None:
    other = open_page("account/login/")
    type_in(other, "ready@lakeside.example")
    other.get_by_label("Code").fill(workspace.recovery_code)  # the app's code of this half minute is used up
    other.keyboard.press("Enter")
    other.wait_for_url(f"{workspace.address}/")
    page = open_page("account/login/")
    page.context.add_cookies(signed_in["cookies"])
    page.goto("/account/sessions/")
    assert page.get_by_text("this one").count() == 1
    page.get_by_role("button", name="Sign out Chrome").first.click()
    assert page.get_by_text("That device is signed out.").is_visible()
    other.goto("/account/2fa/")
    assert "/account/login/" in other.url


def test_an_invitation_makes_an_account_once(open_page: Opener, workspace: Workspace) -> None:
    link = f"account/invitation/{workspace.invitation}/"
    page = open_page(link, width=360)
    assert page.locator("h1").inner_text() == "Join Lakeside Ketamine"
    judge(page)
    page.get_by_label("Your name").fill("Sam Ortega")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Create account").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Your name").input_value() == "Sam Ortega"
    judge(page)
    page.get_by_label("Password").fill("seven brass lamps at dusk")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url("**/account/login/")
    page.goto(f"/{link}")
    assert page.locator("h1").inner_text() == "This invitation no longer works"
    judge(page)


def _give_authenticator(page: Any) -> None:
    """A security key inside Chromium, which confirms whatever it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
