"""``tradetui completion``: completion scripts for shells."""

from __future__ import annotations

import click

from tradetui.cli.options import Verb
from tradetui.cli.output import put


@click.command("completion", cls=Verb)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script for SHELL.

    \b
    Examples:
      tradetui completion bash > ~/.local/share/bash-completion/completions/tradetui
      tradetui completion zsh > "${fpath[1]}/_tradetui"
      tradetui completion fish > ~/.config/fish/completions/tradetui.fish
    """
    from click.shell_completion import get_completion_class

    from tradetui.cli.main import program

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    put(kind(program, {}, "tradetui", "_TRADETUI_COMPLETE").source() + "\n")
    return 0
