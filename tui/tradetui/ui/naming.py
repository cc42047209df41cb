"""What people call the bodies and sources that an answer names by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetui.core.changes import Change
    from tradetui.core.conflicts import Conflict
    from tradetui.core.in_force import InForce
    from tradetui.core.records import Citation


def in_force_ids(answer: InForce) -> Iterator[str]:
    """The bodies and sources that the answer for a day names."""
    for state in answer.measures:
        yield from (state.measure.by, state.measure.against)
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
    """The sources that disagree."""
    for conflict in conflicts:
        for claimed in conflict.values:
            yield from _sources(claimed.cites)


def _sources(cites: Iterable[Citation]) -> Iterator[str]:
    return (id_ for cite in cites for id_ in (cite.source, cite.via) if id_)
