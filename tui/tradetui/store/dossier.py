"""A record with all that hangs together with it, as known on a day."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from tradetui.core.fields import plain
from tradetui.core.knowledge import Known, as_printed, known
from tradetui.core.posts import post_on
from tradetui.core.query.dated import date_of
from tradetui.core.records import Actor, Event, Measure, Quote, Source, nested
from tradetui.store import schema
from tradetui.store.archive import Dossier, Linked, LinkRelation, Row
from tradetui.store.links import links_of

if TYPE_CHECKING:
    from tradetui.core.records import AnyRecord
    from tradetui.store.connections import Connections
    from tradetui.store.shelf import Shelf
    from tradetui.store.sqlite import SqliteArchive

#: Linked records listed of one relation; the rest are counted.
LISTED = 500
_LONGEST_ID = 200
#: The relations as :data:`schema.LINK` terms write them, on the record that points.
_RELATIONS = (
    "answers", "follows", "replaces", "fulfils", "contradicts", "part-of", "about",
    "quote", "step", "child", "figure", "version",
)  # fmt: skip
#: The fields of the query language by which records name an actor.
_OF_ACTORS = ("by", "to", "against", "org")
#: What the record that points calls the relation, where that is another name.
_FORWARD = {"quote": "event", "child": "parent"}


def dossier(
    archive: SqliteArchive, shelf: Shelf, connections: Connections, row: Row, known_on: int
) -> Dossier | None:
    """The dossier of the record in a row that is current on ``known_on``."""
    record = shelf.record(row.id)
    if record is None:
        return None
    sources = _sources(shelf, record)
    told = _told(record, sources, known_on, {} if row.known is None else {row.id: row.known})
    if told is None:
        return None
    actors = [each for each in shelf.records(actors_of(told.record)).values() if isinstance(each, Actor)]
    then = {each.id: _told(each, _sources(shelf, each), known_on) for each in actors}
    with connections.asking() as db:
        pointed = list(dict.fromkeys(links_of(told.record)))
        ids = dict.fromkeys((*_texts(plain(told.record)), *(target for _, target in pointed)))
        names = archive.names(ids, known_on=known_on)
        rows = archive.positions([key for key in ids if key not in names], known_on=known_on)
        named = archive.positions([target for _, target in pointed if target in names], known_on=known_on)
        forward, hidden = _forward(db, pointed, {**rows, **named})
        backward = _Backward(archive, db, record.id, known_on)
        backward.collect(record)
        company = _company(db, backward.linked, record.id) if isinstance(record, Actor) else {}
        names |= archive.names(company, known_on=known_on)
        return Dossier(
            record=record,
            known=told,
            row=row,
            linked=(*forward, *backward.linked),
            # A record that isn't known yet is not named.
            names={**names, **{key: each.title for key, each in rows.items()}},
            sources={key: as_printed(each, known_on) for key, each in sources.items()},
            hidden_links=hidden + backward.hidden,
            company=company,
            posts=_posts(then, told.record, known_on),
            sides={actor.id: actor.side for actor in actors if actor.side},
            unlisted=backward.unlisted,
        )


def _told(
    record: AnyRecord, sources: Mapping[str, Source], known_on: int, named: Mapping[str, int] | None = None
) -> Known | None:
    """The record as known on a day; ``sources`` are those that it cites, ``named`` is since when an actor was known."""
    return known(record, known_on, {key: source.published for key, source in sources.items()}, named)


def _sources(shelf: Shelf, record: AnyRecord) -> dict[str, Source]:
    """Every source that a record cites, or through which it was read, in whatever part of it."""
    keys = dict.fromkeys(
        key for cite in (*record.cites, *nested(record)) for key in (cite.source, cite.via) if key
    )
    found = shelf.records(list(keys))
    return {key: source for key, source in found.items() if isinstance(source, Source)}


def actors_of(record: AnyRecord) -> list[str]:
    """The ids of the actors who speak, are spoken to or take part."""
    match record:
        case Quote():
            found = [*record.by, *(each.actor for each in record.to)]
        case Event():
            found = [each.actor for each in record.who]
        case Measure():
            found = [record.by, record.against]
        case Actor():
            found = [record.id]
        case _:
            found = []
    return list(filter(None, dict.fromkeys(found)))


def _posts(actors: Mapping[str, Known | None], record: AnyRecord, known_on: int) -> dict[str, str]:
    """The post that each actor may have held on the record's date, as known on a day; without a date, on that day.

    Which of several: :func:`tradetui.core.posts.post_on`.
    """
    dated = None if isinstance(record, Actor) else date_of(record)
    first = known_on if dated is None or dated.lo is None else dated.lo
    last = known_on if dated is None or dated.hi is None else dated.hi
    found: dict[str, str] = {}
    for key, told in actors.items():
        roles = told.record.roles if told is not None and isinstance(told.record, Actor) else ()
        post = post_on(roles, first, last)
        if post is not None:
            found[key] = post.title
    return found


def _forward(
    db: sqlite3.Connection, pointed: Sequence[tuple[str, str]], rows: Mapping[str, Row]
) -> tuple[list[Linked], int]:
    """What the record points at, and how many of them are not known yet. ``rows``: of all ids known on the day."""
    linked: list[Linked] = []
    hidden = 0
    for relation, target in pointed:
        row = rows.get(target)
        if row is not None:
            linked.append(Linked(cast("LinkRelation", _FORWARD.get(relation, relation)), False, row))
        elif db.execute("SELECT 1 FROM record WHERE id = ?", (target,)).fetchone():
            hidden += 1
    return linked, hidden


class _Backward:
    """What points at a record."""

    def __init__(self, archive: SqliteArchive, db: sqlite3.Connection, key: str, known_on: int) -> None:
        self._archive = archive
        self._db = db
        self._key = key
        self._known_on = known_on
        self.linked: list[Linked] = []
        self.hidden = 0
        self.unlisted: dict[str, int] = {}

    def collect(self, record: AnyRecord) -> None:
        """Gather every relation: links, and what cites a source or names an actor."""
        terms = self._terms(schema.LINK, {f"{relation} {self._key}": relation for relation in _RELATIONS})
        if isinstance(record, Source):
            terms |= self._terms("source", {self._key: "cites"})
        elif isinstance(record, Actor):
            for relation in _OF_ACTORS:
                terms |= self._terms(relation, {self._key: relation})
        listed = [
            (relation, self._relation(relation, terms[relation])) for relation in _ORDER if relation in terms
        ]
        rows = iter(self._archive.rows([row for _, numbers in listed for row in numbers]))
        self.linked = [
            Linked(cast("LinkRelation", relation), True, next(rows))
            for relation, numbers in listed
            for _ in numbers
        ]

    def _terms(self, name: str, relations: Mapping[str, str]) -> dict[str, int]:
        """The terms of a field by the relation that their value stands for."""
        marks = ", ".join("?" * len(relations))
        found = self._db.execute(
            f"SELECT value, n FROM term WHERE field = ? AND value IN ({marks})", (name, *relations)
        )
        return {relations[value]: number for value, number in found}

    def _relation(self, relation: str, term: int) -> Sequence[int]:
        """The rows to list of what points so; what isn't known yet is counted."""
        visible = array("i")
        unseen: set[int] = set()
        seen: set[int] = set()
        for row, record, key, k_from, k_to in self._db.execute(_POINTING, (f'"{schema.token(term)}"',)):
            if key == self._key:
                continue
            if k_from <= self._known_on <= k_to:
                visible.append(row)
                seen.add(record)
            else:
                unseen.add(record)
        for record in unseen - seen:
            known_at_all = self._db.execute(_VISIBLE, (record, self._known_on, self._known_on)).fetchone()
            self.hidden += known_at_all is None
        if len(visible) > LISTED:
            self.unlisted[relation] = len(visible) - LISTED
        return visible[:LISTED]


