"""Rows sorted with little memory: sorted runs in a file, read back side by side in pieces.

A run comes as the bytes of its pieces, as :func:`~tradetui.store.staging.pieces` makes them: the process that keeps
the file opens none of them before it puts the runs together.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from pathlib import Path
from typing import Any

from tradetui.store.staging import Staged


class Runs:
    """Sorted runs of rows in one file, which is made with the first and deleted by :meth:`close`."""

    def __init__(self, path: Path) -> None:
        """No run yet, and no file."""
        self._path = path
        self._file: Any = None
        #: Of each run where it begins, the lengths of its pieces, and its numbers of terms.
        self._runs: list[tuple[int, array[int], array[int] | None]] = []
        self._end = 0

    def __len__(self) -> int:
        """How many runs."""
        return len(self._runs)

    def add(self, pieces: Iterable[bytes], numbers: array[int] | None) -> None:
        """Take one more run. Raises OSError where it can't be written.

        ``numbers``: our numbers of the terms by those of the run; None: its rows are opened already.
        """
        if self._file is None:
            self._file = self._path.open("w+b")
        begin, lengths = self._end, array("I")
        for piece in pieces:
            self._file.write(piece)
            lengths.append(len(piece))
            self._end += len(piece)
        if lengths:
            self._runs.append((begin, lengths, numbers))

    def sorted(self, opened: Callable[[Staged, array[int]], Staged]) -> Iterator[Staged]:
        """All rows in order; a piece of each run is held.

        ``opened`` is given each row that isn't, and the numbers of its run, before it is put in its place.
        """
        if self._file is None:
            return iter(())
        self._file.flush()
        return merge(*(self._rows(*run, opened) for run in self._runs))

    def _rows(
        self,
        begin: int,
        lengths: array[int],
        numbers: array[int] | None,
        opened: Callable[[Staged, array[int]], Staged],
    ) -> Iterator[Staged]:
        for length in lengths:
            self._file.seek(begin)
            rows: list[Staged] = marshal.loads(self._file.read(length))
            yield from rows if numbers is None else [opened(row, numbers) for row in rows]
            begin += length

    def close(self) -> None:
        """Delete the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._path.unlink(missing_ok=True)
