"""``tradetui thread``: what a record answers, what answers it, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradetui.cli.days import iso
from tradetui.cli.opening import open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, put, say, write
from tradetui.cli.show import WIDE, missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tradetui.present.threads import Node, Thread
    from tradetui.store.archive import Row

HEADER = ("part", "depth", "relation", "when", "gap", "kind", "title", "id", "under")


@click.command("thread", cls=Verb)
@click.argument("id_", metavar="ID")
@reading
def command(id_: str, collection: str | None, known_on: str | None, format_: str) -> int:
    """Follow a record: what led to it, what answers it, what came of it, as a tree.

    Only links that the records give are followed, each with the days between its two ends.

    \b
    Example:
      tradetui thread 2019-03-28-beijing
    """
    from tradetui.present.threads import page, thread

    opened = open_collection(collection, known_on)
    found = thread(id_, lambda key: opened.archive.dossier(key, known_on=opened.known_on))
    notes = list(opened.notes)
    if found is None:
        notes.append(missing(opened, id_))
    elif found.hidden:
        notes.append(f"links to what was not known on {iso(opened.known_on)}: {found.hidden}")
    nodes = [] if found is None else list(_nodes(found))
    answer = Answer(
        schema="tradetui/thread/1",
        query={"id": id_, "known_on": iso(opened.known_on)},
        records=lambda: (_machine(*each) for each in nodes),
        header=HEADER,
        rows=lambda: (_cells(*each) for each in nodes),
        total=len(nodes),
        notes=notes,
        lines=None if found is None else lambda width: page(found, min(width, 120)).lines,
        empty="nothing that the record names" if found is not None else "no thread to follow",
    )
    if format_ == "markdown" and found is not None:
        from tradetui.cli.markdown import markdown_page

        put("".join(markdown_page(page(found, WIDE).lines)))
        for note in notes:
            say(note)
        return 0 if nodes else 1
    return write(answer, format_)


def _nodes(found: Thread) -> Iterator[tuple[str, int, Row, Node]]:
    """Each record of the tree in reading order: its part, how deep it hangs, the record above it."""
    for part, nodes in (("led", found.led), ("answers", found.answers), ("came", found.came)):
        yield from _walk(part, 1, found.row, nodes)


def _walk(part: str, depth: int, above: Row, nodes: Sequence[Node]) -> Iterator[tuple[str, int, Row, Node]]:
    for node in nodes:
        yield part, depth, above, node
        yield from _walk(part, depth + 1, node.row, node.branches)


def _machine(part: str, depth: int, above: Row, node: Node) -> dict[str, object]:
    from tradetui.present.dates import gap, read

    one, other = read(above.when), read(node.row.when)
    least, most = (None, None) if one is None or other is None else gap(one, other)
    return {
        "kind": node.row.kind,
        "id": node.row.id,
        "title": node.row.title,
        "when": node.row.when,
        "part": part,
        "depth": depth,
        "relation": node.words,
        "under": above.id,
        "least": least,
        "most": most,
        "again": node.again,
        "more": node.more,
    }


def _cells(part: str, depth: int, above: Row, node: Node) -> tuple[str, ...]:
    from tradetui.present.dates import gap_words, read, words

    one, other = read(above.when), read(node.row.when)
    apart = "" if one is None or other is None else gap_words(one, other)
    when = words(node.row.when, "short") if node.row.when else ""
    row = node.row
    return (part, str(depth), node.words, when, apart, row.kind, row.title, row.id, above.id)
