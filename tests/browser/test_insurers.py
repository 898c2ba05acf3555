"""The insurers in a real browser: a form is dropped in, put right by mouse or by keyboard alone, and issued filled."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.app.insurers.paper import claim_form, flat_form

from .judging import VIEWS, judge
from .test_issue import Harbor, harbor, opened, windows  # noqa: F401 - fixtures

Opener = Callable[..., Any]


def dropped(page: Any, content: bytes) -> str:
    """Drop a form in as Aetna's; the address of its page."""
    page.goto("/insurers/forms/")
    page.set_input_files("input[type=file]", {"name": "form.pdf", "mimeType": "application/pdf", "buffer": content})
    page.select_option("select[name=payer]", "aetna")
    page.locator("form.stack button.first").click()
    page.wait_for_url(re.compile(r"/insurers/forms/[0-9a-f-]{36}/$"))
    return str(page.url)


def test_a_form_is_put_right_by_mouse_and_by_keyboard_alone_and_goes_into_the_packet_filled(
    opened: Opener,  # noqa: F811
    harbor: Harbor,  # noqa: F811
) -> None:
    page = opened()
    address = dropped(page, claim_form(unknown=("Qzx", "Qzy")))
    judge(page)
    assert page.locator("svg [data-box].empty").count() == 2

    page.locator("svg [data-box].empty").first.click()
    page.wait_for_url("**box=*")
    judge(page)
    page.get_by_label("What goes in it").fill("patient.nonsense")
    page.get_by_role("button", name="Save and go to the next").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("What goes in it").input_value() == "patient.nonsense"
    page.get_by_label("What goes in it").fill("patient.birth_date")
    page.get_by_role("button", name="Save and go to the next").click()
    expect(page.locator("[name=value]:focus")).to_have_value("")
    assert page.locator("svg [data-box].decided").count() == 1

    page.goto(address)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-box')"):
            break
    for _ in range(6):
        if page.evaluate("document.activeElement.classList.contains('empty')"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[name=value]:focus").wait_for()
    page.keyboard.type("patient.phone")
    page.keyboard.press("Enter")
    page.locator("svg [data-box].decided >> nth=1").wait_for(state="attached")
    assert page.locator("svg [data-box].empty").count() == 0
    page.get_by_role("button", name="I looked it over").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/insurers/forms/")
    judge(page)

    page.goto(f"/visits/{harbor.clean}/issue/")
    assert page.locator("select[name=form] option:checked").inner_text().startswith("Member claim form")
    judge(page)
    page.locator("form.stack .actions button").click()
    page.wait_for_url(re.compile(r"/packets/[0-9a-f-]{36}/$"))
    assert page.get_by_text("The insurer's claim form").count() == 1


def test_a_box_of_a_form_without_fields_is_moved_by_arrow_keys_and_drawn_with_the_mouse(opened: Opener) -> None:  # noqa: F811
    page = opened()
    dropped(page, flat_form())
    box = page.locator("svg [data-box]").first
    box.click()
    page.wait_for_url("**box=*")
    left = float(page.get_by_label("From the left").input_value())
    page.locator("svg [data-movable]").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    assert float(page.get_by_label("From the left").input_value()) == left + 2
    page.keyboard.press("Enter")
    page.locator("svg [data-box].decided").first.wait_for(state="attached")
    number = page.locator("svg [data-box]").count()
    place = page.locator("svg[data-form-page]").bounding_box()
    page.mouse.move(place["x"] + 60, place["y"] + 40)
    page.mouse.down()
    page.mouse.move(place["x"] + 200, place["y"] + 70, steps=4)
    page.mouse.up()
    page.wait_for_function("count => document.querySelectorAll('svg [data-box]').length === count", arg=number + 1)
    judge(page)


@pytest.mark.parametrize("view", VIEWS[1:], ids=lambda view: "-".join(map(str, view.values())))
def test_every_page_of_the_insurers_can_be_used_by_everyone(
    opened: Opener,  # noqa: F811
    harbor: Harbor,  # noqa: F811
    view: dict[str, Any],
) -> None:
    page = opened(**view)
    form = dropped(page, claim_form(unknown=("Qzx",)))
    page.goto(f"/visits/{harbor.wrong}/")
    patient = page.locator(".back").first.get_attribute("href")
    for path in (
        "/insurers/",
        "/insurers/aetna/",
        "/insurers/to-look-up/?insurer=aetna",
        f"{form}?box=untitled1",
        f"{patient}questions/?visit={harbor.wrong}&ask=accident.any",
        f"/visits/{harbor.wrong}/policy/",
        f"/visits/{harbor.wrong}/issue/",
    ):
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == view["language"]
        judge(page)
    page.goto("/insurers/")
    page.fill("input[name=card]", "Aetna Choice")
    page.keyboard.press("Enter")
    page.locator("#found").wait_for()
    judge(page)
