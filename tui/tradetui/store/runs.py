"""Rows sorted with little memory: sorted runs in a file, read back side by side in pieces."""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tradetui.store.staging import ORDER, Staged

#: Rows of a run that are read back at a time.
_PIECE = 256


class Runs:
    """Sorted runs of rows in one file, which is made with the first and deleted by :meth:`close`."""

    def __init__(self, path: Path) -> None:
        """No run yet, and no file."""
        self._path = path
        self._file: Any = None
        #: Of each run where each of its pieces begins and how many bytes it takes.
        self._runs: list[list[tuple[int, int]]] = []
        self._end = 0

    def __len__(self) -> int:
        """How many runs."""
        return len(self._runs)

    def add(self, rows: list[Staged]) -> None:
        """Take sorted rows as one more run. Raises OSError where they can't be written."""
        if self._file is None:
            self._file = self._path.open("w+b")
        pieces: list[tuple[int, int]] = []
        for begin in range(0, len(rows), _PIECE):
            # without references between equal values: looking for them costs more than they would save
            piece = marshal.dumps(rows[begin : begin + _PIECE], 2)
            self._file.write(piece)
            pieces.append((self._end, len(piece)))
            self._end += len(piece)
        self._runs.append(pieces)

    def sorted(self) -> Iterator[list[Staged]]:
        """All rows in order, some at a time.

        A piece of each run is held. The least of their last rows is a bound: what is up to it can only stand in the
        pieces held, so it is put in order and given away.
        """
        if self._file is None:
            return
        self._file.flush()
        waiting = [iter(pieces) for pieces in self._runs]
        held: list[list[Staged]] = [self._next(pieces) for pieces in waiting]
        while True:
            lasts = [rows[-1][:ORDER] for rows in held if rows]
            if not lasts:
                return
            bound = min(lasts)
            given: list[Staged] = []
            for place, rows in enumerate(held):
                if not rows or rows[0][:ORDER] > bound:
                    continue
                cut = bisect_right(rows, bound, key=_order)
                given += rows[:cut]
                held[place] = rows[cut:] or self._next(waiting[place])
            given.sort()
            yield given

    def _next(self, pieces: Iterator[tuple[int, int]]) -> list[Staged]:
        """The next piece of a run; nothing after the last."""
        place = next(pieces, None)
        if place is None:
            return []
        self._file.seek(place[0])
        rows: list[Staged] = marshal.loads(self._file.read(place[1]))
        return rows

    def close(self) -> None:
        """Delete the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._path.unlink(missing_ok=True)


def _order(row: Staged) -> Staged:
    return row[:ORDER]
