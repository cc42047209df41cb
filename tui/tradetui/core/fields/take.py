"""The usual case quickly: a table without any fault becomes a record in one pass.

Nearly every table of a collection is faultless, so it isn't walked once for the faults and once to be built. Where
there is anything to say, be it a warning, :func:`take` gives None, and :mod:`tradetui.core.fields.validate` says it: a
property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from tradetui.core.fields.build import jsonable, parse_when
from tradetui.core.fields.common import AMOUNT
from tradetui.core.fields.model import Field, Table
from tradetui.core.fields.tables import TABLES
from tradetui.core.fields.validate import (
    BIDI,
    CLOCK,
    CONTROL,
    ID,
    LARGEST,
    MOST_LEVELS,
    URL,
    walk,
    zone_is_known,
)
from tradetui.core.records import Amount, AnyRecord, Kind, Measure
from tradetui.core.when import WhenError

Taker = Callable[[Any], Any]


class _DoubtError(Exception):
    """There is something to say about a value."""


class _Plan(NamedTuple):
    """How a table is taken: attribute and taker by key, and which keys must stand."""

    keys: Mapping[str, tuple[str, Taker]]
    needed: frozenset[str]
    either: tuple[tuple[str, ...], ...]
    timed: bool


def take(kind: Kind, plain: Mapping[str, Any], *, file: str = "", position: int = 0) -> AnyRecord | None:
    """The record of a table of which there is nothing to say, else None."""
    try:
        record: AnyRecord = _take(TABLES[kind], plain, {"file": file, "position": position})
    except _DoubtError:
        return None
    if isinstance(record, Measure) and len({step.id for step in record.steps}) < len(record.steps):
        return None
    return record


def _take(table: Table, plain: Any, values: dict[str, Any]) -> Any:
    """``plain`` as ``table.cls``, with ``values`` as further arguments."""
    keys, needed, either, timed = _plan(table)
    if type(plain) is not dict:
        if type(plain) is not str or not table.short:
            raise _DoubtError
        # Plain text in the place of a table is its one needed key: nothing else can be missing.
        attr, taker = keys[table.short]
        return table.cls(**{attr: taker(plain)})
    for key in needed:
        if key not in plain:
            raise _DoubtError
    for group in either:
        if sum([key in plain for key in group]) != 1:
            raise _DoubtError
    for key, value in plain.items():
        known = keys.get(key)
        if known is None:
            raise _DoubtError
        values[known[0]] = known[1](value)
    if timed and plain.get("time") and not plain.get("tz"):
        raise _DoubtError
    return table.cls(**values)


@cache
def _plan(table: Table) -> _Plan:
    return _Plan(
        {field.key: (field.attr, _several(field)) for field in table.fields},
        frozenset(field.key for field in table.fields if field.need),
        table.either,
        "time" in table.keys and "tz" in table.keys,
    )


def _several(field: Field) -> Taker:
    one = _one(field)
    if field.number == "one":
        return one
    alone = field.number == "one-or-many"
    filled = field.need or alone

    def several(values: Any) -> Any:
        if type(values) is not list:
            if alone:
                return (one(values),)
            raise _DoubtError
        if filled and not values:
            raise _DoubtError
        return tuple([one(value) for value in values])

    return several


def _one(field: Field) -> Taker:
    if field.table is not None:
        table = field.table
        return lambda value: _take(table, value, {})
    return _TAKERS.get(field.type) or _text(field)


def _text(field: Field) -> Taker:
    """Text with the care that its field asks for."""
    prose, need = field.type == "prose", field.need
    values = frozenset(field.values) if field.values and not field.extensible else None

    def text(value: Any) -> str:
        if type(value) is not str:
            raise _DoubtError
        if not value.isprintable() and (
            CONTROL.search(value) or BIDI.search(value) or (not prose and "\n" in value)
        ):
            raise _DoubtError
        if values is not None and value not in values:
            raise _DoubtError
        if need and not value.strip():
            raise _DoubtError
        return value

    return text


def _id(value: Any) -> str:
    if type(value) is not str or not ID.fullmatch(value):
        raise _DoubtError
    return value


def _date(value: Any) -> Any:
    if type(value) is date:
        value = value.isoformat()
    elif type(value) is not str or not value.isprintable():
        raise _DoubtError
    try:
        return parse_when(value)
    except WhenError:
        raise _DoubtError from None


def _time(value: Any) -> str:
    if type(value) is not str or not CLOCK.fullmatch(value):
        raise _DoubtError
    return value


def _zone(value: Any) -> str:
    if type(value) is not str or not zone_is_known(value):
        raise _DoubtError
    return value


def _url(value: Any) -> str:
    if type(value) is not str or not URL.fullmatch(value) or CONTROL.search(value) or BIDI.search(value):
        raise _DoubtError
    return value


def _integer(value: Any) -> int:
    if type(value) is not int or not -LARGEST <= value <= LARGEST:
        raise _DoubtError
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not -LARGEST <= value <= LARGEST:
        raise _DoubtError
    number: float = value
    return number


def _amount(value: Any) -> Amount:
    if type(value) is not dict:
        return Amount(_number(value))
    if not value:
        raise _DoubtError
    amount: Amount = _take(AMOUNT, value, {})
    known = [each for each in (amount.low, amount.value, amount.high) if each is not None]
    if known != sorted(known):
        raise _DoubtError
    return amount


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise _DoubtError
    return value


def _mapping(value: Any) -> Any:
    # As if it stood deep: what is on the edge is left for the full validation to judge.
    if type(value) is not dict or next(walk(value, ("",) * (MOST_LEVELS // 2)), None) is not None:
        raise _DoubtError
    return jsonable(value)


_TAKERS: Mapping[str, Taker] = {
    "id": _id,
    "date": _date,
    "time": _time,
    "zone": _zone,
    "url": _url,
    "integer": _integer,
    "number": _number,
    "amount": _amount,
    "flag": _flag,
    "mapping": _mapping,
}
