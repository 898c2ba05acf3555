"""The look in a real browser: every component, both themes, both languages, phone and desktop, keyboard and print."""

from collections.abc import Callable
from typing import Any

import pytest

from .judging import VIEWS, judge

SPECIMENS = ("look/", "look/desk/", "look/visit/", "look/patient/", "look/errors/")


@pytest.mark.parametrize("path", SPECIMENS)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view.values())))
def test_a_page_can_be_used_by_everyone(open_page: Callable[..., Any], path: str, view: dict[str, Any]) -> None:
    page = open_page(path, **view)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.locator("html").get_attribute("lang") == view["language"]
    judge(page)


def test_the_family_is_ours_and_figures_are_of_one_width(open_page: Callable[..., Any]) -> None:
    page = open_page("look/")
    assert page.evaluate("document.fonts.check('17px \"Source Sans 3\"')")
    widths = page.evaluate(
        "['1111', '8888'].map(text => { const span = document.createElement('span'); span.textContent = text; "
        "document.querySelector('.page').append(span); return span.getBoundingClientRect().width })"
    )
    assert widths[0] == pytest.approx(widths[1], abs=0.1)


def test_j_and_k_move_in_the_list_and_enter_opens_the_row(open_page: Callable[..., Any]) -> None:
    page = open_page("look/desk/")
    for key in "jjk":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "Amara Okonkwo"
    page.keyboard.press("Enter")
    page.wait_for_url("**/look/visit/")


def test_letters_typed_into_a_field_stay_letters(open_page: Callable[..., Any]) -> None:
    page = open_page("look/desk/")
    page.keyboard.press("/")
    page.keyboard.type("jk/")
    assert page.input_value("input[type=search]") == "jk/"


def test_single_letter_keys_can_be_turned_off(open_page: Callable[..., Any]) -> None:
    page = open_page("look/desk/")
    page.context.add_cookies([{"name": "keys", "value": "off", "url": page.url}])
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_a_chosen_theme_holds_against_the_device(open_page: Callable[..., Any]) -> None:
    page = open_page("look/", theme="light")
    light = _paper(page)
    page.get_by_role("button", name="dark").click()
    assert _paper(page) != light
    page.goto("/look/desk/")
    assert _paper(page) != light


def test_a_chosen_language_holds_on_the_next_page(open_page: Callable[..., Any]) -> None:
    page = open_page("look/")
    page.get_by_role("button", name="Español").click()
    page.goto("/look/desk/")
    assert page.locator("h1").inner_text() == "¿Qué le espera hoy?"


def test_errors_are_summed_up_with_links_to_their_fields(open_page: Callable[..., Any]) -> None:
    page = open_page("look/errors/")
    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.get_by_role("link", name="Date of birth").click()
    field = page.get_by_label("Date of birth")
    assert field.evaluate("field => field === document.activeElement")
    described = field.get_attribute("aria-describedby")
    assert "not a date" in " ".join(page.locator(f"#{name}").inner_text() for name in described.split())


def test_the_first_tab_leads_past_the_navigation(open_page: Callable[..., Any]) -> None:
    page = open_page("look/desk/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_printed_page_keeps_its_reasons_and_drops_what_is_pressed(open_page: Callable[..., Any]) -> None:
    page = open_page("look/visit/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert not page.get_by_role("button", name="Sign visit").is_visible()
    assert page.get_by_text("16 to 90 minutes are one first hour").is_visible()


def test_leaving_with_unsaved_typing_is_asked_about(open_page: Callable[..., Any]) -> None:
    page = open_page("look/visit/")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_label("Dose").fill("40")
    assert page.locator("#draft").inner_text() == "Not saved yet"
    page.get_by_role("link", name="Today").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.url.endswith("/look/visit/")


def _paper(page: Any) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
