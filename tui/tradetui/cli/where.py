"""``tradetui where``: the paths the program uses."""

from __future__ import annotations

import click

from tradetui import config
from tradetui.cli.options import FORMATS, Verb, collection_option
from tradetui.cli.output import Answer, write

HEADER = ("what", "path", "there", "for")


@click.command("where", cls=Verb)
@collection_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
def command(collection: str | None, format_: str) -> int:
    """Print the folders and files the program reads and writes."""
    import sqlite3

    folder = config.collection_path(collection)
    paths = [
        ("collection", folder, "the records that open"),
        ("settings", config.config_dir() / "config.toml", "read, never written"),
        ("index", config.cache_dir(), "built from the records; may be deleted at any time"),
        ("state", config.state_dir(), "what the program remembers, and files it exports"),
    ]
    rows = [(what, str(path), "yes" if path.exists() else "no", why) for what, path, why in paths]
    rows.append(("SQLite", sqlite3.sqlite_version, "yes", "the store; full text: " + _full_text()))
    answer = Answer(
        schema="tradetui/where/1",
        query={},
        records=lambda: ({"what": r[0], "path": r[1], "there": r[2] == "yes", "for": r[3]} for r in rows),
        header=HEADER,
        rows=lambda: rows,
        total=len(rows),
    )
    return write(answer, format_)


def _full_text() -> str:
    """Whether this SQLite has FTS5."""
    import sqlite3

    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE temp.probe USING fts5(x)")
    except sqlite3.OperationalError:
        return "no FTS5 in this build"
    return "FTS5"
