"""What was said around a quote: on the same occasion, and by the same speaker before and after."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.core.query.model import Field, Query
from tradetui.store.archive import Row
from tradetui.store.match import Piece, Plan

if TYPE_CHECKING:
    from tradetui.core.records import Quote
    from tradetui.store.sqlite import SqliteArchive

#: So many other quotes of the same occasion are listed; of one more than that it is known that there are more.
LISTED = 12
#: So many quotes of one day are looked at for the same occasion, where no event holds them together.
_OF_A_DAY = 300


@frozen
class Surroundings:
    """The quotes around a quote, as known on a day.

    ``same``: the other quotes of its event or, without one, of the same day and occasion, in order of time; ``more``:
    there are more of them. ``before`` and ``after``: what its speaker said last before it, and next.
    """

    same: tuple[Row, ...] = ()
    more: bool = False
    before: Row | None = None
    after: Row | None = None


def surroundings(
    archive: SqliteArchive, db: sqlite3.Connection, quote: Quote, row: Row, plan: Callable[[Query], Plan]
) -> Surroundings:
    """What was said around a quote in a row."""
    same: list[int] = []
    if quote.event:
        found = _rows(db, plan(Query((Field("event", (quote.event,)),))), limit=LISTED + 2)
        same = [number for number in found if number != row.row]
    elif quote.occasion and row.earliest is not None:
        same = _same_occasion(db, plan(Query()), quote, row)
    before = after = None
    if len(quote.by) == 1:
        said = Query((Field("by", quote.by),))
        before = next(iter(_rows(db, plan(said), last=row.row - 1, newest=True, limit=1)), None)
        after = next(iter(_rows(db, plan(said), first=row.row + 1, limit=1)), None)
    listed = same[:LISTED]
    numbers = [*listed, *(each for each in (before, after) if each is not None)]
    rows = {each.row: each for each in archive.rows(numbers)}
    return Surroundings(
        tuple(rows[number] for number in listed),
        len(same) > LISTED,
        rows.get(before) if before is not None else None,
        rows.get(after) if after is not None else None,
    )


def _rows(
    db: sqlite3.Connection, plan: Plan, *, first: int = 1, last: int = 0, newest: bool = False, limit: int
) -> list[int]:
    """The rows of a plan from ``first`` to ``last`` (0: the end), so many of them at most."""
    if plan.nothing:
        return []
    more = f"ORDER BY text.rowid {'DESC' if newest else 'ASC'} LIMIT {limit:d}"
    found: list[int] = []
    for piece in plan.pieces:
        part = Piece(max(first, piece.first), min(last or piece.last, piece.last), piece.terms)
        if part.first <= part.last:
            found += [row for (row,) in db.execute(*plan.select(part, "text.rowid", more))]
    return sorted(found, reverse=newest)[:limit]


def _same_occasion(db: sqlite3.Connection, plan: Plan, quote: Quote, row: Row) -> list[int]:
    """The other quotes whose date begins on the same day, with the same occasion and place."""
    found = db.execute("SELECT first FROM day WHERE lo = ?", (row.earliest,)).fetchone()
    if found is None:
        return []
    (after,) = db.execute("SELECT min(first) FROM day WHERE lo > ?", (row.earliest,)).fetchone()
    numbers = _rows(db, plan, first=int(found[0]), last=int(after) - 1 if after else 0, limit=_OF_A_DAY)
    marks = ", ".join("?" * len(numbers))
    bodies = db.execute(
        f"SELECT v.row, r.body FROM version v JOIN record r ON r.n = v.n WHERE v.row IN ({marks})", numbers
    )
    same: list[int] = []
    for number, body in bodies:
        held = json.loads(body)
        there = (held.get("occasion", ""), held.get("place", ""), held.get("event", ""))
        if number != row.row and there == (quote.occasion, quote.place, ""):
            same.append(number)
    return sorted(same)
