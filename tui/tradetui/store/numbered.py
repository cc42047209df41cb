"""What is kept while rows are numbered: first row of a day, shapes of dates, current rows, turning days."""

from __future__ import annotations

import sqlite3
import sys
from array import array

from tradetui.store import schema
from tradetui.store.shapes import Shapes
from tradetui.store.staging import Staged


class Tallies:
    """Counts rows in their order, then writes what it counted."""

    def __init__(self, now: int) -> None:
        """``now``: the day when the record ends."""
        self._now = now
        self._first: dict[int, int] = {}
        self._shapes = Shapes()
        self._standing: dict[int, array[int]] = {kind: array("i") for kind in schema.KIND_CODES.values()}
        self._turns: set[int] = set()

    def take(self, row: int, batch: list[Staged]) -> None:
        """Count these rows, the first of which has the number ``row``."""
        turns = self._turns
        for number, each in enumerate(batch, row):
            lo, k_from, k_to, kind, hi, sure_lo, sure_hi, flags = each[0], *each[6:13]
            self._first.setdefault(lo, number)
            self._shapes.take(lo, hi, sure_lo, sure_hi, flags, each[-1])
            turns.add(k_from)
            if k_to < schema.OPEN_HI:
                turns.add(k_to + 1)
            if k_from <= self._now <= k_to:
                self._standing[kind].append(number)

    def now_span(self) -> tuple[int, int]:
        """The days from the first to the last for which the same rows are current as when the record ends."""
        before = max((day for day in self._turns if day <= self._now), default=schema.OPEN_LO)
        after = min((day for day in self._turns if day > self._now), default=schema.OPEN_HI + 1)
        return before, after - 1

    def write(self, db: sqlite3.Connection) -> None:
        """Write the tables of counts."""
        db.executemany("INSERT INTO day VALUES (?, ?)", sorted(self._first.items()))
        self._shapes.write(db)
        for kind, rows in self._standing.items():
            if sys.byteorder == "big":
                rows.byteswap()
            db.execute("INSERT INTO standing VALUES (?, ?)", (kind, rows.tobytes()))
