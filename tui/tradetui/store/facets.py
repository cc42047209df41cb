"""What the records that a query finds have in common: for some fields, their values with how many have each.

The values come from the newest hits and from what is most frequent in the collection; how many records have one is
then counted in the index, so that a count is exact (or cut, and shown as such) whatever was looked at to find it.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tradetui.core.frozen import frozen
from tradetui.core.query.fields import spec
from tradetui.core.query.model import Field, Query
from tradetui.store import schema
from tradetui.store.archive import COUNT_CAP, Count
from tradetui.store.match import Piece, Plan, one_term
from tradetui.store.search import counted, matching
from tradetui.store.values import asked, names_of

if TYPE_CHECKING:
    from tradetui.core.records import Kind
    from tradetui.store.archive import Bucket
    from tradetui.store.sqlite import SqliteArchive

#: The fields that tell most about each kind, in the order in which they are shown; ``on`` is by years.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "quote": ("by", "side", "on", "source", "form"),
    "event": ("kind", "status", "side", "by", "on"),
    "actor": ("side", "type"),
    "measure": ("side", "by", "instrument"),
    "source": ("type", "on", "publisher"),
}
#: So many of the newest hits are looked at for their values.
SAMPLE = 500
#: So many values of a field are listed; of years more, since they are short.
LISTED, YEARS = 8, 12
#: So many of those most frequent in the whole collection are counted too, where not all hits were looked at.
_FREQUENT = 8
#: After so many seconds no more values are counted, and the answer says so.
BUDGET = 0.4
#: Years counted at most: from the last one back.
_MOST_YEARS = 3_000


@frozen
class FacetValue:
    """A value with how many of the records found have it; ``chosen``: the query asks for it."""

    value: str
    label: str
    count: Count
    chosen: bool = False


@frozen
class Facet:
    """A field with its values, the most frequent first (years: the latest first).

    The values of a field that the query asks for already are those there would be without that, so that another
    can be taken instead. ``more``: so many other values were seen at least; ``partial``: not all were counted in time.
    """

    field: str
    values: tuple[FacetValue, ...]
    more: int = 0
    partial: bool = False


def without(query: Query, field: str) -> Query:
    """The query without what it asks of a field, unless that is to be left out."""
    return Query(
        tuple(t for t in query.terms if not (isinstance(t, Field) and t.name == field and not t.negated))
    )


class Counting:
    """Counts facets over one connection, until the time is over."""

    def __init__(
        self, archive: SqliteArchive, db: sqlite3.Connection, plan: Callable[[Query], Plan], kind: Kind
    ) -> None:
        """``plan`` compiles a query over the kind, as known on the day."""
        self._archive = archive
        self._db = db
        self._plan = plan
        self._kind = kind
        self._end = time.monotonic() + BUDGET
        self._samples: dict[Query, tuple[dict[str, Counter[str]], bool]] = {}

    def facet(self, query: Query, name: str, check: Callable[[], None]) -> Facet:
        """The values of one field."""
        base = without(query, name)
        chosen = self._chosen(query, name)
        plan = self._plan(base)
        if plan.nothing:
            return Facet(name, ())
        seen, whole = self._sample(base, plan, check)
        found = seen.get(name, Counter())
        candidates = [value for value, _ in found.most_common(LISTED + 4)]
        if not whole:
            candidates += [value for value in self._frequent(name) if value not in candidates]
        candidates += [value for value in chosen if value not in candidates]
        values: list[FacetValue] = []
        partial = False
        for value in candidates:
            check()
            if time.monotonic() > self._end:
                partial = True
                break
            count = self._count(plan, name, value)
            if count.number:
                values.append(FacetValue(value, self._label(name, value), count, value in chosen))
        values.sort(key=lambda each: (not each.chosen, -each.count.number, -found[each.value], each.label))
        return Facet(name, tuple(values[:LISTED]), max(0, len(found) - LISTED), partial)

    def _chosen(self, query: Query, name: str) -> set[str]:
        """The values of a field that the query asks for."""
        known = spec(name)
        terms = [t for t in query.terms if isinstance(t, Field) and t.name == name and not t.negated]
        if known is None or known.type == "date":
            return {value for term in terms for value in term.values}
        return {value for term in terms for value in asked(self._db, known, term.values)}

    def _sample(
        self, base: Query, plan: Plan, check: Callable[[], None]
    ) -> tuple[dict[str, Counter[str]], bool]:
        """Values by field among the newest hits of a query, and whether these are all."""
        found = self._samples.get(base)
        if found is None:
            hits = matching(self._db, plan, newest=True, limit=SAMPLE, check=check)
            seen: dict[str, Counter[str]] = {}
            for face, body in self._archive.contents(hits.rows):
                for name, value in values_of(self._kind, face, body):
                    seen.setdefault(name, Counter())[value] += 1
            found = self._samples[base] = (seen, not hits.truncated)
        return found

    def _frequent(self, name: str) -> list[str]:
        """The values of a field that most records have as the record ends."""
        rows = self._db.execute(
            "SELECT value FROM term WHERE field = ? ORDER BY now DESC LIMIT ?", (name, _FREQUENT)
        )
        return [value for (value,) in rows]

    def _count(self, plan: Plan, name: str, value: str) -> Count:
        """How many hits of a plan have a value."""
        token = one_term(self._db, name, value)
        if token is None:
            return Count(0)
        pieces = plan.pieces
        plan.pieces = [Piece(piece.first, piece.last, (*piece.terms, token)) for piece in pieces]
        try:
            return counted(self._db, plan, COUNT_CAP)
        finally:
            plan.pieces = pieces

    def _label(self, name: str, value: str) -> str:
        known = spec(name)
        named = known is not None and known.type in ("actor", "side", "source")
        names = names_of(self._db, value) if named else []
        return names[0] if names else value


def years(query: Query, span: tuple[int, int] | None, buckets: Callable[[list[int]], list[Bucket]]) -> Facet:
    """The years that a query's hits touch; ``span`` are the days in question, ``buckets`` counts between edges."""
    chosen = {
        value
        for term in query.terms
        if isinstance(term, Field) and term.name == "on" and not term.negated
        for value in term.values
    }
    if span is None:
        return Facet("on", ())
    last = date.fromordinal(max(1, min(span[1], date.max.toordinal()))).year
    first = max(date.fromordinal(max(1, span[0])).year, last - _MOST_YEARS + 1)
    edges = [date(year, 1, 1).toordinal() for year in range(first, last + 1)]
    edges.append(date(last, 12, 31).toordinal() + 1)
    held = [
        (year, bucket.possibly)
        for year, bucket in zip(range(first, last + 1), buckets(edges), strict=True)
        if bucket.possibly
    ]
    values = [
        FacetValue(
            f"{year:04d}",
            str(year),
            Count(COUNT_CAP, capped=True) if number > COUNT_CAP else Count(number),
            f"{year:04d}" in chosen,
        )
        for year, number in reversed(held)
    ]
    return Facet("on", tuple(values[:YEARS]), max(0, len(values) - YEARS))


