"""``tradetui [COLLECTION]``: open the screens."""

from __future__ import annotations

import sys

import click

from tradetui.cli.names import VERBS
from tradetui.cli.opening import open_screens
from tradetui.cli.options import Verb, collection_option, known_on_option


@click.command("open", cls=Verb, hidden=True)
@click.argument("paths", nargs=-1, metavar="[COLLECTION]")
@collection_option
@known_on_option
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@click.option(
    "--print-on-exit",
    "print_on_exit",
    is_flag=True,
    help="Print what was copied when the program is left; then output may be a file or a pipe.",
)
def command(
    paths: tuple[str, ...],
    collection: str | None,
    known_on: str | None,
    ascii_only: bool,
    print_on_exit: bool,
) -> int:
    """Open the screens on a collection."""
    path = paths[0] if paths else None
    if path is not None:
        _refuse_mistyped_verb(path)
    if len(paths) + (collection is not None) > 1:
        raise click.UsageError("name one collection, once: as a path, or with --collection")
    # the screens are drawn on standard error where output is to take what was copied
    drawn_on = sys.stderr if print_on_exit else sys.stdout
    if not (drawn_on.isatty() and sys.stdin.isatty()):
        raise click.UsageError(
            "the screens need a terminal on input and output; `tradetui --help` lists the verbs"
        )
    return open_screens(
        path or collection,
        known_on=known_on,
        ascii_only=ascii_only,
        copied=click.echo if print_on_exit else None,
    )


def _refuse_mistyped_verb(path: str) -> None:
    """A word that is no folder but looks like a verb gets the verb as a hint."""
    import difflib
    from pathlib import Path

    from tradetui import config

    if Path(path).exists() or (config.content_root() / path).is_dir():
        return
    near = difflib.get_close_matches(path, list(VERBS), n=1)
    hint = f" Did you mean the verb {near[0]!r}?" if near else " `tradetui --help` lists the verbs."
    raise click.UsageError(f"there is no verb and no folder {path!r}.{hint}")
