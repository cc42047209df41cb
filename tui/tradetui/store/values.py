"""What the value of a field names, among the values that an index holds.

The same answers as :func:`tradetui.core.query.held.asked`, without going through every value: whatever a value can
name has a word that begins like its first one, and ``alias`` finds those.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tradetui.core.normalise import sought
from tradetui.core.query.fields import FieldSpec
from tradetui.core.query.values import in_text, is_id, read_number, resolve
from tradetui.store import schema

#: The end of a range of texts that begin alike.
LAST = "\U0010ffff"
#: A value still being typed that names more than this is not asked for yet.
MANY = 50
#: Which names the values of a type of field go by.
_NAMED_BY = {
    "actor": schema.KIND_CODES["actor"],
    "tag": schema.KIND_CODES["actor"],
    "source": schema.KIND_CODES["source"],
    "side": schema.SIDE_CODE,
}


def asked(db: sqlite3.Connection, field: FieldSpec, values: Sequence[str]) -> dict[str, int]:
    """The values of a field, as held by some record, that the values of a query ask for; each with its term.

    ``has:quote`` is held by no row: other records decide it. Its number is -1.
    """
    found: dict[str, int] = {}
    for value in values:
        if field.type == "number":
            found |= _by_number(db, field.name, value)
        elif field.type == "id":
            found |= _by_id(db, field.name, value)
        else:
            found |= _by_name(db, field, value)
    return found


def names_many(db: sqlite3.Connection, field: FieldSpec, value: str) -> bool:
    """Whether a value names more than :data:`MANY` values of a field, as its letters so far tell."""
    tokens = sought(value)
    if field.type in ("date", "number", "id") or not tokens:
        return False
    begin = tokens[0].removesuffix("*")
    (number,) = db.execute(
        "SELECT count(*) FROM (SELECT DISTINCT term.n FROM alias"
        " CROSS JOIN term ON term.field = ? AND term.value = alias.id WHERE alias.suffix BETWEEN ? AND ? LIMIT ?)",
        (field.name, begin, begin + LAST, MANY + 1),
    ).fetchone()
    return int(number) > MANY


def _by_number(db: sqlite3.Connection, name: str, value: str) -> dict[str, int]:
    span = read_number(value)
    if span is None:
        return {}
    held = db.execute("SELECT value, n FROM term WHERE field = ?", (name,))
    return {number: n for number, n in held if span[0] <= int(number) <= span[1]}


def _by_id(db: sqlite3.Connection, name: str, value: str) -> dict[str, int]:
    begin, end = (value[:-1], value[:-1] + LAST) if value.endswith("*") else (value, value)
    held = db.execute(
        "SELECT value, n FROM term WHERE field = ? AND value BETWEEN ? AND ?", (name, begin, end)
    )
    return {key: n for key, n in held if is_id(value, key)}


def _by_name(db: sqlite3.Connection, field: FieldSpec, value: str) -> dict[str, int]:
    tokens = sought(value)
    begin = tokens[0].removesuffix("*") if tokens else value
    held: dict[str, int] = dict(
        db.execute(
            "SELECT value, n FROM term WHERE field = ?1 AND value = ?2 UNION"
            " SELECT term.value, term.n FROM alias JOIN term ON term.field = ?1 AND term.value = alias.id"
            " WHERE alias.suffix BETWEEN ?3 AND ?4",
            (field.name, value, begin, begin + LAST),
        ).fetchall()
    )
    if field.name == "has":
        held["quote"] = -1
    if field.type == "text":
        return {key: n for key, n in held.items() if in_text(value, key)}
    names = _named(db, field, value, begin)
    if field.type == "actor":
        found = resolve(value, names) | {key for key in held.keys() - names.keys() if in_text(value, key)}
    else:
        listed = {**dict.fromkeys((*field.values, *held), ()), **names}
        found = resolve(value, listed, whole_names=field.type != "source")
    return {key: held[key] for key in found if key in held}


def _named(db: sqlite3.Connection, field: FieldSpec, value: str, begin: str) -> dict[str, list[str]]:
    """Everything with a name that the value may mean, held by a record or not: id to names."""
    kind = _NAMED_BY.get(field.type)
    if kind is None:
        return {}
    rows = db.execute(
        "SELECT name.id, name.name FROM name WHERE name.kind = ?1 AND name.id IN"
        " (SELECT ?2 UNION SELECT id FROM alias WHERE suffix BETWEEN ?3 AND ?4) ORDER BY name.id, name.place",
        (kind, value, begin, begin + LAST),
    )
    found: dict[str, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return found


def names_of(db: sqlite3.Connection, key: str) -> list[str]:
    """What an actor, a source or a side is called, the name shown first; nothing for what is none of them."""
    return [name for (name,) in db.execute("SELECT name FROM name WHERE id = ? ORDER BY place", (key,))]
