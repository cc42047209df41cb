"""The rows and the dates of the last queries, carried along when the day one stands on moves.

From one day to another few versions begin or end, so what a query finds on the second day is what it found on the
first, with some rows more and some rows less: only these are asked whether they match.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from tradetui.core.frozen import frozen, replace
from tradetui.store import schema
from tradetui.store.archive import Ids

if TYPE_CHECKING:
    from tradetui.core.query.model import Query
    from tradetui.store.day_counts import Dates
    from tradetui.store.match import Compiler
    from tradetui.store.spans import Spans

T = TypeVar("T")

#: So many rows are kept, of however many queries, and so many bytes of what their dates were counted by.
_ROWS, _OF_DATES = 2_000_000, 10_000_000
#: After so many rows were counted the memory that this took is given back.
_LEFT_BEHIND = 150_000
#: So many small answers are kept.
_SMALL = 64
#: With more changes than this everything is asked anew.
_CHANGES = 20_000
#: So many versions that begin between two days, and so many that end, are looked at for what differs; were there more,
#: looking would cost more than the first rows do when asked anew.
_LOOKED_AT = 40_000
#: The day is None where everything is as when the record ends.
Key = tuple["Query", tuple[str, ...], int | None]


@frozen
class Change:
    """Rows, in ascending order, that stand on one day and not on another: ``added`` on the second, ``taken`` on the
    first. ``unsure``: those that match only possibly.
    """

    added: Sequence[int]
    taken: Sequence[int]
    unsure: frozenset[int] = frozenset()


class Kept:
    """Remembers answers of one index; from any thread."""

    def __init__(self, compiler: Compiler, now: tuple[int, int], check: Callable[[], None]) -> None:
        """``now``: the days on which everything is as when the record ends; ``check`` raises once not wanted."""
        self._compiler = compiler
        self._now = now
        self._check = check
        self._lock = threading.Lock()
        self._rows: dict[Key, Ids] = {}
        self._spans: dict[Key, Spans] = {}
        self._dates: Dates | None = None
        self._changed: tuple[object, Change | None] = (None, None)
        self._small: dict[object, object] = {}
        self._gone_through = 0

    def small(self, key: tuple[object, ...], ask: Callable[[], T]) -> T:
        """The answer to a question told by its key, where it takes a few hundred bytes; the last of them are kept."""
        with self._lock:
            if key in self._small:
                found = self._small[key] = self._small.pop(key)
                return cast("T", found)
        answer = ask()
        with self._lock:
            self._small[key] = answer
            if len(self._small) > _SMALL:
                del self._small[next(iter(self._small))]
        return answer

    def _key(self, query: Query, kinds: Sequence[str], known_on: int) -> Key:
        first, last = self._now
        return query, tuple(dict.fromkeys(kinds)), None if first <= known_on <= last else known_on

    # -- rows ---------------------------------------------------------------------------------------------------

    def rows(self, db: sqlite3.Connection, query: Query, kinds: Sequence[str], known_on: int) -> Ids | None:
        """All rows of a query in time order, where they are at hand; None where they must be asked for."""
        key = self._key(query, kinds, known_on)
        with self._lock:
            found = self._rows.get(key)
            if found is not None:
                self._rows[key] = self._rows.pop(key)
                return found
        near = self._nearest(self._rows, key)
        if near is None:
            return None
        day, ids = near
        change = self._change(db, key, day, known_on)
        if change is None:
            return None
        unsure = ids.unsure
        if unsure or change.unsure:
            unsure = unsure.difference(change.taken) | change.unsure.intersection(change.added)
        return self.keep(query, kinds, known_on, replace(ids, rows=_patched(ids.rows, change), unsure=unsure))

    def keep(self, query: Query, kinds: Sequence[str], known_on: int, ids: Ids) -> Ids:
        """Keep all rows of a query, in time order."""
        with self._lock:
            self._rows[self._key(query, kinds, known_on)] = ids
            while sum(len(each.rows) for each in self._rows.values()) > _ROWS and len(self._rows) > 1:
                del self._rows[next(iter(self._rows))]
        return ids

    # -- dates --------------------------------------------------------------------------------------------------

    def spans(
        self,
        db: sqlite3.Connection,
        query: Query,
        kinds: Sequence[str],
        known_on: int,
        ask: Callable[[], array[int]],
    ) -> Spans:
        """The dates of what a query finds; ``ask`` gives all its rows in time order, where these are needed."""
        key = self._key(query, kinds, known_on)
        with self._lock:
            found = self._spans.get(key)
            if found is not None:
                self._spans[key] = self._spans.pop(key)
                return found
        found = self._carried(db, key, known_on)
        if found is None:
            found = self._counted(db, ask())
        with self._lock:
            self._spans[key] = found
            while len(self._spans) > 1 and _size(self._spans.values()) > _OF_DATES:
                del self._spans[next(iter(self._spans))]
        return found

    def _counted(self, db: sqlite3.Connection, rows: array[int]) -> Spans:
        from tradetui.store.spans import Spans

        found = Spans(self._all_dates(db).counted(db, rows, self._check))
        self._gone_through += len(rows)
        if self._gone_through > _LEFT_BEHIND:
            from tradetui.store.memory import give_back

            self._gone_through = 0
            give_back()
        return found

    def _carried(self, db: sqlite3.Connection, key: Key, known_on: int) -> Spans | None:
        near = self._nearest(self._spans, key)
        if near is None:
            return None
        day, spans = near
        change = self._change(db, key, day, known_on)
        if change is None:
            return None
        dates = self._all_dates(db)
        added, taken = (
            dates.counted(db, array("i", rows), self._check) for rows in (change.added, change.taken)
        )
        return spans.carried(added, taken)

    def _all_dates(self, db: sqlite3.Connection) -> Dates:
        if self._dates is None:
            from tradetui.store.day_counts import Dates

            self._dates = Dates(db)
        return self._dates

    def row_on(self, day: int) -> int | None:
        """The first row that begins on a day or later, where the days of rows are in memory."""
        return None if self._dates is None else self._dates.row_on(day)

    # -- from one day to another --------------------------------------------------------------------------------

    def _nearest(self, answers: dict[Key, T], key: Key) -> tuple[int, T] | None:
        """What the same query found on the nearest day, and that day."""
        query, kinds, wanted = key
        first, last = self._now
        best: tuple[int, int, T] | None = None
        with self._lock:
            for (other, of_kinds, day), answer in answers.items():
                if other != query or of_kinds != kinds:
                    continue
                at = day if day is not None else first if wanted is None or wanted < first else last
                far = min(abs(at - first), abs(at - last)) if wanted is None else abs(at - wanted)
                if best is None or far < best[0]:
                    best = far, at, answer
        return None if best is None else best[1:]

    def _change(self, db: sqlite3.Connection, key: Key, before: int, after: int) -> Change | None:
        """How what a query finds differs between two days; None where that must not, or can't well, be told."""
        query, kinds, _ = key
        plan = self._compiler.plan(db, query, kinds, after, any_day=True)
        if plan.turning:
            return None
        change = self._changed_rows(db, kinds, before, after)
        if change is None or plan.everything or not (change.added or change.taken):
            return change
        if plan.nothing:
            return Change((), ())
        from tradetui.store.search import matching

        both = sorted((*change.added, *change.taken))
        found = matching(db, plan.among(both), newest=False, limit=0, check=self._check)
        matched = set(found.rows)
        return Change(
            [row for row in change.added if row in matched],
            [row for row in change.taken if row in matched],
            found.unsure,
        )

    def _changed_rows(
        self, db: sqlite3.Connection, kinds: Sequence[str], before: int, after: int
    ) -> Change | None:
        """The rows that stand on one day and not on the other, of some kinds; None where they are very many."""
        asked = (tuple(kinds), before, after)
        told, change = self._changed
        if told == asked:
            return change
        low, high = min(before, after), max(before, after)
        codes = ", ".join(str(schema.KIND_CODES[kind]) for kind in kinds)
        if any(
            _more_than(db, f"{between} AND kind IN ({codes})", (low, high), _LOOKED_AT)
            for between in (_BEGUN, _ENDED)
        ):
            self._changed = (asked, None)
            return None
        begun, ended = (
            [row for (row,) in db.execute(f"SELECT row {between} AND kind IN ({codes}) AND {stands}", days)]
            for between, stands, days in (
                (_BEGUN, "k_to >= ?", (low, high, high)),
                (_ENDED, "k_from <= ?", (low, high, low)),
            )
        )
        if len(begun) + len(ended) >= _CHANGES:
            change = None
        else:
            later, earlier = sorted(begun), sorted(ended)
            change = Change(later, earlier) if after > before else Change(earlier, later)
        self._changed = (asked, change)
        return change


