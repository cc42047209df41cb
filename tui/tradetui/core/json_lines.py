"""Records as JSON Lines: one object a line with the keys of the field tables, and ``kind``.

``kind`` is the kind of the record; the kind of an event, which has that key in TOML, is ``event_kind`` here.
"""

from __future__ import annotations

import json
from typing import Any

from tradetui.core.fields.validate import Fault
from tradetui.core.records import KINDS, Kind


def read_line(line: str) -> tuple[Kind, dict[str, Any]] | Fault:
    """Kind and plain table of one line, or what is wrong with it (``path`` then holds the column)."""
    try:
        found = json.loads(line, object_pairs_hook=_table, parse_constant=_constant)
    except json.JSONDecodeError as error:
        return Fault((error.colno,), "not-json", f"not JSON: {error.msg}", "write one object a line")
    except (ValueError, RecursionError) as error:
        return Fault((), "not-json", f"can't be read: {error}", "write one object a line")
    if not isinstance(found, dict):
        return Fault((), "not-json", "not an object", "write one object a line")
    kind = found.pop("kind", None)
    if kind not in KINDS:
        return Fault((), "missing-key", "`kind` is none of " + ", ".join(KINDS), 'add "kind"')
    if kind == "event" and "event_kind" in found:
        found["kind"] = found.pop("event_kind")
    return kind, found


def write_line(kind: Kind, plain: dict[str, Any]) -> str:
    """The line of a record; :func:`read_line` gives it back."""
    table = dict(plain)
    if kind == "event" and "kind" in table:
        table["event_kind"] = table.pop("kind")
    return json.dumps({"kind": kind, **table}, ensure_ascii=False, allow_nan=False)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; ``null`` is a key left out, as in TOML, which has none."""
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise ValueError(f'the key "{key}" stands twice')
        if value is not None:
            table[key] = value
    return table


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not a number of JSON")
