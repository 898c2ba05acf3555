"""makewhole completion: lets a shell complete verbs and options."""

import click
from click.shell_completion import get_completion_class


@click.command(short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete makewhole's verbs and options.

    For bash: makewhole completion bash > ~/.local/share/bash-completion/completions/makewhole
    """
    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(ctx.find_root().command, {}, "makewhole", "_MAKEWHOLE_COMPLETE").source())
