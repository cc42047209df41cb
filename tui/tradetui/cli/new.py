"""``tradetui new``: start a collection of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from tradetui.cli.options import Verb
from tradetui.cli.output import say


@click.command("new", cls=Verb)
@click.argument("path")
def command(path: str) -> int:
    """Make a valid, commented collection in the folder PATH, which must be empty or not exist yet.

    \b
    Example:
      tradetui new ./my-case && tradetui ./my-case
    """
    from tradetui.core.template import new_collection

    folder = Path(path)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{path} is there already and is not an empty folder: nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in new_collection(title=folder.resolve().name).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(target.name + ".part")
        aside.write_text(text, encoding="utf-8")
        aside.replace(target)
        say(f"wrote {target}")
    say(f"open it with: tradetui {path}      check it with: tradetui check {path}")
    return 0
