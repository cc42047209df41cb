"""Write what is made from the tables of fields: the reference of records and the JSON Schemas.

    python docs/generate.py

A test says when one of the files is stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tradetui.core.check import RULES
from tradetui.core.fields import COLLECTION, TABLES, Field, Table
from tradetui.core.fields.common import AMOUNT
from tradetui.core.schema import json_schema

ROOT = Path(__file__).resolve().parents[1]

TYPES = {
    "text": "text",
    "prose": "text, may have line breaks",
    "id": "id",
    "date": "EDTF date",
    "time": "`HH:MM` or `HH:MM:SS`",
    "zone": "IANA zone",
    "url": "web address",
    "integer": "whole number",
    "number": "number",
    "amount": "number or [amount](#amount)",
    "flag": "`true` or `false`",
    "mapping": "table of any keys",
}

HEAD = """\
# Reference of records

Made from the tables of fields by `docs/generate.py`: don't edit it by hand.

A collection is a folder with a `collection.toml` and any number of `*.toml` files beside and below it. Records of the
six kinds stand in any of them, as `[[event]]`, `[[quote]]`, `[[measure]]`, `[[figure]]`, `[[actor]]` and `[[source]]`;
tables of their own follow as `[[event.history]]`, `[[measure.steps]]`, `[quote.described]` and so on. Names that begin
with a dot are left alone, and so is a folder below that holds a `collection.toml` of its own.

Files are UTF-8 and TOML 1.0. A key that no table below knows is kept, exported and shown under "other", with a warning.
A record with an error is left out, and the program says so; the others load. `tradetui check` names every fault as
`file:line:column: severity: key: reason; what to do [rule]`; an item of an array counts from 1 there.

**Dates** are EDTF (Extended Date/Time Format, ISO 8601-2:2019), as text or as a date of TOML's own:

| EDTF | reads as |
| --- | --- |
| `2019-03-28` | that day |
| `2019-03` | March 2019, day not given |
| `2019-03-28?` | that day, uncertain |
| `2019-03~` | about March 2019 |
| `2019-03-28/2019-03-29` | from one day to the other |
| `[2019-03-21..2019-03-31]` | one day in that span |
| `[2019-04,2019-05,2019-06]` | one of these months |
| `{2019-01-30,2019-02-14}` | each of these days |
| `[..2019-03-31]` | on or before that day |
| `2018-07-06/..` | from that day, still running |
| `2018-07-06/` | from that day, end not known |
| `2018-33` | first quarter of 2018 |
| `2018-21` | spring 2018 |
| `2019-XX-XX` | some day in 2019 |

**JSON Lines.** A `*.jsonl` file holds one record a line with the same keys, and `kind`, the kind of the record. The
kind of an event, which is `kind` in TOML, is `event_kind` there. `null` is a key left out.

Keys in bold must stand. An array of tables may hold plain text in a table's place where that table says what it stands
for.
"""

LOADING = (
    ("unreadable", "error", "a file that can't be opened, or is no plain file"),
    ("not-read", "warning", "a folder that is left alone: a link back, or a collection of its own"),
    ("not-utf-8", "error", "a file that isn't UTF-8"),
    ("byte-order-mark", "warning", "a byte order mark at the beginning of a file"),
    ("not-toml", "error", "a file that isn't TOML: its records are left out"),
    ("not-json", "error", "a line that isn't a JSON object"),
    ("toml-1.1", "warning", "a file that only readers of TOML 1.1 take"),
    (
        "unknown-key",
        "warning",
        "a key that no table knows (an error in an amount, and for `[[events]]`)",
    ),
    ("missing-key", "error", "a key that must stand, or one of two of which one must"),
    ("either-key", "error", "two keys of which only one may stand"),
    ("wrong-type", "error", "a value of another type than the key takes"),
    ("bad-value", "error", "a value that can't stand there"),
    ("bad-id", "error", "an id with characters that an id can't have"),
    ("bad-date", "error", "text that isn't EDTF"),
    ("bad-zone", "error", "not an IANA time zone"),
    ("time-without-tz", "error", "a clock time without its zone"),
    ("line-break", "warning", "a line break in text of one line"),
    ("control-character", "error", "a character that a terminal would obey"),
    ("bidi-character", "warning", "a character that turns the direction of text; it is left out on screen"),
    ("too-deep", "error", "tables nested too deep"),
    ("duplicate-id", "error", "an id that stands before"),
    ("duplicate-step", "error", "a step id that the measure has before"),
    ("idle-accept", "warning", "an `accept` that silences nothing"),
)


def reference() -> str:
    """The text of docs/reference.md."""
    tables = list(_tables())
    parts = [HEAD, _section(COLLECTION), *(_section(table) for table in tables), _rules()]
    return "\n".join(parts)


def _tables() -> Iterator[Table]:
    """The tables of the six kinds and then those they hold, each once."""
    seen = {id(AMOUNT)}
    waiting = [COLLECTION, *TABLES.values()]
    yield from TABLES.values()
    while waiting:
        for field in waiting.pop(0).fields:
            if field.table is not None and id(field.table) not in seen:
                seen.add(id(field.table))
                waiting.append(field.table)
                yield field.table
    yield AMOUNT


def _section(table: Table) -> str:
    title = table.name[0].upper() + table.name[1:]
    lines = [f"## {title}", "", table.meaning, ""]
    if table.short:
        lines += [f"Plain text in its place is its `{table.short}`.", ""]
    lines += ["| key | type | meaning |", "| --- | --- | --- |"]
    lines += [_row(field, table) for field in table.fields]
    return "\n".join(lines) + "\n"


def _row(field: Field, table: Table) -> str:
    key = f"**`{field.key}`**" if field.need else f"`{field.key}`"
    either = [group for group in table.either if field.key in group]
    if either:
        key += " (one of " + ", ".join(f"`{name}`" for name in either[0]) + ")"
    meaning = field.meaning
    if field.values:
        meaning += ": " + ", ".join(f"`{value}`" for value in field.values)
        meaning += ", or one of the collection's own" if field.extensible else ""
    return f"| {key} | {_type(field)} | {meaning.replace('|', chr(92) + '|')} |"


def _type(field: Field) -> str:
    if field.table is not None:
        one = f"[{field.table.name}](#{field.table.name.replace(' ', '-')})"
    else:
        one = TYPES[field.type]
    if field.refers:
        names = "any record" if len(field.refers) == len(TABLES) else " or ".join(field.refers)
        one = f"id of {names}"
    return {"one": one, "many": f"array: {one}", "one-or-many": f"{one}, or an array"}[field.number]


def _rules() -> str:
    lines = [
        "## Rules of `check`",
        "",
        "A warning that you looked at is silenced in its record by",
        '`accept = [{ check = "rule", why = "..." }]`. An error never is. The first rules are those of loading: an',
        "error among them leaves the record out.",
        "",
        "| rule | | finds |",
        "| --- | --- | --- |",
        *(f"| `{name}` | {severity} | {meaning} |" for name, severity, meaning in LOADING),
        *(f"| `{rule.name}` | {rule.severity} | {rule.meaning} |" for rule in RULES),
    ]
    return "\n".join(lines) + "\n"


def schema_text(name: Literal["records", "collection"]) -> str:
    """The text of a schema file."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"


def generated() -> dict[Path, str]:
    """Every file that is made here, with its text."""
    folder = ROOT / "tui" / "tradetui" / "schema"
    return {
        ROOT / "docs" / "reference.md": reference(),
        folder / "records.schema.json": schema_text("records"),
        folder / "collection.schema.json": schema_text("collection"),
    }


def main() -> None:
    """Write them."""
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