_BEGUN = "FROM version INDEXED BY version_from WHERE k_from > ? AND k_from <= ?"
# the index holds only what ends, and takes the condition only as it is written there
_ENDED = f"FROM version INDEXED BY version_to WHERE k_to >= ? AND k_to < ? AND k_to < {schema.OPEN_HI}"


def _more_than(db: sqlite3.Connection, between: str, days: tuple[int, int], number: int) -> bool:
    """Whether there are more versions than so many, told by the index alone and no further than that."""
    sql = f"SELECT 1 {between} LIMIT 1 OFFSET {number:d}"
    return db.execute(sql, days).fetchone() is not None


def _size(kept: Iterable[Spans]) -> int:
    """How many bytes some dates take; what several share is there once."""
    parts = {id(part): part for each in kept for part in each.parts}
    return sum(part.size for part in parts.values())


def _patched(rows: array[int], change: Change) -> array[int]:
    """Rows in ascending order with some more, and without some; what lies between is copied whole."""
    found = array("i")
    at = 0
    for row, added in _merged(change.added, change.taken):
        end = bisect_left(rows, row, at)
        found.extend(rows[at:end])
        at = end
        if added:
            found.append(row)
        elif at < len(rows) and rows[at] == row:
            at += 1
    found.extend(rows[at:])
    return found


def _merged(added: Iterable[int], taken: Iterable[int]) -> list[tuple[int, bool]]:
    return sorted([*((row, True) for row in added), *((row, False) for row in taken)])
