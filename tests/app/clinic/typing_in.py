"""What a browser sends of a page's form: every field as it stands, with what someone typed into some of them."""

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.inside = name, False
        self.fields: dict[str, str] = {}
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        name = have.get("name") or ""
        if tag == "form":
            self.inside = have.get("id") == self.name
        if not self.inside or "disabled" in have:
            return
        if tag == "input" and have.get("type") in ("checkbox", "radio"):
            if "checked" in have:
                self.fields[name] = have.get("value") or "on"
        elif tag == "input" and name:
            self.fields[name] = have.get("value") or ""
        elif tag == "select":
            self.select = name
            self.fields[name] = ""
        elif tag == "option" and self.select and "selected" in have:
            self.fields[self.select] = have.get("value") or ""
        elif tag == "textarea":
            self.area = name
            self.fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = None
        if tag == "textarea" and self.area:
            self.fields[self.area] = self.fields[self.area].strip()
            self.area = None


def sent(page: Any, form: str, typed: dict[str, str] | None = None, **more: Any) -> dict[str, str]:
    """The fields of the form with this id, with `typed` in place of what stood there."""
    parser = _Form(form)
    parser.feed(page.content.decode())
    fields = {name: value for name, value in parser.fields.items() if name}
    fields.pop("csrfmiddlewaretoken", None)
    return fields | (typed or {}) | more
