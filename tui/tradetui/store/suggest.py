"""Values to offer while a field is being typed."""

from __future__ import annotations

import sqlite3

from tradetui.core.normalise import normalise
from tradetui.core.query.fields import FieldSpec, spec
from tradetui.store import schema
from tradetui.store.archive import COUNT_CAP, Count, Suggestion
from tradetui.store.values import LAST, names_of

#: On a day that is not the last of the record: values counted, the most frequent now first, and how far.
_COUNTED = 40
_CAP = 1_000


def suggestions(
    db: sqlite3.Connection, name: str, prefix: str, *, known_on: int | None, limit: int
) -> list[Suggestion]:
    """Values of a field with a word that begins like ``prefix``, the most frequent first.

    ``known_on`` None: as things stand when the record ends, for which the counts are ready.
    """
    field = spec(name)
    if field is None or field.type == "date" or field.name == "id":
        return []
    found = _beginning(db, field, prefix, max(limit, _COUNTED))
    if known_on is not None:
        found = [(number, value, _count(db, number, known_on)) for number, value, _ in found]
    held = sorted((each for each in found if each[2]), key=lambda each: -each[2])
    cap = COUNT_CAP if known_on is None else _CAP
    return [_suggestion(db, field, value, count, cap) for _, value, count in held[:limit]]


def _beginning(
    db: sqlite3.Connection, field: FieldSpec, prefix: str, limit: int
) -> list[tuple[int, str, int]]:
    """(term, value, count now) of the values that begin so."""
    begin = normalise(prefix)
    most = f"ORDER BY now DESC, value LIMIT {limit:d}"
    if not begin:
        return db.execute(f"SELECT n, value, now FROM term WHERE field = ? {most}", (field.name,)).fetchall()
    if field.type in ("id", "number"):
        return db.execute(
            f"SELECT n, value, now FROM term WHERE field = ? AND value BETWEEN ? AND ? {most}",
            (field.name, prefix, prefix + LAST),
        ).fetchall()
    return db.execute(
        "SELECT n, value, now FROM term WHERE field = ?1 AND value IN"
        f" (SELECT id FROM alias WHERE suffix BETWEEN ?2 AND ?3) {most}",
        (field.name, begin, begin + LAST),
    ).fetchall()


def _count(db: sqlite3.Connection, number: int, known_on: int) -> int:
    """On how many rows current on a day a term is, no further than the cap."""
    (count,) = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM text CROSS JOIN version v ON v.row = text.rowid"
        " WHERE text MATCH ? AND v.k_from <= ? AND v.k_to >= ? LIMIT ?)",
        (f'"{schema.token(number)}"', known_on, known_on, _CAP + 1),
    ).fetchone()
    return int(count)


def _suggestion(db: sqlite3.Connection, field: FieldSpec, value: str, count: int, cap: int) -> Suggestion:
    names = names_of(db, value) if field.type in ("actor", "source", "side", "tag") else []
    shown = Count(cap, capped=True) if count > cap else Count(count)
    return Suggestion(value, names[0] if names else value, shown)
