"""Running a plan: the rows that match, in order, and how many there are."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from tradetui.core.frozen import replace
from tradetui.store import schema
from tradetui.store.archive import Count, Ids
from tradetui.store.match import Piece, Plan

_LAST = 2**31 - 1
#: Rows put in order, and letters read, between two looks at whether the answer is still wanted.
_BATCH, _READ = 10_000, 60_000
#: The rows of which one statement asks for all.
_RANGE = 1_000_000


def standing(db: sqlite3.Connection, kind: str) -> array[int]:
    """The current rows of a kind."""
    rows = array("i")
    found = db.execute("SELECT rows FROM standing WHERE kind = ?", (schema.KIND_CODES[kind],)).fetchone()
    if found is not None:
        rows.frombytes(found[0])
        if sys.byteorder == "big":
            rows.byteswap()
    return rows


def standing_count(db: sqlite3.Connection, kind: str) -> int:
    """How many current rows of a kind there are."""
    found = db.execute(
        "SELECT length(rows) FROM standing WHERE kind = ?", (schema.KIND_CODES[kind],)
    ).fetchone()
    return 0 if found is None else int(found[0]) // array("i").itemsize


def matching(
    db: sqlite3.Connection, plan: Plan, *, newest: bool, limit: int, check: Callable[[], None]
) -> Ids:
    """The rows of a plan in time order, or newest first; at most ``limit`` of them (0: all)."""
    if plan.nothing:
        return Ids(array("i"), notes=tuple(plan.notes))
    doubtful: set[int] = set()
    if limit:
        rows = _first(db, plan, limit, doubtful, check, newest=newest)
    else:
        rows = _whole(db, plan, doubtful, check)
        if newest:
            rows.reverse()
    truncated = bool(limit) and len(rows) > limit
    if truncated:
        del rows[limit:]
    for doubted in plan.doubted:
        doubtful.update(_within(db, doubted, rows))
    if truncated and doubtful:
        doubtful.intersection_update(rows)
    return Ids(rows, frozenset(doubtful), truncated, notes=tuple(plan.notes))


def _first(
    db: sqlite3.Connection,
    plan: Plan,
    limit: int,
    doubtful: set[int],
    check: Callable[[], None],
    *,
    newest: bool,
) -> array[int]:
    """The first rows of a plan; one more than the limit, where there are so many."""
    order = f"ORDER BY text.rowid {'DESC' if newest else 'ASC'} LIMIT {limit + 1:d}"
    rows: list[int] = []
    for piece in sorted(plan.pieces, key=lambda each: -each.last if newest else each.first):
        # A piece beyond the last row that is wanted is not asked: looking for what isn't there is dear.
        if len(rows) > limit and (piece.last < rows[limit] if newest else piece.first > rows[limit]):
            continue
        part = array("i")
        _read(_text(db, plan, piece, order, few=True), part, doubtful, check)
        rows = sorted(chain(rows, part), reverse=newest)[: limit + 1]
    return array("i", rows)


def _whole(db: sqlite3.Connection, plan: Plan, doubtful: set[int], check: Callable[[], None]) -> array[int]:
    """All rows of a plan, in ascending order."""
    parts: list[array[int]] = []
    for piece in plan.pieces:
        part = array("i")
        for each in _parted(piece):
            _read(_text(db, plan, each, "ORDER BY text.rowid"), part, doubtful, check)
        parts.append(part)
    return _together(parts, check)


def _parted(piece: Piece) -> Iterator[Piece]:
    """Parts of a piece one after another, so that no text of its rows is very long."""
    for first in range(piece.first, piece.last + 1, _RANGE):
        yield Piece(first, min(piece.last, first + _RANGE - 1), piece.terms)


def _text(db: sqlite3.Connection, plan: Plan, piece: Piece, more: str, *, few: bool = False) -> str:
    """The numbers of the rows of a piece, with commas between them; of those that match only possibly less than 0.

    They come as one text: at each step of a statement another thread may take its turn, and a key waits for these.
    """
    sql, parameters = plan.select(piece, f"text.rowid AS row, {plan.unsure or '0'} AS doubt", more, few=few)
    asked = f"SELECT group_concat(CASE WHEN doubt THEN -row ELSE row END) FROM ({sql})"
    return db.execute(asked, parameters).fetchone()[0] or ""


def _read(text: str, rows: array[int], doubtful: set[int], check: Callable[[], None]) -> None:
    """Add the rows of a text; a part at a time, since while a part is read no other thread runs."""
    at, doubts = 0, "-" in text
    while at < len(text):
        check()
        end = text.find(",", at + _READ)
        end = len(text) if end < 0 else end
        numbers = map(int, text[at:end].split(","))
        if doubts:
            found = list(numbers)
            doubtful.update([-number for number in found if number < 0])
            numbers = map(abs, found)
        rows.extend(numbers)
        at = end + 1


def _together(parts: Sequence[array[int]], check: Callable[[], None]) -> array[int]:
    """Rows of several pieces, each in ascending order, in ascending order."""
    if len(parts) == 1:
        return parts[0]
    found = array("i")
    longest = max(parts, key=len, default=found)
    begins = [0] * len(parts)
    for at in range(_BATCH, len(longest) + _BATCH, _BATCH):
        check()
        until = longest[at] if at < len(longest) else _LAST
        ends = [bisect_left(part, until, begin) for part, begin in zip(parts, begins, strict=True)]
        held = (part[begin:end] for part, begin, end in zip(parts, begins, ends, strict=True))
        found.extend(sorted(chain.from_iterable(held)))
        begins = ends
    return found


def first_of(ids: Ids, *, newest: bool = False, limit: int = 0, near: int | None = None) -> Ids:
    """The first rows of all there are in time order, the first or the last about a row; ``limit`` 0: all."""
    rows = ids.rows
    if limit and len(rows) > limit:
        begin = len(rows) - limit if newest else 0
        if near is not None and not newest:
            begin = max(0, min(bisect_left(rows, near) - limit // 2, len(rows) - limit))
        rows = rows[begin : begin + limit]
        ids = replace(ids, rows=rows, unsure=ids.unsure.intersection(rows), truncated=True)
    if newest:
        rows = rows[:]
        rows.reverse()
        return replace(ids, rows=rows)
    return ids


def about(db: sqlite3.Connection, plan: Plan, near: int, *, limit: int, check: Callable[[], None]) -> Ids:
    """The rows of a plan about a row in time order, half of the limit before it; ``truncated``: there are others."""
    pieces = plan.pieces
    halves: list[Ids] = []
    for newest, first, last in ((True, 1, near - 1), (False, near, _LAST)):
        parts = [Piece(max(each.first, first), min(each.last, last), each.terms) for each in pieces]
        plan.over([each for each in parts if each.first <= each.last])
        halves.append(matching(db, plan, newest=newest, limit=limit // 2, check=check))
    before, after = halves
    before.rows.reverse()
    return Ids(
        before.rows + after.rows,
        before.unsure | after.unsure,
        before.truncated or after.truncated,
        notes=after.notes,
    )


def _within(db: sqlite3.Connection, plan: Plan, rows: array[int]) -> set[int]:
    """The rows of a plan that are among these."""
    if not rows:
        return set()
    first, last = min(rows[0], rows[-1]), max(rows[0], rows[-1])
    found: set[int] = set()
    for piece in plan.pieces:
        part = Piece(max(first, piece.first), min(last, piece.last), piece.terms)
        if part.first <= part.last:
            found.update(row for (row,) in db.execute(*plan.select(part, "text.rowid")))
    return found.intersection(rows)


def counted(db: sqlite3.Connection, plan: Plan, cap: int) -> Count:
    """How many rows a plan gives, no further than ``cap`` (0: all)."""
    number = 0
    if plan.nothing:
        return Count(0)
    for piece in plan.pieces:
        more = f"LIMIT {cap + 1 - number:d}" if cap else ""
        sql, parameters = plan.select(piece, "1", more)
        number += int(db.execute(f"SELECT count(*) FROM ({sql})", parameters).fetchone()[0])
        if cap and number > cap:
            return Count(cap, capped=True)
    return Count(number)
