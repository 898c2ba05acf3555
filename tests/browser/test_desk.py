"""The desk in a real browser: a patient registered, treated, mended and signed, by mouse and by keyboard alone."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .judging import VIEWS, judge
from .serving import DJANGO, HERE, Server, prepare, settings
from .windows import Windows, picture

EXAMPLE = HERE.parents[1] / "examples" / "visit.json"


@pytest.fixture(scope="module")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A workspace of one practice with its settings filled in."""
    server = Server(settings(tmp_path_factory.mktemp("harbor"), second_factor="off"), *DJANGO)
    prepare(server)
    server.run(str(HERE / "seed_desk.py"), str(EXAMPLE))
    with server:
        yield server


@pytest.fixture(scope="module")
def windows(harbor: Server, browsers: Callable[[int], Any]) -> Windows:
    return Windows(harbor.address, browsers)


@pytest.fixture
def opened(windows: Windows) -> Iterator[Callable[..., Any]]:
    with windows.opening("front_desk") as window:
        yield window


def box(page: Any, name: str) -> Any:
    return page.locator(f"[name='{name}']")


def shown(page: Any, name: str, value: str) -> None:
    """Wait until a field holds a value that was filled in for the person."""
    for _ in range(100):
        if box(page, name).input_value() == value:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{name} is {box(page, name).input_value()!r}")


def answered(page: Any) -> None:
    """Wait until what was typed is kept and coded."""
    page.wait_for_selector("form[data-draft][data-state=kept]")


def register(page: Any, first: str, last: str) -> str:
    """Register someone with their card by typing; the address of their page."""
    page.goto("/patients/new/")
    typed = {
        "name.first": first,
        "name.last": last,
        "date_of_birth": "3/9/84",
        "address.line1": "12 Elm Street",
        "address.city": "Rochester",
        "address.state": "ny",
        "address.zip": "14607",
        "signature_on_file": "10/26/2026",
    }
    for name, text in typed.items():
        box(page, f"patient.{name}").fill(text)
    box(page, "patient.sex").select_option("F")
    page.get_by_role("button", name="Save patient").click()
    page.wait_for_url("**/coverage/")
    box(page, "coverages[0].payer").select_option("aetna")
    box(page, "coverages[0].member_id").fill("W123456789")
    page.get_by_role("button", name="Save coverage").click()
    page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}/$"))
    return str(page.url)


def begin(page: Any) -> str:
    page.get_by_role("button", name="New visit").click()
    page.wait_for_url("**/visits/*/")
    return str(page.url)


def fill_in(page: Any) -> None:
    """Type what happened at a visit that the protocol began."""
    typed = {
        "visit.weight": "78.5",
        "visit.diagnoses": "F33.2",
        "visit.administrations[0].dose": "39 mg",
        "visit.administrations[0].start": "9:20",
        "visit.administrations[0].stop": "10:05",
        "visit.administrations[0].wasted": "0 mg",
    }
    for name, text in typed.items():
        box(page, name).fill(text)
    answered(page)


def test_a_patient_is_registered_treated_mended_and_signed(opened: Callable[..., Any]) -> None:
    page = opened("front_desk")
    begun = time.monotonic()
    register(page, "Rosa", "Delgado-Fuentes")
    picture(page, "patient")
    visit = begin(page)
    box(page, "visit.weight").fill("78.5")
    shown(page, "visit.administrations[0].dose", "39 mg")
    page.get_by_role("button", name="Take these").click()
    box(page, "visit.administrations[0].start").fill("9:20")
    box(page, "visit.administrations[0].stop").fill("10:05")
    box(page, "visit.administrations[0].wasted").fill("0 mg")
    finding = page.locator("#follows .notice", has_text="No payment by the patient")
    finding.get_by_role("link", name="Go to the field").click()
    page.keyboard.press("Enter")
    page.wait_for_selector("[name='visit.payments[0].amount']:focus")
    page.keyboard.type("475")
    box(page, "visit.payments[0].method").select_option("card")
    answered(page)
    finding.wait_for(state="detached")
    assert page.locator("#follows .total").inner_text() == "$475.00"
    picture(page, "visit")
    page.get_by_role("button", name="Save visit").first.click()
    page.get_by_text("The visit is saved.").wait_for()
    took = time.monotonic() - begun

    clinician = opened("clinician")
    clinician.goto(visit)
    box(clinician, "visit.note.text").fill(
        "Ketamine hydrochloride 39 mg by IV infusion, start 09:20, stop 10:05, F33.2."
    )
    answered(clinician)
    clinician.get_by_role("button", name="Save and sign").click()
    clinician.get_by_role("button", name="Sign visit").click()
    clinician.get_by_text("The visit is signed.").wait_for()
    picture(clinician, "signed")
    assert clinician.locator("input[name^='visit.']").count() == 0
    print(f"registered, entered and mended in {took:.1f} s")  # noqa: T201
    assert took < 120


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_the_pages_of_two_versions_signing_and_amending_can_be_used_by_everyone(
    opened: Callable[..., Any], view: dict[str, Any]
) -> None:
    front, page = opened("front_desk"), opened("clinician", **view)
    register(front, "Noor", ("Haddad", "Iversen", "Jansen", "Kowal")[VIEWS.index(view)])
    visit = begin(front)
    for each in (front, page):
        each.goto(visit)
    box(page, "visit.weight").fill("81")
    answered(page)
    fill_in(front)
    front.get_by_role("button", name="Save visit").first.click()
    front.get_by_text("The visit is saved.").wait_for()
    save = page.locator("button[value=save]").first
    save.click()
    page.locator("input[name='choice:visit.weight']").first.wait_for()
    picture(page, f"two-versions-{view['width']}-{view['theme']}")
    judge(page)
    page.locator("button[value=theirs][name=all]").click()
    page.locator("button[value=sign]").click()
    page.wait_for_url("**/sign/")
    picture(page, f"sign-{view['width']}-{view['theme']}")
    judge(page)
    page.locator("form.stack button.first").click()
    page.wait_for_url(visit)
    judge(page)
    page.locator("a[href$='/amend/']").click()
    judge(page)
    page.locator("textarea").fill("The stop time was misread from the sheet.")
    page.locator("form.stack button.first").click()
    box(page, "visit.administrations[0].stop").fill("10:15")
    answered(page)
    page.locator("button[value=sign]").click()
    page.wait_for_url("**/sign/")
    page.locator("form.stack button.first").click()
    page.locator("#amended").wait_for()
    picture(page, f"amended-{view['width']}-{view['theme']}")
    judge(page)


