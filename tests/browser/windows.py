"""Windows of a browser onto a running workspace, signed in where asked; a complaint of the browser fails the test."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PASSWORD = "four quiet grey herons"
TEXT = 16  # pixels: what a browser's own text size is until someone changes it
SHOTS = os.environ.get("MAKEWHOLE_TEST_PICTURES", "")
# The console also tells of a page that is refused and of a server that is away; the tests that meet one say so.
TOLD = (
    "the server responded with a status of 4",
    "net::ERR_CONNECTION_REFUSED",
    "Response Status Error Code 4",
    "htmx:",  # what became of a request of the page's own
)


def by_password(page: Any, who: str) -> None:
    """Sign someone of the seeded practice in."""
    page.fill("input[name=login]", f"{who}@harbor.example")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def picture(page: Any, name: str) -> None:
    """Keep a picture of the page to look at, where MAKEWHOLE_TEST_PICTURES names a folder."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True, caret="initial")


class Windows:
    """Open windows onto the workspace at an address; `sign_in(page, who)` takes a person in from the sign-in page.

    Each window is a fresh one, but who has signed in before still is: the workspace lets one address sign in only so
    many times a minute.
    """

    def __init__(
        self, address: str, browsers: Callable[[int], Any], sign_in: Callable[[Any, str], None] = by_password
    ) -> None:
        self.address, self.browsers, self.sign_in = address, browsers, sign_in
        self.signed_in: dict[str, list[dict[str, Any]]] = {}

    @contextmanager
    def opening(self, who: str = "") -> Iterator[Callable[..., Any]]:
        """What opens windows, signed in as `who` where nobody else is named; nobody signs in as an empty name."""
        complaints: list[str] = []
        opened: list[Any] = []
        usual = who

        def window(
            who: str = usual, width: int = 1280, theme: str = "light", language: str = "en", text: int = TEXT
        ) -> Any:
            context = self.browsers(text).new_context(
                base_url=self.address,
                viewport={"width": width, "height": 900 if width > 600 else 740},
                color_scheme=theme,
                locale="en-US",
            )
            opened.append(context)
            context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
            if who:
                self._enter(page, who)
            return page

        try:
            yield window
        finally:
            for context in opened:
                context.close()
        assert not complaints, complaints

    def _enter(self, page: Any, who: str) -> None:
        if who in self.signed_in:
            page.context.add_cookies(self.signed_in[who])
            page.goto("/")
        else:
            page.goto("/account/login/")
            self.sign_in(page, who)
            page.wait_for_url(f"{self.address}/")
            kept = page.context.cookies()
            self.signed_in[who] = [each for each in kept if each["name"] != "django_language"]


def _is_complaint(said: Any) -> bool:
    return said.type == "error" and not any(told in said.text for told in TOLD)
