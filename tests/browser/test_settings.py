"""The demo in a real browser: one click in, its settings and its imports, in both themes and languages."""

import io
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from .judging import VIEWS, judge
from .serving import Server
from .windows import Windows

SERVE = "from makewhole.cli import main; main()"
ROLES = ("front_desk", "clinician", "biller", "manager", "auditor")
PAGES = (
    "",
    "practice/",
    "providers/",
    "prices/",
    "protocols/",
    "wording/",
    "insurers/aetna/",
    "people/",
    "people/beyond/",
    "trail/",
    "providers/1234567893/signature/",
    "practice/versions/",
)
ROWS = (
    "Last Name,First Name,DOB,Gender,Address 1,City,State,Zip,Mobile Phone,MRN,Insurance,Policy Number\r\n"
    'Ibarra,Lucía,3/9/1984,F,"47 Alder Lane, Apt 2",Pittsford,NY,14534,call her,{mark},Aetna,W1{mark}99\r\n'
    "Whitfield,James,3/28/1971,M,1 New Street,Fairport,NY,14450,,A18,Excellus BlueCross,VYX600123457\r\n"
    "Broken,Bea,31/12/1984,F,,Fairport,Utopia,14450,,A19,,\r\n"
)
Opener = Callable[..., Any]


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory, browsers: Callable[[int], Any]) -> Iterator[Windows]:
    """Windows onto a demo that was started as anyone would start it."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("MAKEWHOLE_", "DJANGO_"))}
    settings |= {"MAKEWHOLE_CONFIG": os.devnull, "MAKEWHOLE_DATA": str(tmp_path_factory.mktemp("demo"))}
    with Server(settings, "-c", SERVE, "serve", "--demo", "--port", "{port}") as server:
        yield Windows(server.address, browsers, by_one_click)


def by_one_click(page: Any, role: str) -> None:
    page.locator("section li button").nth(ROLES.index(role)).click()


@pytest.fixture
def enter(windows: Windows) -> Iterator[Opener]:
    with windows.opening() as window:
        yield window


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_every_settings_page_can_be_used_by_everyone(enter: Opener, view: dict[str, Any]) -> None:
    page = enter(**view)
    page.goto("/account/login/")
    judge(page)
    page = enter("manager", **view)
    for path in PAGES:
        page.goto(f"/settings/{path}")
        assert page.locator("html").get_attribute("lang") == view["language"]
        judge(page)
    page.goto("/patients/")
    patient = page.locator("table a[href*='/patients/']").first.get_attribute("href")
    for path, status in (
        ("/patients/table/", 200),
        ("/no/such/page/", 404),
        (f"{patient}disclosures/", 200),
        (f"{patient}erase/", 200),
    ):
        assert page.goto(path).status == status
        judge(page)


def test_a_packet_is_issued_in_a_demo_that_has_just_been_made(enter: Opener) -> None:
    page = enter("front_desk")
    page.goto("/")
    page.locator("a[href$='/issue/']").first.click()
    page.locator("form.stack .actions button").last.click()
    page.wait_for_url("**/packets/*/")
    assert page.locator("a[href$='/packet.pdf']").count()


def test_a_wrong_number_is_said_beside_its_box_and_the_rest_stays(enter: Opener) -> None:
    page = enter("manager")
    page.goto("/settings/practice/")
    page.get_by_label("NPI of the practice").fill("1234567890")
    page.get_by_label("Legal name").fill("Harbor Light East PLLC")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    described = page.get_by_label("NPI of the practice").get_attribute("aria-describedby") or ""
    said = [page.locator(f"[id='{name}']").inner_text() for name in described.split()]
    assert any("check digit" in words for words in said)
    assert page.get_by_label("Legal name").input_value() == "Harbor Light East PLLC"
    judge(page)


def test_who_types_into_a_page_without_a_draft_stays_signed_in(enter: Opener) -> None:
    page = enter("manager")
    page.clock.install()
    page.goto("/settings/practice/")
    told: list[Any] = []
    page.on("request", lambda request: told.append(request) if "/still-here/" in request.url else None)
    box = page.get_by_label("Legal name")
    box.press_sequentially("Harbor")
    assert not told
    page.clock.fast_forward("00:31")
    with page.expect_response("**/account/still-here/") as answer:
        box.press_sequentially(" Light East")
    assert answer.value.status == 204
    assert [(each.method, each.post_data) for each in told] == [("HEAD", None)]


def test_a_new_price_is_worked_before_it_is_saved_and_taken_back_after(enter: Opener) -> None:
    page = enter("manager")
    page.goto("/settings/prices/")
    price = page.get_by_label("Price of the whole visit")
    price.fill("500.01")
    page.get_by_role("button", name="Work the example with these prices").click()
    page.get_by_text("$500.01").first.wait_for()
    assert page.get_by_text("The lines sum to your one price, to the cent.").count() == 2
    page.locator(".actions").get_by_role("button", name="Save prices").click()
    page.get_by_text("Saved.").wait_for()
    page.get_by_role("link", name="Earlier versions").click()
    judge(page)
    page.get_by_role("button", name="Bring back").first.click()
    page.get_by_text("holds again").wait_for()
    assert page.get_by_label("Price of the whole visit").input_value() == "475.00"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_a_file_is_brought_in_compared_and_undone_and_every_page_on_the_way_is_sound(
    enter: Opener, view: dict[str, Any]
) -> None:
    page = enter("front_desk", **view)
    page.goto("/patients/bring/")
    judge(page)
    mark = str(1000 + VIEWS.index(view))
    rows = ROWS.format(mark=mark).encode("cp1252")
    page.set_input_files("input[type=file]", {"name": "export.csv", "mimeType": "text/csv", "buffer": rows})
    page.locator("form.stack button.first").click()
    page.wait_for_url("**/columns/")
    judge(page)
    page.locator("form.stack button.first").click()
    page.wait_for_url(lambda address: "columns" not in address)
    assert "Lucía Ibarra" in page.locator("main").inner_text()
    judge(page)
    page.locator(".opening a.button").click()
    page.locator(".field.wrong").first.wait_for()
    judge(page)
    page.locator(".opening a.back").click()
    page.locator(".opening button.first").click()
    page.locator(".opening a.button.first").wait_for()
    judge(page)
    page.locator(".opening a.button.first").click()
    page.wait_for_url("**/doubts/")
    judge(page)
    page.locator("button[value=same]").first.click()
    page.wait_for_load_state()
    page.locator("button[name=undo]").click()
    page.locator("button[name=undo]").wait_for(state="detached")
    judge(page)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_a_record_is_attached_opened_removed_and_brought_back(enter: Opener, view: dict[str, Any]) -> None:
    page = enter("front_desk", **view)
    page.goto("/patients/")
    page.locator("table.worklist a").first.click()
    patient = page.url
    page.goto(f"{patient}whole-record/")
    judge(page)
    page.goto(f"{patient}records/")
    mark = f"Evaluation {VIEWS.index(view)}"
    for content in (b"MZ", _scan()):
        page.set_input_files("input[type=file]", {"name": "scan.pdf", "mimeType": "image/png", "buffer": content})
        page.locator("[name=title]").fill(mark)
        page.locator("form.stack button.first").click()
        page.locator(".field.wrong" if content == b"MZ" else f"table a:text-is('{mark}')").first.wait_for()
        judge(page)
    row = page.locator("tr", has_text=mark)
    opened = page.request.get(str(row.locator("a").first.get_attribute("href")))
    assert (opened.headers["content-type"], opened.body()) == ("image/png", _scan())
    row.locator("button").click()
    row.wait_for(state="detached")
    judge(page)
    page.locator("#notices button").click()
    row.wait_for()


def _scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    return out.getvalue()
