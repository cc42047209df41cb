"""What is wrong with one plain table: every fault at once, with the path to it.

These are the faults that keep a record from being built. What takes more than one record to see, and what
is only doubtful, stands in :mod:`tradetui.core.check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from tradetui.core.fields.build import date_text, parse_when, time_text
from tradetui.core.fields.model import Field, Table
from tradetui.core.fields.tables import COLLECTION, TABLES
from tradetui.core.problems import Severity
from tradetui.core.records import Kind
from tradetui.core.when import WhenError

#: Keys and array positions (from 0) that lead to a value.
Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """One fault of one table: where in it, the rule's short name, what is wrong, what to do, how bad."""

    path: Path
    check: str
    reason: str
    remedy: str = ""
    severity: Severity = "error"


def validate(kind: Kind, plain: Mapping[str, Any]) -> list[Fault]:
    """All faults of a record's table; without an error among them :func:`tradetui.core.fields.build`
    takes it.
    """
    faults = list(walk(plain, ()))
    if any(fault.check == "too-deep" for fault in faults):
        return faults
    faults += _check_table(TABLES[kind], plain, ())
    if kind == "measure":
        faults += _step_ids(plain.get("steps"))
    return faults


def validate_collection(plain: Mapping[str, Any]) -> list[Fault]:
    """All faults of ``collection.toml``, its record tables left aside."""
    return [*walk(plain, ()), *_check_table(COLLECTION, plain, ())]


# --- what holds of any value, known or not --------------------------------------------------------

MOST_LEVELS = 24
# Cc but for tab and line feed: no honest text holds them, and a terminal obeys them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Beyond this a float no longer holds every whole number.
LARGEST = 2**53


def walk(value: Any, path: Path) -> Iterator[Fault]:
    """Faults of text and numbers anywhere, whatever the key."""
    if isinstance(value, str):
        if not value.isprintable():
            yield from _text_faults(value, path)
    elif isinstance(value, dict):
        if len(path) > MOST_LEVELS:
            yield Fault(path, "too-deep", f"nested more than {MOST_LEVELS} levels deep", "flatten it")
            return
        for key, item in value.items():
            if not key.isprintable():
                yield from _text_faults(key, (*path, key))
            yield from walk(item, (*path, key))
    elif isinstance(value, list):
        if len(path) > MOST_LEVELS:
            yield Fault(path, "too-deep", f"nested more than {MOST_LEVELS} levels deep", "flatten it")
            return
        for position, item in enumerate(value):
            yield from walk(item, (*path, position))
    elif isinstance(value, (int, float)) and not -LARGEST <= value <= LARGEST:
        yield Fault(path, "bad-value", "not a number that can be reckoned with", "give it in a larger unit")


def _text_faults(value: str, path: Path) -> Iterator[Fault]:
    if found := CONTROL.search(value):
        yield Fault(
            path,
            "control-character",
            f"the control character U+{ord(found[0]):04X} stands in the text",
            "take it out: a terminal would obey it",
        )
    if found := BIDI.search(value):
        yield Fault(
            path,
            "bidi-character",
            f"the direction override U+{ord(found[0]):04X} stands in the text; it is left out on screen",
            "take it out unless the source prints it",
            "warning",
        )


# --- one table ------------------------------------------------------------------------------------


def _check_table(table: Table, plain: Any, path: Path) -> Iterator[Fault]:
    if isinstance(plain, str) and table.short:
        yield from check_field(table.keys[table.short], plain, path)
        return
    if not isinstance(plain, Mapping):
        yield Fault(path, "wrong-type", f"expected {_a_table(table)}, found {_called(plain)}", _shape(table))
        return
    yield from _check_keys(table, plain, path)
    for key, value in plain.items():
        if field := table.keys.get(key):
            yield from check_field(field, value, (*path, key))
    if "time" in table.keys and "tz" in table.keys and plain.get("time") and not plain.get("tz"):
        yield Fault(
            (*path, "time"),
            "time-without-tz",
            "a clock time without a zone",
            'add `tz`, say `tz = "Europe/Lisbon"`',
        )
    if table.name == "amount" and not plain:
        yield Fault(
            path, "missing-key", "an amount without number or words", "give `value`, or `low` and `high`"
        )


