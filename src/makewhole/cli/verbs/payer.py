"""makewhole payer: all that is known of one insurer."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from makewhole.cli._facts import say_source
from makewhole.cli._inputs import json_option

if TYPE_CHECKING:
    from makewhole.rules.payer_registry import Fact, Payer

_OF_A_KIND = ("timely-filing", "decision-days", "appeals", "papers", "out-of-network", "gap-exception")
"""What a kind of plan decides for the insurers that sell it."""


@click.command(short_help="Say all that is known of one insurer, with scope, source and day.")
@click.argument("name", metavar="NAME")
@json_option
def command(name: str, as_json: bool) -> None:
    """Say all that is known of one insurer or kind of plan: how a member claims, by when, appeals, policies.

    NAME is its id, or its name as printed on a card. Every fact shows for whom it holds, who says so and when that
    was last looked at; what nobody has confirmed is marked. Exits 2 when no insurer is known by that name.
    """
    from makewhole.rules.payer_names import UnknownPayer, payer, recognise

    today = date.today()
    try:
        found = payer(name, today)
    except UnknownPayer as error:
        click.echo(f"makewhole: {error}. `makewhole payers` lists all.", err=True)
        click.get_current_context().exit(2)
    others = [each.name for each in recognise(name, on=today) if each.payer_id != found.payer_id]
    if as_json:
        click.echo(json.dumps(_json(found, today), indent=2, ensure_ascii=False))
        return
    click.echo(f"{found.name}  ({found.payer_id})")
    if others:
        click.echo(f"  The name also fits: {', '.join(others)}.")
    for fact in found.facts:
        if fact.name != "name":
            _say(fact, fact.name)
    for policy in found.policies:
        _say(policy, "policy", f"policy {policy.held.value['number']}")
    for kind, facts in _by_kind(found, today):
        click.echo(f"\nIf it is this kind of plan: {kind}")
        for fact in facts:
            _say(fact, fact.name)
    for fact in _laws(found, today):
        _say(fact, "law", f"law {fact.name}")
    if found.licensees:
        click.echo("\nIts companies")
        for fact in found.licensees:
            click.echo(f"  {fact.held.value['name']} ({', '.join(fact.held.value['states'])})")
        say_source(found.licensees[0].held)


def _say(fact: "Fact", kind: str, head: str | None = None) -> None:
    from makewhole.rules.payer_words import in_words

    click.echo(f"\n  {head or fact.name.replace('-', ' ')}: {fact.rule.says}")
    value = fact.held.value
    if isinstance(value, tuple) and value and hasattr(value[0], "items") and "en" in value[0]:
        for number, step in enumerate(value, start=1):
            click.echo(f"    {number}. {step['en']}")
    for line in in_words(kind, value):
        click.echo(f"    {line}")
    say_source(fact.held, "    ")


def _by_kind(payer: "Payer", on: date) -> "list[tuple[str, list[Fact]]]":
    from makewhole.rules.payer_registry import payer_with_id

    kinds = [payer_with_id(kind, on) for kind in payer.kinds]
    return [(kind.name, [fact for fact in kind.facts if fact.name in _OF_A_KIND]) for kind in kinds]


def _laws(payer: "Payer", on: date) -> "tuple[Fact, ...]":
    """The state laws on taking money back, where the payer's own window says that they matter."""
    from makewhole.rules.payer_registry import reversal_laws

    window = payer.fact("reversal-window")
    return reversal_laws(on) if window and "by-state" in window.held.value else ()


def _json(payer: "Payer", on: date) -> dict[str, Any]:
    return {
        "id": payer.payer_id,
        "name": payer.name,
        "facts": [_fact_json(fact) for fact in payer.facts],
        "policies": [_fact_json(fact) for fact in payer.policies],
        "kinds": [{"name": kind, "facts": [_fact_json(fact) for fact in facts]} for kind, facts in _by_kind(payer, on)],
        "reversal_laws": [_fact_json(fact) for fact in _laws(payer, on)],
        "licensees": [_fact_json(fact) for fact in payer.licensees],
    }


def _fact_json(fact: "Fact") -> dict[str, Any]:
    from makewhole.rules.plain import as_json

    return {"name": fact.name, "says": fact.rule.says, **as_json(fact.held)}
