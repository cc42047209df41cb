"""Which files make up a collection, and their bytes."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from tradetui.core.problems import CollectionError, Problem

if TYPE_CHECKING:
    from hashlib import blake2b
    from pathlib import Path

COLLECTION_FILE = "collection.toml"
ENDINGS = (".toml", ".jsonl")
#: What an import tells of its rows stands beside the records, and holds none.
REPORT_FILE = "import-report.jsonl"
#: No honest collection nests its folders deeper.
MOST_LEVELS = 16


class Listing(NamedTuple):
    """The record files below a folder, as paths with ``/`` inside it, sorted; and what could not be
    listed.
    """

    folder: Path
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_files(folder: Path) -> Listing:
    """Every ``*.toml`` and ``*.jsonl`` below ``folder``, ``collection.toml`` first.

    Names that begin with a dot are left alone, and so are the report of an import and a folder below that holds a
    collection of its own.
    Links are followed, but each folder is read once. Raises :class:`CollectionError` where there is no
    collection.
    """
    require_collection(folder)
    files: list[str] = []
    problems: list[Problem] = []
    seen: set[tuple[int, int]] = set()
    waiting = [(folder, "", 0)]
    while waiting:
        here, prefix, level = waiting.pop()
        try:
            status = here.stat()
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(_unread(prefix.rstrip("/") or ".", _why(error)))
            continue
        if (status.st_dev, status.st_ino) in seen:
            problems.append(_unread(prefix.rstrip("/"), "a link to a folder that is read already", "warning"))
            continue
        seen.add((status.st_dev, status.st_ino))
        if level and any(entry.name == COLLECTION_FILE for entry in entries):
            problems.append(_unread(prefix.rstrip("/"), "a collection of its own, left alone", "warning"))
            continue
        for entry in entries:
            name = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if level >= MOST_LEVELS:
                    problems.append(_unread(name, f"folders nested more than {MOST_LEVELS} deep"))
                else:
                    waiting.append((here / entry.name, f"{name}/", level + 1))
            elif entry.name.endswith(ENDINGS) and name != REPORT_FILE:
                files.append(name)
    files.sort(key=lambda name: (name != COLLECTION_FILE, name))
    return Listing(folder, tuple(files), tuple(sorted(problems)))


def require_collection(folder: Path) -> None:
    """Raise :class:`CollectionError` unless ``folder`` is a folder with a ``collection.toml``."""
    title = "There is no collection here"
    try:
        entries = [entry.name for entry in folder.iterdir()]
    except NotADirectoryError:
        hint = f"Give the folder: {folder.parent}" if folder.name == COLLECTION_FILE else "Give a folder."
        raise CollectionError(f"{folder} is a file, not a folder.", title=title, hint=hint) from None
    except FileNotFoundError:
        raise CollectionError(f"{folder} does not exist.", title=title, hint="Check the path.") from None
    except (OSError, ValueError) as error:
        raise CollectionError(f"{folder} can't be read: {_why(error)}.", title=title) from None
    if COLLECTION_FILE not in entries:
        what = f"holds no {COLLECTION_FILE}" if entries else "is empty"
        hint = f"tradetui new {folder} makes a collection to begin with."
        if any(name.endswith(ENDINGS) for name in entries):
            hint = (
                f'Add a {COLLECTION_FILE} with at least title = "..." to make the records in it a collection.'
            )
        raise CollectionError(f"{folder} {what}.", title=title, hint=hint)
    if (folder / COLLECTION_FILE).is_dir():
        raise CollectionError(f"{folder / COLLECTION_FILE} is a folder, not a file.", title=title)


def read(folder: Path, file: str) -> bytes:
    """The bytes of a record file; raises ``OSError`` (with a reason in words) for anything but a plain
    file.
    """
    path = folder / file
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for without end
        raise OSError("it is not a plain file")
    return path.read_bytes()


def unreadable(file: str, error: OSError) -> Problem:
    """The problem of a file that can't be read."""
    return _unread(file, _why(error))


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _unread(file: str, reason: str, severity: str = "error") -> Problem:
    remedy = "its records are left out" if severity == "error" else ""
    return Problem(
        file, 0, 0, "", "unreadable" if severity == "error" else "not-read", reason, remedy,
        "error" if severity == "error" else "warning",
    )  # fmt: skip


def content_hash(folder: Path) -> str:
    """A hash of the names and bytes of all files of a collection: it changes when any of them does.

    Raises :class:`CollectionError` where there is no collection.
    """
    hashed = hasher(16)
    for file in list_files(folder).files:
        try:
            content = read(folder, file)
        except OSError:
            content = b"unreadable"
        hashed.update(f"{file}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        hashed.update(content)
    return hashed.hexdigest()


def hasher(size: int) -> blake2b:
    """A new BLAKE2b hash of ``size`` bytes."""
    try:
        # What hashlib wraps; hashlib itself loads OpenSSL first, a third of what opening a collection costs.
        from _blake2 import blake2b as made
    except ImportError:
        from hashlib import blake2b as made

    return made(digest_size=size)
