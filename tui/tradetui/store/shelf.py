"""Records made again from the index, for the questions that look at whole records."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from tradetui.core.fields import build
from tradetui.core.fields.build import parse_when
from tradetui.store import schema
from tradetui.store.values import LAST

if TYPE_CHECKING:
    from tradetui.core.records import AnyRecord, Figure, Kind, Measure
    from tradetui.core.when import When
    from tradetui.store.connections import Connections

_COLUMNS = "SELECT kind, body, file, position FROM record"

_SHARED = (schema.KIND_CODES["actor"], schema.KIND_CODES["source"])
_KEPT = 2_000


class Shelf:
    """Builds records when they are asked for; measures, which every day's answer needs, are kept."""

    def __init__(self, connections: Connections) -> None:
        """Over the connections of one archive."""
        self._connections = connections
        self._lock = threading.Lock()
        self._kept: dict[str, AnyRecord] = {}
        self._measures: list[Measure] | None = None
        self._figures: list[Figure] | None = None
        self._published: dict[str, When | None] | None = None
        self._side_of: dict[str, str] | None = None

    def record(self, key: str) -> AnyRecord | None:
        """A record by id."""
        return self.records([key]).get(key)

    def records(self, keys: Sequence[str]) -> dict[str, AnyRecord]:
        """The records with these ids, as far as there are any. Actors and sources, asked for by many, are kept."""
        found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [key for key in keys if key not in found]
        with self._connections.asking() as db:
            for key in missing:
                row = db.execute(f"{_COLUMNS} WHERE id = ?", (key,)).fetchone()
                if row is not None:
                    record = found[key] = _build(row)
                    if row[0] in _SHARED and len(self._kept) < _KEPT:
                        self._kept[key] = record
        return found

    def of_kinds(self, *kinds: Kind) -> Iterator[AnyRecord]:
        """All records of some kinds, in file order."""
        codes = ", ".join(str(schema.KIND_CODES[kind]) for kind in kinds)
        with self._connections.asking() as db:
            for found in db.execute(f"{_COLUMNS} WHERE kind IN ({codes}) ORDER BY n"):
                yield _build(found)

    def citing(self, source: str) -> list[AnyRecord]:
        """Every record that cites a source, in file order."""
        with self._connections.asking() as db:
            tokens = _tokens(db, "field = 'source' AND value = ?", source)
            return self._having(db, _pointed(db, tokens))

    def news(self, after: int, until: int) -> list[AnyRecord]:
        """What may have changed from one day to another, in file order: all measures and figures, and of the events
        those of which anything became known after the first day, up to the second.
        """
        measure, figure = schema.KIND_CODES["measure"], schema.KIND_CODES["figure"]
        with self._connections.asking() as db:
            found = db.execute(
                f"SELECT n FROM record WHERE kind IN ({measure}, {figure}) UNION"
                f" SELECT n FROM version WHERE flags & {schema.NEWS} AND k_from > ? AND k_from <= ? AND kind = ?",
                (after, until, schema.KIND_CODES["event"]),
            )
            return self._having(db, {n for (n,) in found})

    def in_dispute(self) -> list[AnyRecord]:
        """What conflicts can be about, in file order: all figures, records with a citation that says otherwise, and
        both ends of each link ``contradicts``.
        """
        with self._connections.asking() as db:
            says = _tokens(db, "field = 'has' AND value = ?", "says")
            begin = "contradicts "
            links = db.execute(
                "SELECT n, value FROM term WHERE field = ? AND value BETWEEN ? AND ?",
                (schema.LINK, begin, begin + LAST),
            ).fetchall()
            numbers = _pointed(db, [*says, *(f'"{schema.token(n)}"' for n, _ in links)])
            for _, value in links:
                target = db.execute(
                    "SELECT n FROM record WHERE id = ?", (value.removeprefix(begin),)
                ).fetchone()
                numbers.update(target or ())
            figures = db.execute("SELECT n FROM record WHERE kind = ?", (schema.KIND_CODES["figure"],))
            numbers.update(n for (n,) in figures)
            return self._having(db, numbers)

    def _having(self, db: sqlite3.Connection, numbers: set[int], kind: int | None = None) -> list[AnyRecord]:
        """The records with these numbers, in file order; only those of a kind, if one is given."""
        found = (db.execute(f"{_COLUMNS} WHERE n = ?", (n,)).fetchone() for n in sorted(numbers))
        return [_build(row) for row in found if kind is None or row[0] == kind]

    def measures(self) -> list[Measure]:
        """All measures, in file order."""
        with self._lock:
            if self._measures is None:
                self._measures = cast("list[Measure]", list(self.of_kinds("measure")))
            return self._measures

    def figures(self) -> list[Figure]:
        """The figures of a measure or about one, in file order."""
        with self._lock:
            if self._figures is None:
                with self._connections.asking() as db:
                    numbers = _pointed(db, list(_measured(db)))
                    found = self._having(db, numbers, schema.KIND_CODES["figure"])
                self._figures = cast("list[Figure]", found)
            return self._figures

    def published(self) -> Mapping[str, When | None]:
        """When each source was published."""
        with self._lock:
            if self._published is None:
                dates = self._one_value("source", "published")
                self._published = {key: parse_when(date) if date else None for key, date in dates}
            return self._published

    def side_of(self) -> Mapping[str, str]:
        """The side of each actor that has one."""
        with self._lock:
            if self._side_of is None:
                self._side_of = {key: side for key, side in self._one_value("actor", "side") if side}
            return self._side_of

    def _one_value(self, kind: Kind, field: str) -> Iterator[tuple[str, str]]:
        """The id of each record of a kind with the text of one field ("" without it); no record is built for it."""
        with self._connections.asking() as db:
            code = schema.KIND_CODES[kind]
            yield from db.execute(
                "SELECT id, coalesce(json_extract(body, ?), '') FROM record WHERE kind = ? ORDER BY n",
                (f"$.{field}", code),
            )


def _tokens(db: sqlite3.Connection, where: str, *values: str) -> list[str]:
    """Terms as quoted FTS5 strings."""
    return [f'"{schema.token(n)}"' for (n,) in db.execute(f"SELECT n FROM term WHERE {where}", values)]


def _measured(db: sqlite3.Connection) -> Iterator[str]:
    """The terms, as FTS5 strings, of records that are of a measure or about one."""
    for begin in ("about ", "figure "):
        found = db.execute(
            "SELECT term.n FROM term JOIN record ON record.id = substr(term.value, ?) AND record.kind = ?"
            " WHERE term.field = ? AND term.value BETWEEN ? AND ?",
            (len(begin) + 1, schema.KIND_CODES["measure"], schema.LINK, begin, begin + LAST),
        )
        yield from (f'"{schema.token(n)}"' for (n,) in found)


def _pointed(db: sqlite3.Connection, tokens: Sequence[str]) -> set[int]:
    """The numbers of the records of which some version has one of these terms."""
    if not tokens:
        return set()
    found = db.execute(
        "SELECT v.n FROM text CROSS JOIN version v ON v.row = text.rowid WHERE text MATCH ?",
        (" OR ".join(tokens),),
    )
    return {n for (n,) in found}


def _build(found: tuple[int, str, str, int] | sqlite3.Row) -> AnyRecord:
    kind, body, file, position = found
    return build(schema.KIND_NAMES[kind], json.loads(body), file=file, position=position)
