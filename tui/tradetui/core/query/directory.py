"""What a query's values can name in one collection: actors, sides and sources with their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tradetui.core.frozen import field, frozen
from tradetui.core.records import Actor, AnyRecord, Side, Source


@frozen(kw_only=True)
class Directory:
    """Ids with the names they go by.

    ``actors``: name, native name and aliases of each actor. ``side_of``: the side of an actor. ``sides``: the
    name of each side. ``sources``: each source. Ids that are missing are words of their own.
    """

    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    side_of: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


def directory(records: Iterable[AnyRecord], sides: Iterable[Side] = ()) -> Directory:
    """The directory of a collection."""
    actors: dict[str, tuple[str, ...]] = {}
    side_of: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for record in records:
        if isinstance(record, Actor):
            actors[record.id] = tuple(filter(None, (record.name, record.native_name, *record.aliases)))
            if record.side:
                side_of[record.id] = record.side
        elif isinstance(record, Source):
            sources[record.id] = record
    return Directory(
        actors=actors, side_of=side_of, sides={side.id: (side.name,) for side in sides}, sources=sources
    )
