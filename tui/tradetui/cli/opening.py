"""From what was typed to an open archive and a day to stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui import config
from tradetui.core.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradetui.store.archive import Archive


@frozen
class Opened:
    """An archive, the day one stands on, and what the reader must be told."""

    archive: Archive
    known_on: int
    notes: tuple[str, ...]


def open_collection(collection: str | None, known_on: str | None) -> Opened:
    """Open for a headless verb. Raises CollectionError, or UsageError for a day that can't be read."""
    from tradetui.store import open_archive

    archive = open_archive(config.collection_path(collection), cache_dir=config.cache_dir())
    notes: list[str] = []
    if archive.left_out:
        notes.append(f"{archive.left_out} faulty records are left out; `tradetui check` says which and why")
    if archive.unread:
        notes.append(
            f"{archive.unread} files or folders could not be read; `tradetui check` says which and why"
        )
    now = config.now(archive.end_of_record)
    if known_on is None:
        return Opened(archive, now, tuple(notes))
    from tradetui.cli.days import day_from_text

    day = day_from_text(known_on, option="--known-on")
    if archive.end_of_record is not None and day > archive.end_of_record:
        notes.append("after the record ends")
    return Opened(archive, day, tuple(notes))


def open_screens(
    collection: str | None,
    *,
    known_on: str | None = None,
    ascii_only: bool = False,
    copied: Callable[[str], None] | None = None,
) -> int:
    """Open the screens and return the exit status. Raises CollectionError, or UsageError for a day.

    ``copied`` is told each text that was copied, once the screens are left.
    """
    from tradetui.core.problems import CollectionError

    folder = config.collection_path(collection)
    if not (folder / "collection.toml").is_file():
        raise CollectionError(
            f"{folder} has no collection.toml",
            title="Not a collection",
            hint=f"`tradetui new {folder}` starts one; `tradetui --help` lists the verbs",
        )
    day: int | None = None
    if known_on is not None:
        from tradetui.cli.days import day_from_text

        day = day_from_text(known_on, option="--known-on")
    from tradetui.ui.app import run

    return run(folder, known_on=day, ascii_only=ascii_only, copied=copied)
