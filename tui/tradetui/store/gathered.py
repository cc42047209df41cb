"""Tuples gathered in any order, given back in order and each once, with little memory."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any

#: Tuples held in memory, and those of a piece of a run.
MOST = 50_000
_PIECE = 256


class Gathered:
    """A set of tuples of texts and numbers; ``path``: a file for what is more than :data:`MOST` (None: all is held).

    The file is made when it is needed, and deleted by :meth:`close`.
    """

    def __init__(self, path: Path | None) -> None:
        """Nothing yet."""
        self._path = path
        self._held: set[tuple[Any, ...]] = set()
        self._file: Any = None
        self._runs: list[tuple[int, int]] = []  # where each begins and ends

    def update(self, items: Iterable[tuple[Any, ...]]) -> None:
        """Take some. Raises OSError where they can't be written."""
        self._held.update(items)
        if len(self._held) > MOST and self._path is not None:
            self._spill(self._path)

    def _spill(self, path: Path) -> None:
        if self._file is None:
            self._file = path.open("w+b")
        begin = self._file.seek(0, 2)
        held = sorted(self._held)
        for place in range(0, len(held), _PIECE):
            marshal.dump(held[place : place + _PIECE], self._file, 2)
        self._runs.append((begin, self._file.tell()))
        self._held = set()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """All of them in order, each once."""
        if not self._runs:
            return iter(sorted(self._held))
        runs = (self._read(*run) for run in self._runs)
        return (item for item, _ in groupby(merge(sorted(self._held), *runs)))

    def _read(self, place: int, end: int) -> Iterator[tuple[Any, ...]]:
        while place < end:
            self._file.seek(place)
            items: list[tuple[Any, ...]] = marshal.load(self._file)
            place = self._file.tell()
            yield from items

    def close(self) -> None:
        """Forget all, and delete the file."""
        self._held.clear()
        self._runs.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._path is not None:
            self._path.unlink(missing_ok=True)
