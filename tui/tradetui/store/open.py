"""Opening a collection: its index from the cache if there is a good one, else a new one."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tradetui.store import schema
from tradetui.store.connections import Opener, file_opener, memory_opener
from tradetui.store.sqlite import SqliteArchive

if TYPE_CHECKING:
    from tradetui.store.archive import Archive
    from tradetui.store.build import FirstLook

#: Indexes of one collection that are kept: going back to an earlier text of it costs nothing.
KEPT = 3
#: How often a build is tried while the content changes under it.
_TRIES = 3
#: Seconds after which a file that some build left aside counts as left behind.
STALE = 3_600.0


def open_archive(
    folder: Path,
    *,
    cache_dir: Path | None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    look: tuple[Callable[[int | None], int], Callable[[Archive], None]] | None = None,
) -> Archive:
    """Open the collection in a folder.

    A folder with ``archive.sqlite`` beside its ``collection.toml`` is opened as it is. Else the index named by the
    content's hash is opened from the cache; where it is missing, of other rules or damaged it is built aside
    and renamed into place, with ``progress(done, total)`` in records. Without ``cache_dir``, or where nothing can
    be written there, the index is held in memory.

    ``look`` is (the day to stand on, given the end of the record; who is shown a first look): where an index must be
    built, an archive of the events alone, as known on that day and on no other, is shown first, in this thread. Who
    takes it closes it.

    Raises :class:`tradetui.core.problems.CollectionError` where there is no collection, and
    :class:`tradetui.store.writer.Cancelled` once ``cancelled()`` is true.
    """
    from tradetui.core.files import content_hash

    archive = folder / schema.ARCHIVE_FILE
    if archive.exists():
        return _open_own(archive)
    key = content_hash(folder)
    path = _path(cache_dir, folder, key)
    if path is not None and (opened := opened_index(file_opener(path), path, _rebuilder(folder, path))):
        return opened
    first = None if look is None else _first_look(*look)
    for _ in range(_TRIES):
        opener = _build(folder, path, progress, cancelled, first)
        first = None  # once is enough
        before, key = key, content_hash(folder)
        if key == before:
            break
        # Somebody is writing records: what was built may be half of the old and half of the new.
        if path is not None:
            path.unlink(missing_ok=True)
        path = _path(cache_dir, folder, key)
    else:
        path = None
        opener = _build(folder, path, progress, cancelled)
    return SqliteArchive(opener, opener(), _rebuilder(folder, path))


def _path(cache_dir: Path | None, folder: Path, key: str) -> Path | None:
    """Where the index of a collection with this hash of its content is kept.

    The name also holds the schema and a stamp of the code that says what records mean: an index made by other rules
    is none of ours, and two versions of the program beside each other leave one another's alone.
    """
    if cache_dir is None:
        return None
    from tradetui.core.report import stamp

    return place(cache_dir, folder) / f"{key}-{schema.SCHEMA}-{stamp()}.sqlite"


def _rebuilder(folder: Path, path: Path | None) -> Callable[[], Opener]:
    return lambda: _build(folder, path, None, None)


def _first_look(day: Callable[[int | None], int], show: Callable[[Archive], None]) -> FirstLook:
    from tradetui.store.build import FirstLook

    images: list[bytes] = []

    def shown(image: bytes) -> None:
        images.append(image)
        if len(images) == 1:  # a cache that can't be written makes a second build
            opener = memory_opener(image)
            show(SqliteArchive(opener, opener()))

    return FirstLook(day, shown)


def _build(
    folder: Path,
    path: Path | None,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
    look: FirstLook | None = None,
) -> Opener:
    """Build the index in the cache, or in memory where that can't be; how it is opened."""
    from tradetui.store.build import build_cached, build_image

    if path is not None:
        with contextlib.suppress(OSError, sqlite3.OperationalError):
            build_cached(folder, path, progress=progress, cancelled=cancelled, look=look)
            if _whole(path):
                return file_opener(path)
    return memory_opener(build_image(folder, progress=progress, cancelled=cancelled, look=look))


def place(cache_dir: Path, folder: Path) -> Path:
    """The folder of the cache that holds the indexes of one collection."""
    from tradetui.core.files import hasher

    key = hasher(8)
    key.update(str(folder.resolve()).encode("utf-8", "surrogateescape"))
    return cache_dir / "indexes" / key.hexdigest()


def _open_own(archive: Path) -> Archive:
    opened = opened_index(file_opener(archive), archive)
    if opened is None:
        from tradetui.core.problems import CollectionError

        raise CollectionError(
            f"{archive} can't be read: it is damaged, or made by another version of tradetui.",
            hint="Import it again.",
        )
    return opened


def opened_index(
    opener: Opener, path: Path, rebuild: Callable[[], Opener] | None = None
) -> SqliteArchive | None:
    """The archive over an index; None where there is none, or it is damaged, unfinished or of another schema."""
    connection: sqlite3.Connection | None = None
    try:
        if not _whole(path):
            return None
        connection = opener()
        if sound(connection):
            return SqliteArchive(opener, connection, rebuild)
    except (OSError, sqlite3.Error, ValueError):
        pass
    if connection is not None:
        connection.close()
    return None


def _whole(path: Path) -> bool:
    """Whether a file has SQLite's header, our marks in it, and all the pages that it says it has."""
    with path.open("rb") as file:
        header = file.read(100)
        size = os.fstat(file.fileno()).st_size
    if len(header) < 100 or header[:16] != b"SQLite format 3\0":
        return False
    number = int.from_bytes
    page = number(header[16:18], "big")
    page = 65_536 if page == 1 else page
    return (
        number(header[68:72], "big") == schema.APPLICATION_ID
        and number(header[60:64], "big") == schema.SCHEMA
        and size == page * number(header[28:32], "big")
    )


def sound(connection: sqlite3.Connection) -> bool:
    """A quick look at each part of an index."""
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != schema.APPLICATION_ID:
        return False
    rows = connection.execute("SELECT value FROM meta WHERE key = 'rows'").fetchone()
    if rows is None:
        return False
    last = connection.execute("SELECT max(row) FROM version").fetchone()[0] or 0
    face = connection.execute("SELECT max(row) FROM face").fetchone()[0] or 0
    connection.execute(
        "SELECT rowid FROM text WHERE text MATCH ? LIMIT 1", (f'"{schema.token(0)}"',)
    ).fetchone()
    return int(rows[0]) == last == face


def sweep(folder: Path, keep: Path) -> None:
    """Delete older indexes of a collection and what killed builds left aside; never mind what can't be deleted."""
    now = time.time()
    indexes: list[tuple[float, Path]] = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            changed = path.stat().st_mtime
            if path.suffix == ".sqlite":
                indexes.append((changed, path))
            elif now - changed > STALE:
                path.unlink()
    indexes.sort(key=lambda each: (each[1] != keep, -each[0]))
    for _, path in indexes[KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()
