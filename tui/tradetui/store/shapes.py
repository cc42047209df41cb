"""The shape of each row's date, relative to its first possible day: what it takes to count dates quickly.

Most dates are plain days, and most of the others are alike but for where they stand (a month, a span of a week, one
of two days a fortnight apart). So each row has one small number, its *shape*, and a shape says what a date counts
for, as days after the row's first possible day. A million rows take two bytes each; which day a row begins on is
told by the table ``day``, since rows are in time order.

A part of a shape is (what, day, other day, how many), as :mod:`tradetui.store.spans` counts them. Open days stand as
they are; for a date whose beginning is open the other days stand as they are, too.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections import Counter
from itertools import pairwise

from tradetui.core.when import When, parse
from tradetui.store import schema

#: Where the date stands in a face.
_WHEN = 3
#: (what, day, other day) to a number of dates.
Tally = Counter[tuple[int, int, int]]
#: (what, day, other day, how many).
Part = tuple[int, int, int, int]

#: What is counted. A span surely covered has a start and an end; a fuzzy one (``day`` its earliest end, ``other`` its
#: latest start, later than that) is surely touched only by a span that holds both. Of readings that lie apart each is
#: counted; a span that holds the end of one and the start of the next takes one off.
FIRST_DAYS, LAST_DAYS, SURE_STARTS, SURE_ENDS, FUZZY, APART = range(6)
#: Those that are counted by pairs of days.
PAIRS = (FUZZY, APART)

#: A plain day, which counts as possible and as sure on that day alone.
PLAIN = 0
#: No date at all.
NONE = 1
_OPEN = (schema.OPEN_LO, schema.OPEN_HI)


class Shapes:
    """Gives each row the number of its shape, as rows get their numbers."""

    def __init__(self) -> None:
        """No rows yet."""
        self._codes = array("H")
        self._bounds: dict[tuple[bool, int, int, int], int] = {}
        self._numbers: dict[tuple[bool, tuple[Part, ...]], int] = {}
        self._number(False, _relative(_tally(0, 0, 0, 0), 0))
        self._number(False, ())

    def take(self, lo: int, hi: int, sure_lo: int, sure_hi: int, flags: int, face: str) -> None:
        """The next row, by its bounds (see :class:`tradetui.store.writer.Span`), flags and face."""
        if not flags & schema.DATED:
            code = NONE
        elif flags & schema.GAPS:
            code = self._with_gaps(lo, sure_lo, sure_hi, face)
        elif lo == hi == sure_lo == sure_hi:
            code = PLAIN
        else:
            base = base_of(lo)
            # what is open is no number of days away
            key = (
                lo == schema.OPEN_LO,
                hi if hi == schema.OPEN_HI else hi - base,
                sure_lo if sure_lo == schema.OPEN_HI else sure_lo - base,
                sure_hi if sure_hi in _OPEN else sure_hi - base,
            )
            found = self._bounds.get(key)
            if found is None:
                found = self._number(False, _relative(_tally(lo, hi, sure_lo, sure_hi), base))
                self._bounds[key] = found
            code = found
        if code > 0xFFFF and self._codes.typecode == "H":
            self._codes = array("I", self._codes)
        self._codes.append(code)

    def _with_gaps(self, lo: int, sure_lo: int, sure_hi: int, face: str) -> int:
        when = date_of_face(face)
        tally: Tally = Tally()
        add_apart(tally, when)
        add_surely(tally, sure_lo, sure_hi)
        return self._number(is_hard(when), _relative(tally, base_of(lo)))

    def _number(self, hard: bool, parts: tuple[Part, ...]) -> int:
        return self._numbers.setdefault((hard, parts), len(self._numbers))

    def write(self, db: sqlite3.Connection) -> None:
        """Write the shapes and which row has which."""
        db.executemany(
            "INSERT INTO shape VALUES (?, ?, ?)",
            ((n, hard, json.dumps(parts)) for (hard, parts), n in self._numbers.items()),
        )
        codes = self._codes
        if sys.byteorder == "big":
            codes.byteswap()
        db.execute("INSERT INTO shaped VALUES (?, ?)", (codes.itemsize, codes.tobytes()))


def base_of(lo: int) -> int:
    """The day that the days of a shape are counted from, of a row that begins on a day."""
    return 0 if lo == schema.OPEN_LO else lo


def _tally(lo: int, hi: int, sure_lo: int, sure_hi: int) -> Tally:
    tally: Tally = Tally()
    add_possibly(tally, lo, hi)
    add_surely(tally, sure_lo, sure_hi)
    return tally


def _relative(tally: Tally, base: int) -> tuple[Part, ...]:
    """The parts of a shape: what is counted, as days after the first."""

    def day(at: int) -> int:
        return at if at in _OPEN else at - base

    return tuple(
        (what, day(at), day(other) if what in PAIRS else 0, count)
        for (what, at, other), count in sorted(tally.items())
        if count
    )


# -- what a date counts for -------------------------------------------------------------------------------------------


def add_possibly(tally: Tally, lo: int, hi: int, number: int = 1) -> None:
    """Count dates that possibly touch every day from ``lo`` to ``hi``."""
    tally[FIRST_DAYS, lo, 0] += number
    tally[LAST_DAYS, hi, 0] += number


def add_surely(tally: Tally, sure_lo: int, sure_hi: int, number: int = 1) -> None:
    """Count dates that are surely touched by a span that has ``sure_lo`` or later and ``sure_hi`` or earlier."""
    if sure_lo <= sure_hi:
        tally[SURE_STARTS, sure_lo, 0] += number
        tally[SURE_ENDS, sure_hi, 0] += number
    elif sure_lo < schema.OPEN_HI and sure_hi > schema.OPEN_LO:
        tally[FUZZY, sure_hi, sure_lo] += number


def add_apart(tally: Tally, when: When) -> None:
    """Count the readings of a date with gaps; of a set of plain days also what it surely touches."""
    kinds = [(FIRST_DAYS, LAST_DAYS, APART)]
    if when.shape == "set" and not when.flagged and not is_hard(when):
        kinds.append((SURE_STARTS, SURE_ENDS, FUZZY))
    readings = [
        (schema.OPEN_LO if lo is None else lo, schema.OPEN_HI if hi is None else hi)
        for lo, hi in when.readings()
    ]
    for starts, ends, apart in kinds:
        for lo, hi in readings:
            tally[starts, lo, 0] += 1
            tally[ends, hi, 0] += 1
        for (_, end), (start, _) in pairwise(readings):
            tally[apart, end, start] -= 1


def is_hard(when: When) -> bool:
    """Whether only the date itself can tell what it surely touches: a set with members that aren't plain days."""
    return when.shape == "set" and not when.flagged and any(lo is None or lo != hi for lo, hi in when.members)


def date_of_row(db: sqlite3.Connection, row: int) -> When:
    """The date of a row, for those whose bounds don't tell all."""
    (face,) = db.execute("SELECT face FROM face WHERE row = ?", (row,)).fetchone()
    return date_of_face(face)


def date_of_face(face: str) -> When:
    """The date in a face."""
    return parse(json.loads(face)[_WHEN])
