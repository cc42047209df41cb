"""``tradetui keys``: the table of commands and their keys."""

from __future__ import annotations

import click

from tradetui import config
from tradetui.cli.options import FORMATS, Verb
from tradetui.cli.output import Answer, write

HEADER = ("keys", "title", "scope", "id", "help")


@click.command("keys", cls=Verb)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
def command(format_: str) -> int:
    """Print every command of the screens with its keys and id.

    Keys are changed in config.toml (`tradetui where` says where) under [keys]:  go-to-date = "g,ctrl+g".
    """
    from tradetui.ui.commands import COMMANDS
    from tradetui.ui.keymap import keys_of

    settings = config.settings()
    rows = [(" ".join(keys_of(c, settings.keys)), c.title, c.scope, c.id, c.help) for c in COMMANDS]
    answer = Answer(
        schema="tradetui/keys/1",
        query={},
        records=lambda: (dict(zip(HEADER, (row[0].split(" "), *row[1:]), strict=True)) for row in rows),
        header=HEADER,
        rows=lambda: rows,
        total=len(rows),
        notes=settings.warnings,
    )
    return write(answer, format_)
