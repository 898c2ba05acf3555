"""makewhole payers: the insurers that are known, and what of it is old or was never confirmed."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from makewhole.cli._inputs import json_option

if TYPE_CHECKING:
    from makewhole.rules.payer_registry import Payer, Stale


@click.command(short_help="List the insurers that are known, or what of them is old or not confirmed.")
@click.option("--stale", "only_stale", is_flag=True, help="List every fact that is old or was never confirmed.")
@json_option
def command(only_stale: bool, as_json: bool) -> None:
    """List the insurers and kinds of plan that are known here, each with how many of its facts are confirmed.

    With --stale, list every fact and policy that nobody has confirmed or that was checked too long ago, to be
    looked up again. See what is known of one with `makewhole payer NAME`.
    """
    from makewhole.rules.payer_registry import payers, stale

    today = date.today()
    if only_stale:
        found = stale(today)
        click.echo(json.dumps([_stale_json(each) for each in found], indent=2)) if as_json else _say_stale(found)
        return
    every = payers(today)
    if as_json:
        click.echo(json.dumps([_summary(each) for each in every], indent=2, ensure_ascii=False))
        return
    width = max(len(each.payer_id) for each in every)
    for each in every:
        facts = _summary(each)
        click.echo(f"{each.payer_id:{width}}  {each.name}")
        click.echo(
            f"{'':{width}}  {facts['confirmed']} of {facts['facts']} facts confirmed, the oldest checked "
            f"{facts['oldest_check']}; {_policies(len(each.policies))}"
        )


def _summary(payer: "Payer") -> dict[str, object]:
    return {
        "id": payer.payer_id,
        "name": payer.name,
        "facts": len(payer.facts),
        "confirmed": sum(fact.held.verified for fact in payer.facts),
        "oldest_check": min(fact.held.checked for fact in payer.facts).isoformat(),
        "policies": [policy.rule.rule_id for policy in payer.policies],
        "licensees": [fact.held.value["name"] for fact in payer.licensees],
    }


def _policies(number: int) -> str:
    return {0: "no policy on ketamine", 1: "1 policy on ketamine"}.get(number, f"{number} policies on ketamine")


def _say_stale(found: "tuple[Stale, ...]") -> None:
    for each in found:
        why = " and ".join(filter(None, ("not confirmed" * each.unconfirmed, "old" * each.old)))
        click.echo(f"{each.fact.rule.rule_id}\n    {each.fact.rule.says}")
        click.echo(f"    {why}; last looked at {each.fact.held.checked}; for: {each.fact.held.scope}")
    click.echo(f"{len(found)} to look up")


def _stale_json(each: "Stale") -> dict[str, object]:
    from makewhole.rules.plain import as_json

    return {
        "payer": each.payer_id,
        "says": each.fact.rule.says,
        "unconfirmed": each.unconfirmed,
        "old": each.old,
        **as_json(each.fact.held),
    }
