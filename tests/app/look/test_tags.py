"""What templates say: money, dates, status, reasons, progress and charts; and that nobody is sent astray."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client, override_settings
from django.utils.translation import override

from makewhole.app.look.charts import Score, score_chart


def render(text: str, **values: object) -> str:
    return Template("{% load look %}" + text).render(Context(values)).strip()


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(Decimal("1234.5"), "$1,234.50"), (Decimal("-25"), "−$25.00"), (0, "$0.00"), (None, "not known")],
)
def test_money_has_cents_and_an_unknown_amount_says_so(amount: object, shown: str) -> None:
    assert f">{shown}<" in render("{{ amount|money }}", amount=amount)


@pytest.mark.parametrize("amount", [1.5, "12", True])
def test_money_is_never_a_float_nor_text(amount: object) -> None:
    with pytest.raises(TypeError):
        render("{{ amount|money }}", amount=amount)


def test_a_date_is_written_out_in_both_languages() -> None:
    on = date(2026, 12, 9)
    assert render("{{ on|day }}", on=on) == '<time datetime="2026-12-09">9 Dec 2026</time>'
    with override("es"):
        assert ">9 dic 2026<" in render("{{ on|day }}", on=on)
    assert ">9 Dec 2026<" in render("{{ on|day }}", on=datetime(2026, 12, 9, 14, 5))  # noqa: DTZ001


def test_what_is_said_in_a_component_is_escaped() -> None:
    told = render('{% status "block" words %}{% why about=words %}{{ words }}{% endwhy %}', words="<b>")
    assert "<b>" not in told
    assert told.count("&lt;b&gt;") == 3


def test_a_status_without_a_sign_is_refused() -> None:
    with pytest.raises(KeyError):
        render('{% status "purple" "Odd" %}')


def test_progress_tells_its_number() -> None:
    told = render('{% progress 214 312 "214 of 312" %}')
    assert "68 %" in told
    assert 'value="214" max="312"' in told
    assert "100 %" in render('{% progress 0 0 "nothing to do" %}')


def test_a_higher_score_stands_higher_and_a_later_one_further_right() -> None:
    chart = score_chart("PHQ-9", [Score(date(2026, 11, 9), 9), Score(date(2026, 8, 31), 22)], 27)
    first, last = chart["points"]
    assert (first["value"], last["value"]) == (22, 9)
    assert float(first["y"].rstrip("%")) < float(last["y"].rstrip("%"))
    assert float(first["x"].rstrip("%")) < float(last["x"].rstrip("%"))


def test_a_long_course_labels_only_what_tells_it_and_tables_the_rest() -> None:
    scores = [Score(date(2026, 1, 1 + number), 20 - number) for number in range(12)]
    labelled = [point["value"] for point in score_chart("PHQ-9", scores, 27)["points"] if point["value"] is not None]
    assert labelled == [20, 9]
    assert render('{% chart "PHQ-9" scores 27 %}', scores=scores).count("<tr>") == 13


def test_an_empty_chart_is_no_error() -> None:
    assert "<circle" not in render('{% chart "PHQ-9" scores 27 %}', scores=[])


@override_settings(SECURE_SSL_REDIRECT=False)
@pytest.mark.django_db
def test_a_preference_is_kept_and_leads_back_to_this_site_only() -> None:
    client = Client()
    kept = client.post("/look/preference/", {"theme": "dark", "next": "/account/login/?next=/"})
    assert kept["Location"] == "/account/login/?next=/"
    assert 'data-theme="dark"' in client.get("/account/login/").content.decode()
    astray = client.post("/look/preference/", {"theme": "light", "next": "https://elsewhere.example/"})
    assert astray["Location"] == "/"
    assert client.post("/look/preference/", {"theme": "purple"}).status_code == 400
    assert client.get("/look/preference/").status_code == 405


@pytest.mark.parametrize(
    "agent", ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156"]
)
def test_a_browser_is_named_as_its_owner_knows_it(agent: str) -> None:
    assert render("{{ agent|browser }}", agent=agent) == "Edge on Windows"
    assert render("{{ agent|browser }}", agent="curl/8") == "Browser"


def test_nothing_is_written_inline_that_the_content_policy_forbids() -> None:
    app = Path(__file__).parents[3] / "src" / "makewhole" / "app"
    for path in app.glob("*/templates/**/*.html"):
        text = path.read_text("utf-8")
        assert " style=" not in text, path
        assert " onclick=" not in text, path
        assert "<script>" not in text, path
