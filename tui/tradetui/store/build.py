"""Building the index of a folder of records."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tradetui.core.fields import plain
from tradetui.core.knowledge import first_named, versions
from tradetui.core.load import Loaded, load
from tradetui.core.query.directory import directory
from tradetui.core.records import CollectionInfo, Source
from tradetui.store import schema
from tradetui.store.entries import dumps, entry
from tradetui.store.open import sweep
from tradetui.store.writer import IndexWriter, Progress


def build_cached(
    folder: Path, path: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
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
        _build(folder, writer)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sweep(path.parent, path)


def build_image(
    folder: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> bytes:
    """The index of a collection as the bytes of its file, made in memory."""
    writer = IndexWriter(None, progress=progress, cancelled=cancelled)
    return _build(folder, writer)


def _build(folder: Path, writer: IndexWriter) -> bytes:
    try:
        loaded = load(folder)
        write_info(writer, loaded.collection.info)
        _write_records(writer, loaded)
        return writer.finish(
            {"left_out": loaded.left_out, "unread": len(loaded.unread), "problems": len(loaded.problems)}
        )
    except BaseException:
        writer.abort()
        raise


def write_info(writer: IndexWriter, info: CollectionInfo) -> None:
    """Tell the writer what ``collection.toml`` says; before any record."""
    covers = None if info.covers is None else info.covers.hi
    writer.begin(dumps(plain(info)), end_of_record=covers)
    for side in info.sides:
        writer.name(side.id, schema.SIDE_CODE, [side.name])


def _write_records(writer: IndexWriter, loaded: Loaded) -> None:
    records = loaded.collection.records
    names = directory(records.values(), loaded.collection.info.sides)
    published = {key: each.published for key, each in records.items() if isinstance(each, Source)}
    named = first_named(records.values(), published)
    writer.total = len(records)
    for record in records.values():
        writer.add(entry(record, versions(record, published, named), names))
