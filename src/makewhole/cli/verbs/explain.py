"""makewhole explain: what a code or rule means, since when, and who says so."""

from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from makewhole.rules import Rule


@click.command(short_help="Say what a code or rule means, since when, and by which source.")
@click.argument("name", metavar="CODE|RULE")
def command(name: str) -> None:
    """Say what a procedure code, a diagnosis code or a rule means, in plain words, with its dates and its source.

    A rule is named as in the reasons that makewhole gives, for example coding/infusion/first-hour-minimum.
    Exits 1 when nothing of that name is known.
    """
    from makewhole.rules import NoSuchRule, all_rules, rule

    wanted = name.strip()
    found = [each for each in all_rules("coding/codes") if each.rule_id.rpartition("/")[2] == wanted.upper()]
    if not found and "/" in wanted:
        try:
            found = [rule(wanted)]
        except NoSuchRule as error:
            click.echo(f"makewhole: {error}.", err=True)
            click.get_current_context().exit(1)
    if not found and not _say_diagnosis(wanted):
        click.echo(f'makewhole: nothing is known here by the name "{wanted}".', err=True)
        click.get_current_context().exit(1)
    for each in found:
        _say_rule(each)


def _say_rule(rule: "Rule") -> None:
    click.echo(f"{rule.rule_id}\n\n  {rule.says}")
    for value in reversed(rule.values):
        until = f" until {value.until}" if value.until else ""
        unit = f" {rule.unit}" if rule.unit else ""
        click.echo(f"\n  since {value.since}{until}: {_words(value.value)}{unit}")
        if value.scope:
            click.echo(f"  for: {value.scope}")
        click.echo(f"  source: {value.source}" + (f"\n          {value.url}" if value.url else ""))
        state = "checked" if value.verified else "NOT CONFIRMED against a published source; last looked at"
        click.echo(f"  {state} {value.checked}")


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_words(each) for each in value)
    if hasattr(value, "items"):
        return "; ".join(f"{key} {_words(each)}" for key, each in value.items())
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _say_diagnosis(code: str) -> bool:
    from makewhole.rules.icd10cm import children, find

    today = date.today()
    known = find(code, today)
    if known is None:
        return False
    billable = "billable" if known.billable else "not billable: needs more characters"
    until = f" until {known.valid_until}" if known.valid_until else ""
    click.echo(f"{known.code}  {known.description}\n  {billable}, valid from {known.valid_from}{until}")
    if not known.billable:
        for child in children(code, today):
            click.echo(f"    {child.code}  {child.description}")
    return True
