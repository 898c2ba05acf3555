"""Says a rule's value in words, always with its days, its scope, its source and whether it was confirmed."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from makewhole.rules import RuleValue

UNCONFIRMED = "NOT CONFIRMED against a published source; last looked at"


def say_value(value: "RuleValue", indent: str = "  ") -> None:
    """What the value is and everything that is needed to trust it or not."""
    until = f" until {value.until}" if value.until else ""
    unit = f" {value.unit}" if value.unit else ""
    click.echo(f"{indent}since {value.since}{until}: {in_words(value.value)}{unit}")
    say_source(value, indent)


def say_source(value: "RuleValue", indent: str = "  ") -> None:
    """For whom the value holds, who says so, and when that was last looked at."""
    if value.scope:
        click.echo(f"{indent}for: {value.scope}")
    click.echo(f"{indent}source: {value.source}" + (f"\n{indent}        {value.url}" if value.url else ""))
    click.echo(f"{indent}{'checked' if value.verified else UNCONFIRMED} {value.checked}")


def in_words(value: object) -> str:
    """A rule's value as it can be read: lists with commas, tables as their names and values."""
    if isinstance(value, tuple):
        return ("; " if any(hasattr(each, "items") for each in value) else ", ").join(in_words(each) for each in value)
    if hasattr(value, "items"):
        return ", ".join(f"{key.replace('-', ' ')} {in_words(each)}" for key, each in value.items())
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
