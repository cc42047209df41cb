"""Running a plan: the rows that match, in order, and how many there are."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable

from tradetui.core.frozen import replace
from tradetui.store import schema
from tradetui.store.archive import Count, Ids
from tradetui.store.match import Piece, Plan

_LAST = 2**31 - 1
#: Rows fetched between two looks at whether the answer is still wanted.
_BATCH = 10_000


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
    rows = array("i")
    doubtful: set[int] = set()
    order = f"ORDER BY text.rowid {'DESC' if newest else 'ASC'}"
    for piece in plan.pieces:
        if limit:
            rows.extend(_first(db, plan, piece, f"{order} LIMIT {limit + 1:d}", doubtful))
        else:
            _all(db, plan, piece, order, rows, doubtful, check)
        check()
    if limit or len(plan.pieces) > 1:
        rows = array("i", sorted(rows, reverse=newest))
    truncated = bool(limit) and len(rows) > limit
    if truncated:
        del rows[limit:]
    for doubted in plan.doubted:
        doubtful.update(_within(db, doubted, rows))
    if truncated and doubtful:
        doubtful.intersection_update(rows)
    return Ids(rows, frozenset(doubtful), truncated, notes=tuple(plan.notes))


def _first(db: sqlite3.Connection, plan: Plan, piece: Piece, more: str, doubtful: set[int]) -> list[int]:
    """A few rows of a piece, in no order; those that match only possibly are added to ``doubtful``.

    They come as one text: at each step of a statement another thread may take its turn, and a key waits for these.
    """
    sql, parameters = plan.select(piece, f"text.rowid AS row, {plan.unsure or '0'} AS doubt", more, few=True)
    (found,) = db.execute(
        f"SELECT group_concat(CASE WHEN doubt THEN -row ELSE row END) FROM ({sql})", parameters
    ).fetchone()
    numbers = [int(each) for each in found.split(",")] if found else []
    doubtful.update([-number for number in numbers if number < 0])
    return [abs(number) for number in numbers]


def _all(
    db: sqlite3.Connection,
    plan: Plan,
    piece: Piece,
    more: str,
    rows: array[int],
    doubtful: set[int],
    check: Callable[[], None],
) -> None:
    """Add all rows of a piece, in order, and those of them that match only possibly."""
    unsure = plan.unsure
    columns = f"text.rowid, {unsure}" if unsure else "text.rowid"
    cursor = db.execute(*plan.select(piece, columns, more))
    while batch := cursor.fetchmany(_BATCH):
        check()
        rows.extend([row[0] for row in batch])
        if unsure:
            doubtful.update([row for row, doubt in batch if doubt])


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