# -- what a record holds ------------------------------------------------------------------------------------------

#: Where in a face (see tradetui.store.entries.Face) the values of a field stand.
_IN_FACE: Mapping[str, Mapping[str, int]] = {
    "quote": {"side": 14, "form": 17},
    "event": {"side": 14, "kind": 12, "status": 11},
    "actor": {"side": 14, "type": 12},
    "measure": {"instrument": 12},
    "source": {"type": 12, "publisher": 16},
}


def values_of(kind: Kind, face: Sequence[Any], body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, value) of a record, from its face and its plain table."""
    for name, place in _IN_FACE.get(kind, {}).items():
        held = face[place]
        yield from ((name, value) for value in (held if isinstance(held, list) else [held]) if value)
    if kind in ("quote", "measure"):
        yield from (("by", value) for value in _listed(body.get("by")))
    elif kind == "event":
        yield from (("by", value) for value in _listed(body.get("who"), "actor"))
    if kind == "measure":
        yield from (("side", value) for value in face[14][:1] if value)
    if kind == "quote":
        yield from (("source", value) for value in dict.fromkeys(_listed(body.get("cites"), "source")))


def _listed(held: object, key: str = "") -> Iterator[str]:
    """The texts in a value that may be one text, or several, or tables that hold them under a key."""
    for each in held if isinstance(held, list) else [held]:
        value = each.get(key) if isinstance(each, dict) else each
        if isinstance(value, str) and value:
            yield value


def span_of_days(db: sqlite3.Connection) -> tuple[int, int] | None:
    """The first and the last day on which any record begins."""
    first, last = db.execute("SELECT min(lo), max(lo) FROM day WHERE lo > ?", (schema.OPEN_LO,)).fetchone()
    return None if first is None else (int(first), int(last))


def facets(
    archive: SqliteArchive,
    db: sqlite3.Connection,
    query: Query,
    kind: Kind,
    known_on: int,
    *,
    plan: Callable[[Query], Plan],
    check: Callable[[], None],
) -> list[Facet]:
    """The facets of a query over a kind of record, in the order of :data:`FIELDS`; without those that have no value."""
    counting = Counting(archive, db, plan, kind)
    names = FIELDS.get(kind, ())
    found = {name: counting.facet(query, name, check) for name in names if name != "on"}
    if "on" in names:
        # last: what is asked for here is the dearest, unless the axis has asked for it already
        base = without(query, "on")
        found["on"] = years(
            query,
            span_of_days(db),
            lambda edges: archive.histogram(base, kinds=(kind,), known_on=known_on, edges=edges),
        )
    return [facet for name in names if (facet := found[name]).values or facet.partial]
