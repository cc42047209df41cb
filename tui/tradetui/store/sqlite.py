"""The Archive over an SQLite index."""

from __future__ import annotations

import json
import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from tradetui.core.frozen import replace
from tradetui.core.query.model import Query
from tradetui.store import schema
from tradetui.store.archive import COUNT_CAP, Bucket, Count, Dossier, Ids, Order, Row, Suggestion
from tradetui.store.connections import Connections, Opener

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time

    from tradetui.core.changes import Change
    from tradetui.core.conflicts import Conflict
    from tradetui.core.in_force import InForce, Point
    from tradetui.core.lags import Lag
    from tradetui.core.records import AnyRecord, CollectionInfo, Kind
    from tradetui.core.source_dates import SourceDate
    from tradetui.store.facets import Facet
    from tradetui.store.kept import Kept
    from tradetui.store.match import Compiler, Plan
    from tradetui.store.shelf import Shelf
    from tradetui.store.spelling import Spelling
    from tradetui.store.surroundings import Surroundings

#: Rows asked for in one statement.
_PAGE = 500
P = ParamSpec("P")
T = TypeVar("T")


def _mending(ask: Callable[Concatenate[SqliteArchive, P], T]) -> Callable[Concatenate[SqliteArchive, P], T]:
    """Where a question finds the index damaged, have it built anew and ask again."""

    @wraps(ask)
    def mended(self: SqliteArchive, /, *args: P.args, **kwargs: P.kwargs) -> T:
        connections = self._connections
        try:
            return ask(self, *args, **kwargs)
        except (sqlite3.DatabaseError, json.JSONDecodeError) as error:
            if not self._mend(connections, error):
                raise
            return ask(self, *args, **kwargs)

    return mended