class Keys:
    """A window that is used without a mouse: only keys are pressed, and what is reached must have the focus to be."""

    def __init__(self, page: Any) -> None:
        self.page, self.press, self.type = page, page.keyboard.press, page.keyboard.type

    def to(self, what: str) -> None:
        """Press the tab key until the field of this name, or a button or link that begins so, is reached."""
        for _ in range(160):
            name, words = self.page.evaluate(
                "(({name, textContent}) => [name || '', (textContent || '').trim()])(document.activeElement)"
            )
            if what == name or (not name and words.startswith(what)) or (words == what):
                return
            self.press("Tab")
        raise AssertionError(f"{what} cannot be reached by the tab key")

    def row(self, *texts: str) -> None:
        """Type into this field and the ones after it."""
        for text in texts:
            self.type(text)
            self.press("Tab")

    def go(self, what: str) -> None:
        """Reach a button or link and press enter; the next page comes."""
        self.to(what)
        with self.page.expect_navigation():
            self.press("Enter")


def test_the_whole_journey_by_keyboard_alone(opened: Callable[..., Any]) -> None:
    front = Keys(opened("front_desk"))
    page, begun = front.page, time.monotonic()
    front.go("Patients")
    front.go("New patient")
    front.to("patient.name.first")
    front.row("Li Na", "", "Chen", "", "12/9/84", "F", "9 Oak Street", "", "Rochester", "NY", "14607")
    front.to("patient.signature_on_file")
    front.type("10/26/2026")
    front.press("Enter")
    page.wait_for_url("**/coverage/")
    front.to("coverages[0].payer")
    front.row("Aetna", "Aetna", "W987654321")
    with page.expect_navigation():
        front.press("Enter")
    front.go("New visit")
    front.to("visit.weight")
    front.row("70", "F33.2")
    front.to("visit.administrations[0].dose")
    front.type("35 mg")
    front.to("visit.administrations[0].start")
    front.press("n")
    assert re.fullmatch(r"\d\d:\d\d", box(page, "visit.administrations[0].start").input_value())
    front.press("Control+a")
    front.type("9:20")
    front.to("visit.administrations[0].stop")
    front.type("10:05")
    front.to("visit.administrations[0].wasted")
    front.type("0 mg")
    answered(page)
    front.go("Add a payment")
    front.to("visit.payments[0].amount")
    front.row("475", "Card")
    answered(page)
    with page.expect_navigation():
        front.press("Enter")
    page.get_by_text("The visit is saved.").wait_for()
    print(f"registered and entered by keyboard in {time.monotonic() - begun:.1f} s")  # noqa: T201

    doctor = Keys(opened("clinician"))
    doctor.go("Li Na Chen")
    doctor.to("visit.note.text")
    doctor.type("Ketamine hydrochloride 35 mg by IV infusion, start 09:20, stop 10:05, no drug wasted, F33.2.")
    answered(doctor.page)
    doctor.go("Save and sign")
    doctor.go("Sign visit")
    doctor.page.get_by_text("The visit is signed.").wait_for()

    front.go("Patients")
    front.to("q")
    front.type("chen")
    page.locator("#found", has_text="1 patient fits").wait_for()
    with page.expect_navigation():
        front.press("Enter")
    assert page.locator("h1").inner_text() == "Li Na Chen"
    front.go("Issue the packet")
    judge(page)
    front.go("Issue packet")
    assert page.locator("h1").inner_text() == "Packet MW-000001"
    front.to("Save as a file")
    with page.expect_download() as saved:
        front.press("Enter")
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
    front.to("Open and print")
    with page.expect_response("**/packet.pdf") as shown:
        front.press("Enter")
    assert shown.value.headers["content-type"] == "application/pdf"
    page.wait_for_url("**/packet.pdf")  # a window that is still on its way to a PDF never closes
    print(f"from the desk to the packet by keyboard in {time.monotonic() - begun:.1f} s")  # noqa: T201


