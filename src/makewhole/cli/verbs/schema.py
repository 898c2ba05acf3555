"""makewhole schema: the JSON Schema of the records."""

import json

import click


@click.command(short_help="Print the JSON Schema of a record.")
@click.argument("name", default="VisitFile")
def command(name: str) -> None:
    """Print the JSON Schema of the record NAME, such as Visit or Claim; without NAME, of a whole visit file."""
    from makewhole.records.schema import record_schema

    click.echo(json.dumps(record_schema(name), indent=2))
