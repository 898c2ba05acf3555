"""makewhole explain: what a code or rule means, since when, and who says so."""

from datetime import date
from typing import TYPE_CHECKING

import click

from makewhole.cli._facts import say_value

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
        click.echo()
        say_value(value)


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