def test_typing_survives_a_lost_connection_and_a_restart(harbor: Server, opened: Callable[..., Any]) -> None:
    page = opened("front_desk")
    register(page, "Theodore", "Brandt")
    visit = begin(page)
    harbor.stop()
    box(page, "visit.weight").fill("81")
    page.wait_for_selector("form[data-state=waiting]")
    assert "Not kept" in page.locator("#draft").inner_text()
    page.get_by_role("button", name="Save visit").last.click()  # nothing is sent into the void: it waits with the page
    expect(page.locator("#draft")).to_contain_text("Not kept")
    assert page.url == visit
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert re.findall(r'"([^"]*)"', stored) == ["htmx-current-path-for-history", urlsplit(visit).path]
    with page.expect_navigation():  # kept, and then sent by itself
        harbor.start()
    again = opened("front_desk")
    again.goto(visit)
    assert box(again, "visit.weight").input_value() == "81"
    again.context.clear_cookies(name="session")
    box(again, "visit.weight").fill("82")
    expect(again.locator("#draft")).to_contain_text("You are signed out")
    again.get_by_role("button", name="Save visit").last.click()
    expect(again.locator("#draft")).to_contain_text("You are signed out")
    assert box(again, "visit.weight").input_value() == "82"


def test_what_the_server_cannot_keep_is_sent_all_the_same(opened: Callable[..., Any]) -> None:
    page = opened("front_desk")
    register(page, "Ines", "Roche")
    begin(page)
    page.route("**/live/", lambda route: route.fulfill(status=409))  # signed meanwhile
    with page.expect_response("**/live/"):
        box(page, "visit.weight").fill("81")
    expect(page.locator("#draft")).to_contain_text("Not saved yet")
    with page.expect_navigation():
        page.get_by_role("button", name="Save visit").last.click()


def test_what_is_sent_while_it_is_being_kept_leaves_without_a_question(opened: Callable[..., Any]) -> None:
    page = opened("front_desk")
    register(page, "Mina", "Tanaka")
    begin(page)
    fill_in(page)
    page.route("**/live/", lambda _route: None)  # on its way, and never answered
    with page.expect_request("**/live/"):
        box(page, "visit.weight").fill("81")
    asked: list[str] = []

    def leave(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.get_by_role("button", name="Save visit").last.click()
    page.get_by_text("The visit is saved.").wait_for()
    assert asked == []


def test_what_is_being_sent_is_not_kept_once_more_behind_it(opened: Callable[..., Any]) -> None:
    page = opened("front_desk")
    register(page, "Olga", "Petrova")
    visit = begin(page)
    fill_in(page)
    kept: list[str] = []

    def slowly(route: Any) -> None:
        time.sleep(1)  # longer than typing waits before it is kept
        route.continue_()

    page.route(visit, slowly)
    page.on("request", lambda request: kept.append(request.url) if request.url.endswith("/live/") else None)
    box(page, "visit.weight").fill("81")
    page.get_by_role("button", name="Save visit").last.click()
    page.get_by_text("The visit is saved.").wait_for()
    assert kept == []


PAGES = ("", "patients/", "patients/new/", "{patient}", "{patient}coverage/", "{patient}scores/", "{visit}")


@pytest.fixture(scope="module")
def someone(windows: Windows) -> dict[str, str]:
    """A patient with a visit that is half typed: the addresses of both."""
    with windows.opening("clinician") as window:
        page = window()
        page.goto("/patients/new/")
        for name, text in {
            "name.first": "Amara",
            "name.last": "Okonkwo",
            "date_of_birth": "1/2/1990",
            "address.line1": "1 Quay",
            "address.city": "Rochester",
            "address.state": "NY",
            "address.zip": "14607",
        }.items():
            box(page, f"patient.{name}").fill(text)
        box(page, "patient.sex").select_option("F")
        page.get_by_role("button", name="Save patient").click()
        page.wait_for_url("**/coverage/")
        patient = page.url.removeprefix(f"{windows.address}/").removesuffix("coverage/")
        page.goto(f"/{patient}")
        visit = begin(page).removeprefix(f"{windows.address}/")
        box(page, "visit.weight").fill("70")
        box(page, "visit.administrations[0].start").fill("9:20")
        answered(page)
    return {"patient": patient, "visit": visit}


@pytest.mark.parametrize("path", [*PAGES, "{patient}history/", "{patient}plan/", "{patient}patient/"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_a_page_of_the_desk_can_be_used_by_everyone(
    opened: Callable[..., Any], someone: dict[str, str], path: str, view: dict[str, Any]
) -> None:
    page = opened("clinician", **view)
    page.goto(f"/{path.format(**someone)}")
    name = path.replace("{", "").replace("}", "").strip("/").replace("/", "-") or "today"
    picture(page, f"{name}-{'-'.join(map(str, view.values()))}")
    judge(page)
