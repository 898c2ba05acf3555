"""What every page must pass: axe-core finds nothing, and nothing is cut off at the side."""

from pathlib import Path
from typing import Any

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Each theme, each language, phone and desktop, and text at twice its size.
VIEWS = (
    {"width": 1280, "theme": "light", "language": "en"},
    {"width": 1280, "theme": "dark", "language": "es"},
    {"width": 360, "theme": "dark", "language": "en"},
    {"width": 360, "theme": "light", "language": "es", "text": 32},
)


def judge(page: Any) -> None:
    """Assert that a page can be used by everyone, as far as a machine can tell."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    told = [f"{each['id']}: {each['help']} {[node['html'][:160] for node in each['nodes'][:3]]}" for each in found]
    assert not told, "\n".join(told)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than its window"
