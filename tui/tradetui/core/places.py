"""Line and column of a fault: the files of a collection, indexed when first asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.core.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from tradetui.core.fields.validate import Fault
    from tradetui.core.key_index import KeyIndex
    from tradetui.core.key_index import Path as KeyPath


class Places:
    """Positions in the files below ``folder``. A file that can't be read has none."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self._folder = folder
        self._indexes: dict[str, KeyIndex] = {}

    def find(self, file: str, path: KeyPath) -> tuple[int, int]:
        """Line and column of ``path`` (kind, position, keys) in ``file``; (0, 0) when unknown."""
        if file.endswith(".jsonl"):
            # The position of a record of a .jsonl file is its line.
            line = path[1] if len(path) > 1 else 0
            return (int(line) + 1, 1)
        from tradetui.core.key_index import KeyIndex

        try:
            if file not in self._indexes:
                text = (self._folder / file).read_text(encoding="utf-8-sig")
                self._indexes[file] = KeyIndex(text)
            return self._indexes[file].position(path)
        except (OSError, UnicodeDecodeError):
            return (0, 0)


def key_text(path: KeyPath) -> str:
    """A path as people write it: ``history[2].on`` is ``on`` in the second entry of ``history``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


def problem(fault: Fault, file: str, place: KeyPath, found: tuple[int, int], record: str = "") -> Problem:
    """A fault of the record ``record`` at ``place`` of ``file`` as a problem; nothing in it can hurt a
    terminal.
    """
    key = key_text(fault.path if record else (*place, *fault.path))
    return Problem(
        printable(file),
        *found,
        printable(key),
        fault.check,
        printable(fault.reason),
        printable(fault.remedy),
        fault.severity,
        printable(record),
    )


def printable(text: str) -> str:
    """Text in which every character that isn't printed stands as its escape, cut where it is very long."""
    if len(text) > 300:
        text = f"{text[:280]} ... ({len(text)} characters)"
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