def _company(db: sqlite3.Connection, linked: Sequence[Linked], key: str) -> dict[str, int]:
    """In how many of the events listed each other actor took part beside this one, the most frequent first."""
    found: Counter[str] = Counter()
    for each in linked:
        if each.relation == "by" and each.row.kind == "event":
            (body,) = db.execute("SELECT body FROM record WHERE id = ?", (each.row.id,)).fetchone()
            who = json.loads(body).get("who", ())
            found.update({person if isinstance(person, str) else person.get("actor", "") for person in who})
    return {actor: count for actor, count in found.most_common() if actor not in ("", key)}


_ORDER = (*_RELATIONS, "cites", *_OF_ACTORS)
_POINTING = """
WITH hit AS MATERIALIZED (SELECT rowid AS row FROM text WHERE text MATCH ?)
SELECT v.row, v.n, r.id, v.k_from, v.k_to FROM hit CROSS JOIN version v ON v.row = hit.row JOIN record r ON r.n = v.n
"""
_VISIBLE = "SELECT 1 FROM version WHERE n = ? AND k_from <= ? AND k_to >= ?"


def _texts(value: object) -> Iterator[str]:
    """Every text in a plain table that may be an id."""
    if isinstance(value, str):
        if value and len(value) <= _LONGEST_ID and " " not in value:
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
