"""Issuing in a real browser: from the signed visit to the papers at home, corrected, void, and a month at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .judging import VIEWS, judge
from .serving import HERE, Server, settings
from .windows import Windows, picture

SERVE = "from makewhole.app.project.serve import *; start_django(); serve('127.0.0.1', {port})"


@dataclass(frozen=True)
class Harbor:
    """A running workspace with its background worker, and what waits in it."""

    address: str
    clean: str
    wrong: str
    month: str
    born: str


@pytest.fixture(scope="module")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbor]:
    environment = settings(tmp_path_factory.mktemp("issuing"), second_factor="off", workers="1")
    server = Server(environment | {"PYTHONPATH": str(HERE.parents[1])}, "-c", SERVE)
    seeded = server.run(str(HERE / "seed_issue.py"))
    with server:
        yield Harbor(server.address, *seeded.splitlines()[-1].split())


@pytest.fixture(scope="module")
def windows(harbor: Harbor, browsers: Callable[[int], Any]) -> Windows:
    return Windows(harbor.address, browsers)


@pytest.fixture
def opened(windows: Windows) -> Iterator[Callable[..., Any]]:
    with windows.opening("biller") as window:
        yield window


@pytest.fixture(scope="module")
def packet() -> dict[str, str]:
    """The address of the packet that the first test issues, for those after it."""
    return {}


def test_from_the_signed_visit_to_the_papers_at_home(
    opened: Callable[..., Any], harbor: Harbor, packet: dict[str, str]
) -> None:
    page = opened("front_desk")
    page.goto(f"/visits/{harbor.clean}/issue/")
    judge(page)
    picture(page, "issue")
    page.get_by_role("link", name=re.compile("Look at its pages.*Superbill")).click()
    assert page.locator("img.paper").count() == 1
    judge(page)
    picture(page, "issue-preview")
    page.go_back()
    page.get_by_role("button", name="Issue packet").click()
    page.wait_for_url(re.compile("/packets/"))
    packet["address"] = page.url
    assert page.locator("h1").inner_text() == "Packet MW-000001"
    judge(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a file").click()
    assert saved.value.suggested_filename == "MW-000001-packet.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")

    page.get_by_role("link", name="Share by a link").click()
    judge(page)
    page.get_by_role("button", name="Make the link").click()
    judge(page)
    picture(page, "share")
    link = page.get_by_label("Link to send").input_value()
    code = page.locator("dd strong").inner_text()
    _at_home(opened, harbor, link, code)

    page.goto(packet["address"])
    page.get_by_role("button", name="Write down that it was handed over").click()
    assert page.get_by_text("Written down: packet MW-000001 was handed over.").is_visible()
    assert page.get_by_text("Opened through the link").is_visible()
    picture(page, "packet")
    page.get_by_role("button", name="Withdraw the link").click()
    page.goto(link)
    assert page.locator("h1").inner_text() == "This link does not work"
    judge(page)


def _at_home(opened: Callable[..., Any], harbor: Harbor, link: str, code: str) -> None:
    """The patient on a phone, in Spanish, with the keyboard alone."""
    phone = opened("", width=360, language="es")
    phone.goto(link)
    judge(phone)
    picture(phone, "link")
    phone.locator("input[name=born]").focus()
    phone.keyboard.type(harbor.born)
    phone.keyboard.press("Tab")
    phone.keyboard.type("000000" if code != "000 000" else "111111")
    phone.keyboard.press("Enter")
    phone.get_by_role("alert").wait_for()
    judge(phone)
    phone.locator("input[name=code]").fill(code)
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile("/papers/"))
    judge(phone)
    picture(phone, "link-papers")
    with phone.expect_download() as saved:
        phone.get_by_role("link", name=re.compile("guardar")).first.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")


def test_two_clicks_make_one_packet(opened: Callable[..., Any], harbor: Harbor, packet: dict[str, str]) -> None:
    page = opened()
    page.goto(f"/visits/{harbor.clean}/issue/")
    assert page.url == packet["address"]


def test_errors_are_told_and_gone_over_with_a_reason(opened: Callable[..., Any], harbor: Harbor) -> None:
    desk = opened("front_desk")
    desk.goto(f"/visits/{harbor.wrong}/issue/")
    assert desk.get_by_role("button", name="Issue packet").count() == 0
    judge(desk)
    page = opened("biller")
    page.goto(f"/visits/{harbor.wrong}/issue/")
    page.get_by_role("button", name="Issue packet").click()
    page.get_by_role("alert").wait_for()
    judge(page)
    picture(page, "issue-errors")


def test_a_correction_and_a_void_packet(opened: Callable[..., Any], packet: dict[str, str]) -> None:
    page = opened()
    page.goto(packet["address"])
    page.get_by_role("link", name="Correct it").click()
    judge(page)
    page.get_by_label("Why is the earlier packet corrected?").fill("The member ID had a typing error")
    page.get_by_role("button", name="Issue corrected packet").click()
    page.wait_for_url(re.compile("/packets/"))
    assert page.get_by_text("Replaces MW-000001:").is_visible()
    page.get_by_role("link", name="Void packet").click()
    page.get_by_role("button", name="Void packet").click()
    page.get_by_role("alert").wait_for()
    judge(page)
    page.get_by_label("Why is this packet void?").fill("Issued for the wrong visit")
    page.get_by_role("button", name="Void packet").click()
    page.get_by_text("This packet is void").wait_for()
    judge(page)
    picture(page, "packet-void")


def test_a_month_is_issued_while_the_page_is_closed(opened: Callable[..., Any], harbor: Harbor) -> None:
    page = opened()
    page.goto(f"/packets/month-end/?month={harbor.month}")
    judge(page)
    picture(page, "month-end")
    page.get_by_role("button", name="Issue all").click()
    page.wait_for_url(re.compile("/packets/batches/"))
    judge(page)
    picture(page, "batch-running")
    page.close()
    page = opened()
    page.goto(f"/packets/month-end/?month={harbor.month}")
    page.locator(".worklist a").first.click()
    page.get_by_text("5 of 5 packets").wait_for(timeout=60_000)
    page.reload()
    assert page.get_by_text("4 packets are issued. 1 is stopped by findings.").is_visible()
    judge(page)
    picture(page, "batch")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_every_page_can_be_used_by_everyone(
    opened: Callable[..., Any], harbor: Harbor, packet: dict[str, str], view: dict[str, Any]
) -> None:
    page = opened(**view)
    for number, path in enumerate(
        (
            f"/visits/{harbor.wrong}/issue/",
            f"/visits/{harbor.wrong}/issue/preview/superbill/",
            "/packets/",
            packet["address"],
            f"/packets/month-end/?month={harbor.month}",
        )
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.locator("html").get_attribute("lang") == view["language"]
        judge(page)
        picture(page, f"view-{number}-{'-'.join(map(str, view.values()))}")
