"""What people call the bodies, sources and records that an answer names by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tradetui.present import dates
from tradetui.present.cells import clean

if TYPE_CHECKING:
    from tradetui.core.changes import Change
    from tradetui.core.conflicts import Conflict
    from tradetui.core.in_force import InForce
    from tradetui.core.records import Citation, Source
    from tradetui.store.archive import Archive


def called(archive: Archive, ids: Iterable[str], *, known_on: int) -> dict[str, str]:
    """What people call these as known on a day; what the collection doesn't hold is left out.

    A source printed later goes by who printed it and when: its title, and its id, may tell what came.
    """
    from tradetui.core.records import Source

    wanted = list(dict.fromkeys(filter(None, ids)))
    found = {id_: clean(name) for id_, name in archive.names(wanted, known_on=known_on).items()}
    for id_ in wanted:
        if id_ in found:
            continue
        row = archive.position(id_, known_on=known_on)
        record = archive.record(id_) if row is None else None
        if row is not None:
            found[id_] = clean(row.title)
        elif isinstance(record, Source):
            found[id_] = later_words(record)
    return found


def later_words(source: Source) -> str:
    """A source printed later: ``Federal Register, printed 30 Aug 2019``."""
    who = clean(source.publisher) or "a source"
    return f"{who}, printed {dates.of(source.published, 'short') if source.published else 'later'}"


def in_force_ids(answer: InForce) -> Iterator[str]:
    """The bodies and sources that the answer for a day names."""
    for state in answer.measures:
        yield from (state.measure.by, state.measure.against, state.side)
        for step in (state.state.step, *state.state.pending, *state.state.disagree, *state.state.changes):
            if step is not None:
                yield step.by
                yield from _sources(step.cites)
        yield from _sources(state.measure.cites)
    for figure in answer.printed:
        yield from _sources(figure.cites)
    for total in answer.totals:
        yield from (total.by, total.against)


def change_ids(changes: Iterable[Change]) -> Iterator[str]:
    """The sources that changes name."""
    for change in changes:
        yield from _sources(change.cites)


def conflict_ids(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """The sources that disagree, and the records on the other side."""
    for conflict in conflicts:
        yield conflict.other
        for claimed in conflict.values:
            yield from _sources(claimed.cites)


def _sources(cites: Iterable[Citation]) -> Iterator[str]:
    return (id_ for cite in cites for id_ in (cite.source, cite.via) if id_)
