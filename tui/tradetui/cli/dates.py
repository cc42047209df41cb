"""``tradetui dates``: the dates that a source tells, in its words, and how they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradetui.cli.days import iso
from tradetui.cli.opening import open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradetui.core.records import Source
    from tradetui.core.source_dates import SourceDate

HEADER = ("source's words", "read as", "in words", "where", "record", "field", "note", "dated otherwise by")


@click.command("dates", cls=Verb)
@click.argument("source")
@reading
def command(source: str, collection: str | None, known_on: str | None, format_: str) -> int:
    """Every date that SOURCE tells: its words, their EDTF reading, the note, and who dates the same otherwise.

    \b
    Example:
      tradetui dates reuters-2019-03-27
    """
    from tradetui.cli import machine
    from tradetui.core.records import Source
    from tradetui.core.when import words

    opened = open_collection(collection, known_on)
    record = opened.archive.record(source)
    if not isinstance(record, Source):
        raise click.UsageError(f"there is no source {source!r}; `tradetui find --in sources` lists them")
    # the source's own words first: they are what one asks for; sorting keeps the order of the record otherwise
    found = sorted(
        opened.archive.source_dates(source, known_on=opened.known_on), key=lambda one: not one.words
    )
    sources = machine.SourcesOf(opened.archive, opened.known_on)
    answer = Answer(
        schema="tradetui/dates/1",
        query={"source": source, "known_on": iso(opened.known_on)},
        records=lambda: (_machine(one, sources) for one in found),
        header=HEADER,
        rows=lambda: (
            (
                one.words,
                one.when.edtf,
                words(one.when),
                one.at,
                one.id,
                one.field,
                one.note,
                ", ".join(c.source for c in one.differ),
            )
            for one in found
        ),
        total=len(found),
        notes=opened.notes,
        empty=f"{source} tells no date",
    )
    return write(answer, format_)


def _machine(one: SourceDate, sources: Mapping[str, Source]) -> dict[str, object]:
    from tradetui.cli import machine

    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "field": one.field,
        "words": one.words,
        "passage": one.passage,
        "edtf": one.when.edtf,
        "span": machine.span(one.when),
        "at": one.at,
        "note": one.note,
        "held": one.held.edtf if one.held else None,
        "others": [machine.citation(c, sources) for c in one.others],
        "differ": [machine.citation(c, sources) for c in one.differ],
    }
