"""From a valid plain table to a record and back.

A *plain* table is the dictionary that TOML or JSON gives, with the keys of the field tables. Building is on
the path of every record that a screen shows, so each table is turned into a plan of converters once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any

from tradetui.core.fields.model import Field, Table
from tradetui.core.fields.tables import COLLECTION, TABLES
from tradetui.core.frozen import defaults
from tradetui.core.records import Amount, AnyRecord, CollectionInfo, Kind, Record, kind_of
from tradetui.core.when import When, parse

Converter = Callable[[Any], Any]
#: Attribute and converter (None: taken as it is) by key.
Plan = Mapping[str, tuple[str, Converter | None]]


def build(kind: Kind, plain: Mapping[str, Any], *, file: str = "", position: int = 0) -> AnyRecord:
    """The record of a *valid* plain table; unknown keys are kept in ``extra``."""
    record: AnyRecord = _table(TABLES[kind], plain, file=file, position=position)
    return record


def build_collection(plain: Mapping[str, Any]) -> CollectionInfo:
    """What a valid ``collection.toml`` says."""
    info: CollectionInfo = _table(COLLECTION, plain)
    return info


def plain(record: Record | CollectionInfo) -> dict[str, Any]:
    """The plain table of a record, with no key that holds its default: ``build(kind, plain(r))`` is ``r``
    again.

    Everything in it can be written as JSON and as TOML.
    """
    return _plain(COLLECTION if isinstance(record, CollectionInfo) else TABLES[kind_of(record)], record)


#: The same few dates stand in thousands of records.
parse_when: Callable[[str], When] = lru_cache(maxsize=8192)(parse)


def date_text(value: str | date) -> str:
    """EDTF text of a date as TOML gives it: a string, or a date of TOML's own."""
    return value if isinstance(value, str) else value.isoformat()


def time_text(value: str | time) -> str:
    """Clock time as ``HH:MM`` or ``HH:MM:SS``."""
    if isinstance(value, str):
        return value
    return value.isoformat("seconds" if value.second else "minutes")


def jsonable(value: Any) -> Any:
    """A value of a key that no table knows, with TOML's own dates and times as text."""
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [jsonable(item) for item in value]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return value


def _date(value: str | date) -> When:
    return parse_when(date_text(value))


def _amount(value: Any) -> Amount:
    if isinstance(value, (int, float)):
        return Amount(value)
    return Amount(value.get("value"), value.get("low"), value.get("high"), value.get("words", ""))


_CONVERTERS: Mapping[str, Converter] = {
    "date": _date,
    "time": time_text,
    "amount": _amount,
    "mapping": jsonable,
}


def _one(field: Field) -> Converter | None:
    if field.table is not None:
        table = field.table
        return lambda value: _table(table, value)
    return _CONVERTERS.get(field.type)


def _several(field: Field) -> Converter:
    one = _one(field)
    if field.number == "many":
        return tuple if one is None else lambda values: tuple([one(value) for value in values])
    return lambda value: tuple(value) if isinstance(value, list) else (value,)


@cache
def _plan(table: Table) -> Plan:
    return {
        field.key: (field.attr, _one(field) if field.number == "one" else _several(field))
        for field in table.fields
    }


def _table(table: Table, plain: Any, **place: Any) -> Any:
    """``plain`` as ``table.cls``; ``place`` are further arguments of it."""
    plan = _plan(table)
    if isinstance(plain, str):
        plain = {table.short: plain}
    values: dict[str, Any] = place
    extra: dict[str, Any] = {}
    for key, value in plain.items():
        known = plan.get(key)
        if known is None:
            extra[key] = jsonable(value)
        else:
            attr, convert = known
            values[attr] = value if convert is None else convert(value)
    if extra:
        values["extra"] = extra
    return table.cls(**values)


def _plain(table: Table, record: Any) -> dict[str, Any]:
    """The inverse of :func:`_table`."""
    result: dict[str, Any] = {}
    usual = _defaults(table)
    for field in table.fields:
        value = getattr(record, field.attr)
        if value == usual.get(field.attr, _ABSENT):
            continue
        result[field.key] = _plain_value(field, value)
    result.update(record.extra if not table.closed else {})
    return result


_ABSENT = object()


@cache
def _defaults(table: Table) -> Mapping[str, Any]:
    """The default of each attribute that has one, but for those of needed keys."""
    needed = {field.attr for field in table.fields if field.need}
    return {attr: value for attr, value in defaults(table.cls).items() if attr not in needed}


def _plain_value(field: Field, value: Any) -> Any:
    if field.number == "one":
        return _plain_one(field, value)
    if field.number == "one-or-many" and len(value) == 1:
        return _plain_one(field, value[0])
    return [_plain_one(field, item) for item in value]


def _plain_one(field: Field, value: Any) -> Any:
    if field.table is not None:
        return _plain(field.table, value)
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, Amount):
        return plain_amount(value)
    if field.type == "mapping":
        return dict(value)
    return value


def plain_amount(amount: Amount) -> float | dict[str, float | str]:
    """A number, or ``{value, low, high, words}`` without what isn't known."""
    if amount.exact and amount.value is not None:
        return amount.value
    parts = {"value": amount.value, "low": amount.low, "high": amount.high, "words": amount.words or None}
    return {key: part for key, part in parts.items() if part is not None}