class SqliteArchive:
    """See :class:`tradetui.store.archive.Archive`. Made by :func:`tradetui.store.open.open_archive`."""

    def __init__(
        self, opener: Opener, first: sqlite3.Connection, rebuild: Callable[[], Opener] | None = None
    ) -> None:
        """``first``: a connection that is open already; ``rebuild`` makes the index anew, should it prove damaged."""
        self._connections = Connections(opener, first)
        self._rebuild = rebuild
        self._lock = threading.Lock()
        self._meta: dict[str, Any] = dict(first.execute("SELECT key, value FROM meta").fetchall())

    def _mend(self, broken: Connections, error: Exception) -> bool:
        """Replace connections to a damaged index; whether there is hope. The same records get the same rows."""
        code = getattr(error, "sqlite_errorcode", None)
        damaged = isinstance(error, json.JSONDecodeError) or code in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
        )
        if self._rebuild is None or not (damaged or "malformed" in str(error)):
            return False
        with self._lock:
            if self._connections is broken:
                self._connections = Connections(self._rebuild())
                for name in ("_shelf", "_compiler", "_kept"):
                    self.__dict__.pop(name, None)
                broken.close()
        return True

    # -- the collection -----------------------------------------------------------------------------------------

    @cached_property
    def info(self) -> CollectionInfo:
        """What ``collection.toml`` says."""
        from tradetui.core.fields import build_collection

        return build_collection(json.loads(self._meta["info"]))

    @property
    def left_out(self) -> int:
        """How many records were left out for their faults."""
        return int(self._meta.get("left_out", 0))

    @property
    def unread(self) -> int:
        """Of how many files or folders nothing could be read."""
        return int(self._meta.get("unread", 0))

    @property
    def end_of_record(self) -> int | None:
        """The last day that ``covers`` claims, if it has one."""
        end = self._meta.get("end_of_record")
        return None if end is None else int(end)

    @cached_property
    def _shelf(self) -> Shelf:
        from tradetui.store.shelf import Shelf

        return Shelf(self._connections)

    @cached_property
    def _compiler(self) -> Compiler:
        from tradetui.store.match import Compiler

        meta = self._meta
        return Compiler(int(meta["rows"]), int(meta["now_from"]), int(meta["now_to"]))

    @cached_property
    def _kept(self) -> Kept:
        from tradetui.store.kept import Kept

        now = int(self._meta["now_from"]), int(self._meta["now_to"])
        return Kept(self._compiler, now, self._connections.check)

    # -- lists --------------------------------------------------------------------------------------------------

    @_mending
    def ids(
        self,
        query: Query,
        *,
        kinds: Sequence[Kind],
        known_on: int,
        order: Order = "when",
        limit: int = 0,
        near: int | None = None,
    ) -> Ids:
        """Rows of the records of these kinds that match, in order; ``limit`` 0 is no limit.

        ``near``, in time order: of more than the limit those about a row, half of them before it.
        """
        from tradetui.store.search import about, first_of, matching

        check = self._connections.check
        with self._connections.asking() as db:
            plan = self._plan(db, query, kinds, known_on)
            if order == "rank":
                from tradetui.store.rank import ranked

                return ranked(db, query, plan, limit=limit, check=check)
            newest = order == "newest"
            found = self._at_hand(db, plan, query, kinds, known_on)
            if found is not None:
                return first_of(found, newest=newest, limit=limit, near=near)
            if limit and near is not None and not newest:
                return about(db, plan, near, limit=limit, check=check)
            found = matching(db, plan, newest=newest, limit=limit, check=check)
            if not newest and not found.truncated:
                self._kept.keep(query, kinds, known_on, found)
            return found

    @_mending
    def at_hand(
        self, query: Query, *, kinds: Sequence[Kind], known_on: int, order: Order = "when"
    ) -> Ids | None:
        """All rows that :meth:`ids` gives without a limit, where they cost next to nothing; else None."""
        from tradetui.store.search import first_of

        if order == "rank":
            return None
        with self._connections.asking() as db:
            plan = self._plan(db, query, kinds, known_on)
            found = self._at_hand(db, plan, query, kinds, known_on)
            return None if found is None else first_of(found, newest=order == "newest")

    def _at_hand(
        self, db: sqlite3.Connection, plan: Plan, query: Query, kinds: Sequence[Kind], known_on: int
    ) -> Ids | None:
        """All rows of a plan in time order: kept, carried from another day, or held ready in the index."""
        found = self._kept.rows(db, query, kinds, known_on)
        if found is None and plan.everything and plan.current:
            # a query that asks nothing yet (``by:l``, which names too many) finds what no query finds
            nothing = Query()
            every = self._kept.rows(db, nothing, kinds, known_on)
            if every is None:
                every = self._kept.keep(nothing, kinds, known_on, self._everything(db, kinds))
            found = replace(every, notes=tuple(plan.notes))
        return found

    def _plan(self, db: sqlite3.Connection, query: Query, kinds: Sequence[Kind], known_on: int) -> Plan:
        return self._compiler.plan(db, query, kinds, known_on)

    @staticmethod
    def _everything(db: sqlite3.Connection, kinds: Sequence[Kind]) -> Ids:
        """All current rows: they are held ready, kind by kind."""
        from tradetui.store.search import standing

        rows = array("i")
        for kind in dict.fromkeys(kinds):
            rows.extend(standing(db, kind))
        if len(set(kinds)) > 1:
            rows = array("i", sorted(rows))
        return Ids(rows)

    @_mending
    def row_on(self, day: int) -> int:
        """The number from which on rows begin on a day or later, in time order."""
        from tradetui.store.match import row_before

        at_hand = self._kept.row_on(day)
        if at_hand is not None:
            return at_hand
        with self._connections.asking() as db:
            return row_before(db, day, int(self._meta["rows"])) + 1

    @_mending
    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """The rows with these numbers, in the order given."""
        found: dict[int, Row] = {}
        with self._connections.asking() as db:
            for page, marks in _pages(numbers):
                (rows,) = db.execute(_ROWS.format(marks), page).fetchone()
                for each in rows.split(_BETWEEN_ROWS) if rows else ():
                    parts = each.split(_BETWEEN_PARTS)
                    if len(parts) != 3:
                        raise json.JSONDecodeError("a row of an index is damaged", each, 0)
                    row, face, body = parts
                    found[int(row)] = make_row(int(row), face, body or None)
        return [found[number] for number in numbers]

    @_mending
    def count(self, query: Query, *, kinds: Sequence[Kind], known_on: int, cap: int = COUNT_CAP) -> Count:
        """How many match, counting no further than ``cap`` (0: to the end)."""
        from tradetui.store.search import counted, standing_count

        with self._connections.asking() as db:
            plan = self._plan(db, query, kinds, known_on)
            if plan.everything and plan.current:
                number = sum(standing_count(db, kind) for kind in set(kinds))
                return Count(cap, capped=True) if cap and number > cap else Count(number)
            return counted(db, plan, cap)

    @_mending
    def histogram(
        self, query: Query, *, kinds: Sequence[Kind], known_on: int, edges: Sequence[int]
    ) -> list[Bucket]:
        """For each step from one edge to the day before the next: how many matching records touch it."""

        from tradetui.store.search import matching

        with self._connections.asking() as db:

            def ask() -> array[int]:
                plan = self._plan(db, query, kinds, known_on)
                found = self._at_hand(db, plan, query, kinds, known_on)
                if found is None:
                    found = matching(db, plan, newest=False, limit=0, check=self._connections.check)
                return found.rows

            return self._kept.spans(db, query, kinds, known_on, ask).buckets(edges)

    def _known_on(self, known_on: int) -> int | None:
        """The day, or None if it is one of those on which everything is as when the record ends."""
        return None if int(self._meta["now_from"]) <= known_on <= int(self._meta["now_to"]) else known_on

    # -- one record ---------------------------------------------------------------------------------------------

    @_mending
    def record(self, record_id: str) -> AnyRecord | None:
        """A record by id as it stands in its file, whatever the day."""
        return self._shelf.record(record_id)

    @_mending
    def position(self, record_id: str, *, known_on: int) -> Row | None:
        """The row of a record as known on a day."""
        return self.positions([record_id], known_on=known_on).get(record_id)

    def positions(self, ids: Sequence[str], *, known_on: int) -> dict[str, Row]:
        """The rows of several records as known on a day; those that are not known then are left out."""
        numbers: list[int] = []
        with self._connections.asking() as db:
            for page, marks in _pages(ids):
                found = db.execute(
                    f"SELECT v.row FROM record r JOIN version v ON v.n = r.n WHERE r.id IN ({marks})"
                    " AND v.k_from <= ? AND v.k_to >= ?",
                    (*page, known_on, known_on),
                )
                numbers.extend(number for (number,) in found)
            return {row.id: row for row in self.rows(numbers)}

    @_mending
    def dossier(self, record_id: str, *, known_on: int, row: Row | None = None) -> Dossier | None:
        """A record by id with all that links to it; None if there is none, or none was known on that day."""
        from tradetui.store.dossier import dossier

        row = row or self.position(record_id, known_on=known_on)
        return None if row is None else dossier(self, self._shelf, self._connections, row, known_on)

    @_mending
    def suggest(self, field: str, prefix: str, *, known_on: int, limit: int = 20) -> list[Suggestion]:
        """Values of a field that begin so, the most frequent first."""
        from tradetui.store.suggest import suggestions

        day = self._known_on(known_on)
        with self._connections.asking() as db:
            return self._kept.small(
                ("suggest", field, prefix, day, limit),
                lambda: suggestions(db, field, prefix, known_on=day, limit=limit),
            )[:]

    # -- what a query's hits have in common, and what was meant by one that finds nothing ------------------------

    @_mending
    def facets(self, query: Query, *, kind: Kind, known_on: int) -> list[Facet]:
        """The values of some fields among the records of a kind that match, with how many have each."""
        from tradetui.store.facets import facets

        with self._connections.asking() as db:
            return facets(
                self,
                db,
                query,
                kind,
                known_on,
                plan=lambda asked: self._plan(db, asked, (kind,), known_on),
                check=self._connections.check,
            )

    def contents(self, numbers: Sequence[int]) -> list[tuple[list[Any], dict[str, Any]]]:
        """The face and the plain table of each of these rows, in no order."""
        found: list[tuple[list[Any], dict[str, Any]]] = []
        with self._connections.asking() as db:
            for page, marks in _pages(numbers):
                rows = db.execute(
                    "SELECT f.face, r.body FROM face f JOIN version v ON v.row = f.row"
                    f" JOIN record r ON r.n = v.n WHERE f.row IN ({marks})",
                    page,
                )
                found += [(json.loads(face), json.loads(body)) for face, body in rows]
        return found

    @_mending
    def spellings(self, query: Query, *, kinds: Sequence[Kind], known_on: int) -> list[Spelling]:
        """What was probably meant by the terms of a query that find nothing anywhere."""
        from tradetui.store.spelling import spellings

        with self._connections.asking() as db:
            return spellings(
                db,
                query,
                lambda mended: self.count(mended, kinds=kinds, known_on=known_on),
                self._connections.check,
            )

    @_mending
    def surroundings(self, record_id: str, *, known_on: int) -> Surroundings | None:
        """What was said around a quote; None for any other record, or one not known on the day."""
        from tradetui.core.records import Quote
        from tradetui.store.surroundings import surroundings

        record, row = self._shelf.record(record_id), self.position(record_id, known_on=known_on)
        if row is None or not isinstance(record, Quote):
            return None
        with self._connections.asking() as db:
            return surroundings(
                self, db, record, row, lambda query: self._plan(db, query, ("quote",), known_on)
            )

    # -- answers of the core ------------------------------------------------------------------------------------

    @_mending
    def in_force(self, day: int, *, known_on: int, at: time | None = None, zone: str = "") -> InForce:
        """The state of every measure on a day, with totals and their arithmetic."""
        from tradetui.core.in_force import in_force

        shelf = self._shelf
        return in_force(
            shelf.measures(),
            day,
            known_on,
            at=at,
            zone=zone,
            published=shelf.published(),
            side_of=shelf.side_of(),
            end_of_record=self.end_of_record,
            figures=shelf.figures(),
        )

    @_mending
    def changes(self, before: int, after: int, *, known_on: int) -> list[Change]:
        """What changed between two days."""
        from tradetui.core.changes import changes

        shelf = self._shelf
        first, last = min(before, after), max(before, after)
        records = shelf.news(min(first, known_on), min(last, known_on))
        return changes(records, before, after, known_on, shelf.published())

    @_mending
    def conflicts(self, *, known_on: int) -> list[Conflict]:
        """Where the sources disagree."""
        from tradetui.core.conflicts import conflicts

        return conflicts(self._shelf.in_dispute(), known_on, self._shelf.published())

    @_mending
    def series(self, side: str, first: int, last: int, *, known_on: int) -> list[Point]:
        """The days from ``first`` to ``last`` from which the measures of a side cover something else."""
        from tradetui.core.in_force import series

        shelf = self._shelf
        return series(
            shelf.measures(),
            side,
            first,
            last,
            known_on,
            published=shelf.published(),
            side_of=shelf.side_of(),
        )

    @_mending
    def names(self, ids: Iterable[str], *, known_on: int | None = None) -> dict[str, str]:
        """What people call these actors, sides and sources; others, and what isn't known on the day, are left out."""
        known = ""
        if known_on is not None:
            known = (
                f" AND (kind = {schema.SIDE_CODE} OR EXISTS (SELECT 1 FROM record r JOIN version v ON v.n = r.n"
                f" WHERE r.id = name.id AND v.k_from <= {known_on:d} AND v.k_to >= {known_on:d}))"
            )
        found: dict[str, str] = {}
        with self._connections.asking() as db:
            for page, marks in _pages(list(dict.fromkeys(ids))):
                sql = (
                    f"SELECT id, name FROM name WHERE place = 0 AND id IN ({marks}){known} ORDER BY kind DESC"
                )
                found.update(db.execute(sql, page))
        return found

    @_mending
    def lags(self, *, known_on: int) -> list[Lag]:
        """For each step that was announced before it took effect, how long before."""
        from tradetui.core.lags import lags

        return lags(self._shelf.measures(), known_on, self._shelf.published())

    @_mending
    def source_dates(self, source_id: str, *, known_on: int) -> list[SourceDate]:
        """What a source says happened when, beside what others say."""
        from tradetui.core.source_dates import source_dates

        shelf = self._shelf
        return source_dates(shelf.citing(source_id), source_id, known_on, shelf.published())

    @_mending
    def known_days(self, day: int) -> tuple[int | None, int | None]:
        """The nearest days before and after ``day`` on which anything became known."""
        news = f"FROM version WHERE flags & {schema.NEWS} AND k_from"
        with self._connections.asking() as db:
            (earlier,) = db.execute(
                f"SELECT max(k_from) {news} < ? AND k_from > ?", (day, schema.OPEN_LO)
            ).fetchone()
            (later,) = db.execute(f"SELECT min(k_from) {news} > ?", (day,)).fetchone()
        return earlier, later

    @_mending
    def news(self, first: int, last: int, *, limit: int = 1_000) -> list[str]:
        """The ids of records of which something became known from one day to another, at most ``limit``."""
        with self._connections.asking() as db:
            found = db.execute(
                f"SELECT DISTINCT r.id FROM version v JOIN record r ON r.n = v.n"
                f" WHERE v.flags & {schema.NEWS} AND v.k_from BETWEEN ? AND ? LIMIT ?",
                (first, last, limit),
            )
            return [key for (key,) in found]

    # -- the end ------------------------------------------------------------------------------------------------

    def interrupt(self, thread: int = 0) -> None:
        """Stop every query under way, or that of one thread; each raises :class:`Interrupted` in its own thread."""
        self._connections.interrupt(thread)

    def close(self) -> None:
        """Close every connection."""
        self._connections.close()


