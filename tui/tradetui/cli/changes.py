"""``tradetui changes``: what changed between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradetui.cli.days import day_from_text, iso
from tradetui.cli.opening import Opened, open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tradetui.core.changes import Change
    from tradetui.core.records import Source

HEADER = ("day", "what", "title", "before", "after", "id", "source")


@click.command("changes", cls=Verb)
@click.argument("from_", metavar="FROM")
@click.argument("to")
@reading
def command(from_: str, to: str, collection: str | None, known_on: str | None, format_: str) -> int:
    """What changed between FROM, as known then, and TO, as known then.

    Measures by state and by what is pending, steps decided or taking effect between, events whose status or date
    differs, what happened between, figures with a newer version. --known-on caps both.

    \b
    Example:
      tradetui changes 2018-11-30 2019-05-10
    """
    from tradetui.present.called import called, change_ids
    from tradetui.present.changes import page

    before, after = day_from_text(from_, option="FROM"), day_from_text(to, option="TO")
    opened = open_collection(collection, known_on)
    notes = list(opened.notes)
    if before > after:
        before, after = after, before
        notes.append("FROM is after TO: they were swapped")
    end = opened.archive.end_of_record
    if end is not None and after > end:
        notes.append(f"TO is after the record ends ({iso(end)})")
    found = opened.archive.changes(before, after, known_on=opened.known_on)
    names = called(opened.archive, change_ids(found), known_on=opened.known_on)
    answer = Answer(
        schema="tradetui/changes/1",
        query={
            "from": iso(before),
            "to": iso(after),
            "known_on": iso(opened.known_on),
        },
        records=lambda: _machines(opened, found),
        header=HEADER,
        rows=lambda: (
            (
                iso(one.day) or "",
                ("possibly " if one.possibly else "")
                + one.what
                + (" (retroactive)" if one.retroactive else ""),
                one.title,
                one.before,
                one.after,
                one.id,
                one.cites[0].source if one.cites else "",
            )
            for one in found
        ),
        total=len(found),
        notes=notes,
        lines=(lambda width: page(found, width, names=names).lines) if found else None,
        empty=f"nothing changed between {iso(before)} and {iso(after)}",
    )
    return write(answer, format_)


def _machines(opened: Opened, found: Sequence[Change]) -> Iterator[dict[str, object]]:
    from tradetui.cli.machine import SourcesOf

    sources = SourcesOf(opened.archive, opened.known_on)
    return (_machine(one, sources) for one in found)


def _machine(one: Change, sources: Mapping[str, Source]) -> dict[str, object]:
    from tradetui.cli import machine

    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "what": one.what,
        "before": one.before,
        "after": one.after,
        "day": iso(one.day),
        "step": one.step or None,
        "possibly": one.possibly,
        "retroactive": one.retroactive,
        "citations": [machine.citation(c, sources) for c in one.cites],
    }