def _check_keys(table: Table, plain: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Unknown, missing and exclusive keys."""
    for key in plain:
        if key not in table.keys:
            yield Fault(
                (*path, key),
                "unknown-key",
                f"`{key}` is not a key of {_a_table(table)}"
                + ("" if table.closed else ': it is kept and shown under "other"'),
                did_you_mean(key, table.keys),
                "error" if table.closed else "warning",
            )
    for field in table.fields:
        if field.need and field.key not in plain:
            yield Fault(
                path,
                "missing-key",
                f"{_a_table(table)} needs `{field.key}`: {_plainly(field.meaning)}",
                f"give it, as in `{field.key} = {field.example or _example(field)}`",
            )
    for group in table.either:
        given = [key for key in group if key in plain]
        names = " or ".join(f"`{key}`" for key in group)
        if not given:
            yield Fault(path, "missing-key", f"{_a_table(table)} needs {names}", f"add {names}")
        elif len(given) > 1:
            yield Fault(
                (*path, given[1]), "either-key", f"{_a_table(table)} takes {names}, not both", "take one out"
            )


def check_field(field: Field, value: Any, path: Path) -> Iterator[Fault]:
    """The faults of one value under the key of a field."""
    several = isinstance(value, list)
    if field.number == "one" or (field.number == "one-or-many" and not several):
        yield from _check_one(field, value, path)
        return
    if not several:
        yield Fault(
            path, "wrong-type", f"expected an array, found {_called(value)}", f"write `{field.key} = [...]`"
        )
        return
    if not value and (field.need or field.number == "one-or-many"):
        yield Fault(path, "bad-value", "an empty array", "give at least one")
    for position, item in enumerate(value):
        yield from _check_one(field, item, (*path, position))


def _check_one(field: Field, value: Any, path: Path) -> Iterator[Fault]:
    if field.table is not None:
        yield from _check_table(field.table, value, path)
        return
    match field.type:
        case "date":
            yield from _check_date(value, path)
        case "time":
            yield from _check_time(value, path)
        case "amount":
            yield from _check_amount(value, path)
        case "integer":
            if type(value) is not int:
                yield _wrong(path, "a whole number", value)
        case "number":
            if type(value) not in (int, float):
                yield _wrong(path, "a number", value)
        case "flag":
            if type(value) is not bool:
                yield _wrong(path, "`true` or `false`", value)
        case "mapping":
            if not isinstance(value, Mapping):
                yield _wrong(path, "a table", value)
        case _:
            yield from _check_text(field, value, path)


# --- one value ------------------------------------------------------------------------------------

URL = re.compile(r"https?://\S+")
ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


def _check_text(field: Field, value: Any, path: Path) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield _wrong(path, "text", value)
        return
    if field.type == "prose" and not field.need:
        return
    if not value.strip():
        if field.need or field.type in ("id", "zone", "url") or (field.values and not field.extensible):
            yield Fault(path, "bad-value", "it is empty", "give it, or take the key out")
    elif field.type == "id":
        if not ID.fullmatch(value):
            yield Fault(
                path,
                "bad-id",
                f'"{value}" is not an id: lower-case letters, digits, `-`, `_`, `.`; first a letter or digit',
                f'write "{slug(value)}"' if slug(value) else "",
            )
    elif field.type == "zone":
        yield from _check_zone(value, path)
    elif field.type == "url":
        if not URL.fullmatch(value):
            yield Fault(
                path, "bad-value", f'"{value}" is not a web address', "begin it with https:// or http://"
            )
    elif field.type == "text" and "\n" in value:
        yield Fault(path, "line-break", "a line break in text of one line", "write it on one line", "warning")
    elif field.values and not field.extensible and value not in field.values:
        yield Fault(
            path,
            "bad-value",
            f'"{value}" is none of ' + ", ".join(field.values),
            did_you_mean(value, field.values),
        )


def slug(text: str) -> str:
    """Text as an id, as near as it goes; empty if nothing of it can stand in one."""
    import unicodedata

    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._]+", "-", folded).strip("-._")


def _check_date(value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(value, datetime):
        yield Fault(
            path,
            "bad-date",
            "a date with a clock time",
            f'write "{value.date().isoformat()}", and the clock time under `time` with `tz`',
        )
    elif not isinstance(value, (str, date)):
        remedy = f'write "{value}"' if type(value) is int else ""
        yield Fault(path, "wrong-type", f"expected a date (EDTF text), found {_called(value)}", remedy)
    else:
        text = date_text(value)
        try:
            parse_when(text)
        except WhenError as error:
            # The message says what is wrong, and after a semicolon what to write.
            reason, _, remedy = str(error).removeprefix(f"{text}: ").partition("; ")
            yield Fault(path, "bad-date", f'"{text}" is not an EDTF date: {reason}', remedy)


CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


def _check_time(value: Any, path: Path) -> Iterator[Fault]:
    if not isinstance(value, (str, time)):
        yield _wrong(path, "a clock time", value)
    elif not CLOCK.fullmatch(time_text(value)) or (isinstance(value, time) and value.microsecond):
        yield Fault(path, "bad-value", f'"{value}" is not a clock time', 'write it as "09:30" or "09:30:15"')


def _check_amount(value: Any, path: Path) -> Iterator[Fault]:
    from tradetui.core.fields.common import AMOUNT

    if isinstance(value, Mapping):
        yield from _check_table(AMOUNT, value, path)
        low, middle, high = (value.get(key) for key in ("low", "value", "high"))
        known = [number for number in (low, middle, high) if isinstance(number, (int, float))]
        if known != sorted(known):
            yield Fault(path, "bad-value", "`low`, `value` and `high` are not in order", "put them in order")
    elif type(value) not in (int, float):
        yield _wrong(path, "a number or {value, low, high, words}", value)


_ZONES: dict[str, bool] = {}


def _check_zone(value: str, path: Path) -> Iterator[Fault]:
    if not zone_is_known(value):
        yield Fault(
            path, "bad-zone", f'"{value}" is not an IANA time zone', 'write a name such as "Europe/Lisbon"'
        )


def zone_is_known(name: str) -> bool:
    """Whether there is a time zone of that name."""
    if name not in _ZONES:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(name)
            _ZONES[name] = True
        except (KeyError, ValueError, OSError):
            _ZONES[name] = False
    return _ZONES[name]


def _step_ids(steps: Any) -> Iterator[Fault]:
    """Each step of a measure needs a name of its own."""
    seen: dict[str, int] = {}
    for position, step in enumerate(steps if isinstance(steps, list) else ()):
        name = step.get("id") if isinstance(step, Mapping) else None
        if isinstance(name, str):
            if name in seen:
                reason = f'the step id "{name}" stands twice: it is that of step {seen[name] + 1} already'
                yield Fault(
                    ("steps", position, "id"), "duplicate-step", reason, "give each step an id of its own"
                )
            seen.setdefault(name, position)


# --- words for messages ---------------------------------------------------------------------------


def _wrong(path: Path, expected: str, value: Any) -> Fault:
    return Fault(path, "wrong-type", f"expected {expected}, found {_called(value)}")


_NAMES: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dict: "a table",
    list: "an array",
    datetime: "a date with a clock time",
    date: "a date",
    time: "a clock time",
    type(None): "null",
}


def _called(value: Any) -> str:
    name = _NAMES.get(type(value), type(value).__name__)
    if type(value) is bool:
        return f"`{str(value).lower()}`"
    if isinstance(value, (str, int, float, date, time)) and len(str(value)) <= 40:
        return f"{name} ({value!s})"
    return name


def _a_table(table: Table) -> str:
    article = "an" if table.name[0] in "aeiou" else "a"
    return f"{article} {table.name}"


def _shape(table: Table) -> str:
    keys = ", ".join(field.key for field in table.fields[:4])
    return f"write a table with {keys}"


def _example(field: Field) -> str:
    return f'"{field.values[0]}"' if field.values else '"..."'


def _plainly(meaning: str) -> str:
    return meaning.replace("`", "")


def did_you_mean(word: str, known: Iterable[str], *, nearness: float = 0.6) -> str:
    """A near word as a remedy, or nothing. ``nearness`` from 0 to 1 (the same word)."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), list(known), n=1, cutoff=nearness)
    return f"did you mean `{near[0]}`?" if near else ""
