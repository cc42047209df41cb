"""``tradetui conflicts``: where the sources disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradetui.cli.days import iso
from tradetui.cli.opening import Opened, open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tradetui.core.conflicts import Conflict
    from tradetui.core.records import Source

HEADER = ("record", "field", "value", "held", "sources", "why", "id")


@click.command("conflicts", cls=Verb)
@reading
def command(collection: str | None, known_on: str | None, format_: str) -> int:
    """Every point on which no reading reconciles the sources, with each value and who gives it.

    \b
    Example:
      tradetui conflicts --format json
    """
    from tradetui.present.called import called, conflict_ids
    from tradetui.present.conflicts import page

    opened = open_collection(collection, known_on)
    found = opened.archive.conflicts(known_on=opened.known_on)
    names = called(opened.archive, conflict_ids(found), known_on=opened.known_on)
    answer = Answer(
        schema="tradetui/conflicts/1",
        query={"known_on": iso(opened.known_on)},
        records=lambda: _machines(opened, found),
        header=HEADER,
        rows=lambda: (
            (
                one.title,
                one.field,
                value.value,
                "held" if value.held else "",
                ", ".join(c.source for c in value.cites),
                one.why,
                one.id,
            )
            for one in found
            for value in one.values
        ),
        total=len(found),
        notes=opened.notes,
        lines=(lambda width: page(found, width, names=names).lines) if found else None,
        empty="no source disagrees with another",
    )
    return write(answer, format_)


def _machines(opened: Opened, found: Sequence[Conflict]) -> Iterator[dict[str, object]]:
    from tradetui.cli.machine import SourcesOf

    sources = SourcesOf(opened.archive, opened.known_on)
    return (_machine(one, sources) for one in found)


def _machine(one: Conflict, sources: Mapping[str, Source]) -> dict[str, object]:
    from tradetui.cli import machine

    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "field": one.field,
        "why": one.why,
        "other": one.other or None,
        "values": [
            {
                "value": value.value,
                "held": value.held,
                "citations": [machine.citation(c, sources) for c in value.cites],
            }
            for value in one.values
        ],
    }
