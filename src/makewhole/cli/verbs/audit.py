"""makewhole audit: the audit trail, checked and exported."""

import sys
from collections.abc import Iterator

import click


@click.group(short_help="Check or export the workspace's audit trail.")
def command() -> None:
    """Check or export the workspace's audit trail."""
    from makewhole.cli._workspace import start_workspace

    start_workspace()


@command.command(short_help="Check that no entry was changed, removed or added.")
@click.option("--head", default="", metavar="HASH", help="A hash noted earlier, which must still be in a chain.")
def verify(head: str) -> None:
    """Check every practice's chain. Exits 1 when one does not hold. Note the last hash elsewhere, for --head."""
    from makewhole.app.vault.chain import verify as verify_chain
    from makewhole.app.vault.chain import verify_installation

    held = True
    for name in _practices("checking the audit trail"):
        verdict = verify_chain(head)
        held = held and not verdict.broken
        said = f"broken at entry {verdict.broken.number}: {verdict.broken.says}" if verdict.broken else "holds"
        click.echo(f"{name}: {said}; {verdict.entries} entries, last hash {verdict.head}")
    verdict = verify_installation()
    click.echo(f"the installation: {'broken' if verdict.broken else 'holds'}; {verdict.entries} entries")
    sys.exit(not held or bool(verdict.broken))


@command.command(short_help="Print it as JSON lines.")
@click.option("--practice", default="", metavar="ID", help="Only this practice.")
def export(practice: str) -> None:
    """Print the audit trail as JSON lines, with from where and why; the export itself is audited."""
    from makewhole.app.vault import audit
    from makewhole.app.vault.chain import export as export_chain

    for _name in _practices("exporting the audit trail", practice):
        audit.append("export", "vault_auditentry")
        for line in export_chain():
            click.echo(line)


def _practices(why: str, only: str = "") -> Iterator[str]:
    """Act for each practice in turn, and give its name."""
    from makewhole.app.accounts.models import Practice
    from makewhole.app.vault.acting import acting_as_service

    for practice in Practice.objects.order_by("created"):
        if only in ("", str(practice.pk)):
            with acting_as_service(practice.pk, why, "makewhole audit"):
                yield practice.name
