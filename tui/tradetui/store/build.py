"""Building the index of a folder of records, and a first look at them while it is made."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tradetui.core.fields import plain
from tradetui.core.frozen import frozen
from tradetui.core.knowledge import first_named, known, versions
from tradetui.core.load import Loaded, load
from tradetui.core.query.directory import directory
from tradetui.core.records import Actor, CollectionInfo, Event, Source, kind_of
from tradetui.core.when import When
from tradetui.store import schema
from tradetui.store.entries import dumps, entry
from tradetui.store.open import sweep
from tradetui.store.writer import IndexWriter, Progress

#: More events than that aren't looked at first: it would keep the index waiting for too long.
MOST_LOOKED_AT = 5_000
#: More records than that are worth other processes.
MANY = 20_000


@frozen
class FirstLook:
    """Who wants to see the events before the whole index is made.

    ``day``: the day on which to stand, given the end of the record (None: open). ``show`` is called once, in the
    building thread, with the bytes of an index of the events alone, as known on that day; it isn't called where there
    are too many.
    """

    day: Callable[[int | None], int]
    show: Callable[[bytes], None]


def build_cached(
    folder: Path,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    look: FirstLook | None = None,
) -> None:
    """Build the index of a collection at ``path``: written aside under a name of its own, then renamed.

    Two builds at once each write their own file; the later one replaces an equal one. Raises OSError or
    sqlite3.OperationalError where it can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="building-", suffix=".part", dir=path.parent)
    os.close(handle)
    aside = Path(name)
    try:
        writer = IndexWriter(aside, progress=progress, cancelled=cancelled)
        _build(folder, writer, look)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sweep(path.parent, path)


def build_image(
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    look: FirstLook | None = None,
) -> bytes:
    """The index of a collection as the bytes of its file, made in memory; ``look`` as for :func:`build_cached`."""
    writer = IndexWriter(None, progress=progress, cancelled=cancelled)
    return _build(folder, writer, look)


def _build(folder: Path, writer: IndexWriter, look: FirstLook | None) -> bytes:
    try:
        loaded = load(folder)
        if look is not None:
            _look(loaded, look)
        return _write(loaded, writer)
    except BaseException:
        writer.abort()
        raise


def _look(loaded: Loaded, look: FirstLook) -> None:
    """Show the events, as they were known on the day."""
    records = loaded.collection.records.values()
    events = [record for record in records if isinstance(record, Event)]
    if not 0 < len(events) <= MOST_LOOKED_AT:
        return
    info = loaded.collection.info
    names = directory(records, info.sides)
    published = _published(loaded)
    covers = None if info.covers is None else info.covers.hi
    day = look.day(covers)
    writer = IndexWriter(None)
    write_info(writer, info)
    for event in events:
        told = known(event, day, published)
        if told is not None:
            writer.add(entry(event, [(None, None, told)], names))
    look.show(writer.finish(_meta(loaded)))


def _write(loaded: Loaded, writer: IndexWriter) -> bytes:
    """Write the whole index."""
    info, records = loaded.collection.info, loaded.collection.records
    write_info(writer, info)
    names = directory(records.values(), info.sides)
    published = _published(loaded)
    named = first_named(records.values(), published)
    writer.total = len(records)
    if len(records) > MANY:
        _write_many(loaded, writer, named)
        return writer.finish(_meta(loaded))
    for record in records.values():
        writer.add(entry(record, versions(record, published, named), names))
    return writer.finish(_meta(loaded))


def _write_many(loaded: Loaded, writer: IndexWriter, named: Mapping[str, int]) -> None:
    """Put all records into the writer, on all cores."""
    from tradetui.store.bulk import Bulk
    from tradetui.store.preparing import Around

    sides = {side.id: side.name for side in loaded.collection.info.sides}
    with Bulk(writer, Around(writer.stager.end, sides, dict(named))) as bulk:
        records = loaded.collection.records.values()
        for record in records:
            if isinstance(record, (Actor, Source)):
                bulk.meet(kind_of(record), dumps(plain(record)))
        for record in records:
            bulk.add(kind_of(record), dumps(plain(record)), record.file, record.position)
        bulk.finish()


def _published(loaded: Loaded) -> dict[str, When | None]:
    records = loaded.collection.records.items()
    return {key: each.published for key, each in records if isinstance(each, Source)}


def _meta(loaded: Loaded) -> dict[str, str | int]:
    return {"left_out": loaded.left_out, "unread": len(loaded.unread), "problems": len(loaded.problems)}


def write_info(writer: IndexWriter, info: CollectionInfo) -> None:
    """Tell the writer what ``collection.toml`` says; before any record."""
    covers = None if info.covers is None else info.covers.hi
    writer.begin(dumps(plain(info)), end_of_record=covers)
    for side in info.sides:
        writer.name(side.id, schema.SIDE_CODE, [side.name])
