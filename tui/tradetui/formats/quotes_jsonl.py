"""Quotes as JSON Lines: one object a line, with the fields of :mod:`tradetui.formats.quote_fields`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tradetui.formats.lines import Line
from tradetui.formats.rows import Reason, Table


def tables(lines: Iterable[Line]) -> Iterator[Table]:
    """The object of each line that isn't blank, or why there is none."""
    for line in lines:
        if line.fault:
            yield Table(line.number, None, Reason("", "unreadable", line.fault))
            continue
        text = line.text.strip()
        if text:
            yield _table(line.number, text)


def write(table: Mapping[str, Any]) -> str:
    """One line, with its line end; keys without a value are left out."""
    given = {key: value for key, value in table.items() if value not in (None, "", [], {})}
    return json.dumps(given, ensure_ascii=False, allow_nan=False) + "\n"


def _table(number: int, text: str) -> Table:
    try:
        # all of the text is one value, mostly: then there is nothing else to look at
        found, end = _decoder.raw_decode(text)
        if end < len(text):
            found = _decoder.decode(text)
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg} (column {error.colno})"
        return Table(number, None, Reason("", "not-json", reason, "write one object a line"))
    except (ValueError, RecursionError) as error:
        # an int of too many digits, a key that stands twice, arrays in arrays in arrays
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        return Table(number, None, Reason("", "not-json", reason, "write one object a line"))
    if not isinstance(found, dict):
        return Table(number, None, Reason("", "not-json", "not an object", "write one object a line"))
    return Table(number, found)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not a number of JSON")


_decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant)