#: Where in a face the title is, and the fields with several values.
_TITLE = 2
_LISTS = (13, 14, 15, 23)
#: The words of a quote are in its record, so that there is one copy of them, however many versions.
#: They come as one text: another thread that reckons makes each step of a statement wait for its turn.
_ROWS = """
SELECT group_concat(f.row || char(31) || f.face || char(31) || CASE v.kind WHEN 1 THEN r.body ELSE '' END, char(30))
FROM face f JOIN version v ON v.row = f.row JOIN record r ON r.n = v.n WHERE f.row IN ({})
"""
#: Signs that JSON holds only escaped.
_BETWEEN_ROWS, _BETWEEN_PARTS = "\x1e", "\x1f"


def _pages(values: Sequence[T]) -> Iterator[tuple[tuple[T, ...], str]]:
    """Values in parts of a size for one statement, each with its question marks."""
    for start in range(0, len(values), _PAGE):
        page = tuple(values[start : start + _PAGE])
        yield page, ", ".join("?" * len(page))


def words_of(body: str) -> str:
    """The words of a quote, from its record; fragments with the break between them."""
    text = json.loads(body)["text"]
    return text if isinstance(text, str) else " … ".join(text)


def make_row(number: int, face: str, body: str | None) -> Row:
    """A row from what the index holds of it."""
    values = json.loads(face)
    if body is not None:
        values[_TITLE] = words_of(body)
    for place in _LISTS:
        values[place] = tuple(values[place])
    return Row(number, *values)
