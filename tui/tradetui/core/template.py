"""A new record, and a new collection, as commented TOML.

The text is made from the field tables: every key stands there with its meaning, those of the example live,
the others behind a ``#``.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from tradetui.core.fields import COLLECTION, TABLES, Field, Table
from tradetui.core.records import Kind

_WIDTH = 96


def new_record(kind: Kind, values: Mapping[str, Any] | None = None) -> str:
    """A record of a kind with every key it takes; ``values`` are those it has, else an example of each
    needed one.
    """
    table = TABLES[kind]
    if values is None:
        needed = {group[0] for group in table.either}.union(field.key for field in table.fields if field.need)
        values = {field.key: _example(field) for field in table.fields if field.key in needed}
    return f"[[{kind}]]\n" + _commented(table, values, kind)


def new_collection(*, title: str = "A new collection") -> dict[str, str]:
    """The files of a small collection to begin with, by path: valid, commented, and without a warning of
    ``check``.

    What stands in it is made up, so that each file shows how a record is written; it is there to be replaced.
    """
    from tradetui.core.schema import json_schema

    printable = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    info = {"title": printable or "A new collection", **_INFO}
    files = {"collection.toml": _head("collection", _ABOUT_COLLECTION) + _commented(COLLECTION, info, "")}
    for kind, name in _FILES.items():
        first, *others = _RECORDS[kind]
        blocks = [
            new_record(kind, first),
            *(f"[[{kind}]]\n" + _bare(TABLES[kind], each, kind) for each in others),
        ]
        files[name] = _head("records", _about(kind)) + "\n".join(blocks)
    for schema in ("records", "collection"):
        files[f"{schema}.schema.json"] = json.dumps(json_schema(schema), ensure_ascii=False, indent=1) + "\n"
    return files


def _head(schema: str, about: str) -> str:
    return f"#:schema ./{schema}.schema.json\n" + _comment(about) + "\n"


def _about(kind: Kind) -> str:
    table = TABLES[kind]
    return (
        f"{table.name.capitalize()}s. {table.meaning} The example is made up: replace it. Behind each # stands a key "
        "that you may use; `tradetui check` says what is missing or wrong, and the record reference "
        "tells the rest."
    )


_ABOUT_COLLECTION = (
    "What this collection is about. Records stand in any *.toml file beside or below this one, "
    "under [[event]], "
    "[[quote]], [[measure]], [[figure]], [[actor]] and [[source]]; the files here are a way to "
    "begin. Dates are EDTF: "
    '"2021-05-03", "2021-05" (day not given), "[2021-05-03..2021-05-07]" (one day of these), '
    '"2021-05-03?" (doubtful), '
    '"2021-05~" (about then), "2021-05-03/.." (from then on).'
)

# --- writing --------------------------------------------------------------------------------------


def _commented(table: Table, values: Mapping[str, Any], path: str) -> str:
    """The keys of a table with their meaning: those of ``values`` live. Tables of their own come last,
    as TOML wants.
    """
    plain = [field for field in table.fields if not _own_table(field)]
    nested = [field for field in table.fields if _own_table(field)]
    lines = [_with_meaning(field, values) for field in plain]
    for field in nested:
        assert field.table is not None
        header = _header(field, path)
        lines.append("\n" + _comment(field.meaning))
        entries = values.get(field.key)
        if entries:
            entries = entries if isinstance(entries, list) else [entries]
            lines.append("\n".join(f"{header}\n{_bare(field.table, each, '')}" for each in entries))
        else:
            example = {each.key: _example(each) for each in field.table.fields if each.need or each.example}
            lines.append(
                textwrap.indent(f"{header}\n{_bare(field.table, example, '')}", "# ").replace("# \n", "")
            )
    return "".join(lines)


def _own_table(field: Field) -> bool:
    """Whether a key is written as tables of its own, rather than within one line."""
    return field.table is not None and field.key in ("history", "steps", "roles", "sides", "described")


def _header(field: Field, path: str) -> str:
    name = f"{path}.{field.key}" if path else field.key
    return f"[[{name}]]" if field.number == "many" else f"[{name}]"


def _bare(table: Table, values: Mapping[str, Any], path: str) -> str:
    """The keys of ``values`` alone."""
    lines = [f"{key} = {toml(value)}\n" for key, value in values.items() if not _own_table(table.keys[key])]
    for key, value in values.items():
        field = table.keys[key]
        if _own_table(field) and field.table is not None:
            header, entries = _header(field, path), value if isinstance(value, list) else [value]
            lines.extend(f"\n{header}\n{_bare(field.table, each, '')}" for each in entries)
    return "".join(lines)


def _with_meaning(field: Field, values: Mapping[str, Any]) -> str:
    need = " (needed)" if field.need else ""
    choice = f": {', '.join(field.values)}" if field.values else ""
    more = ", or of your own (`kinds` in collection.toml)" if field.extensible else ""
    comment = _comment(f"{field.meaning}{choice}{more}{need}")
    if field.key in values:
        return f"{comment}{field.key} = {toml(values[field.key])}\n"
    return f"{comment}# {field.key} = {toml(_example(field))}\n"


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False))


def _example(field: Field) -> Any:
    """A value that can stand under a key."""
    import tomli

    if field.example:
        return tomli.loads(f"x = {field.example}")["x"]
    one: Any = _EXAMPLES.get(field.type, "...")
    if field.table is not None:
        one = {each.key: _example(each) for each in field.table.fields if each.need}
        if not one:
            first = field.table.fields[0]
            one = {first.key: _example(first)}
    elif field.values:
        one = field.values[0]
    return [one] if field.number == "many" else one


_EXAMPLES: Mapping[str, Any] = {
    "id": "some-id",
    "date": "2021-05-03",
    "time": "09:30",
    "zone": "Europe/Lisbon",
    "url": "https://...",
    "integer": 1,
    "number": 1,
    "amount": 1,
    "flag": True,
    "mapping": {},
}


def toml(value: Any) -> str:
    """A value of text, numbers, arrays and tables as TOML on one line."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)  # the escapes of JSON are escapes of TOML
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inside = ", ".join(
            f"{key if key.isidentifier() else toml(key)} = {toml(item)}" for key, item in value.items()
        )
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(toml(item) for item in value)}]"
    return repr(value)


# --- the made-up story ----------------------------------------------------------------------------

_FILES: Mapping[Kind, str] = {
    "source": "sources.toml",
    "actor": "actors.toml",
    "event": "events.toml",
    "quote": "quotes.toml",
    "measure": "measures.toml",
    "figure": "figures.toml",
}

_INFO: Mapping[str, Any] = {
    "description": "What it holds, in a few sentences.",
    "covers": "2021-01/2021-12",
    "licence": "CC-BY-4.0",
    "sides": [
        {"id": "north", "name": "Northport", "place": "Northport", "tz": "Europe/Lisbon"},
        {"id": "south", "name": "Southport", "place": "Southport", "tz": "Europe/Madrid"},
    ],
}

_RECORDS: Mapping[Kind, list[dict[str, Any]]] = {
    "source": [
        {
            "id": "gazette-2021-05-04",
            "title": "Northport sets a harbour fee",
            "publisher": "The Gazette",
            "type": "news",
            "published": "2021-05-04",
            "lang": "en",
        },
        {
            "id": "gazette-2021-06-01",
            "title": "The two mayors meet",
            "publisher": "The Gazette",
            "type": "news",
            "published": "2021-06-01",
            "lang": "en",
        },
    ],
    "actor": [
        {
            "id": "ana-prado",
            "name": "Ana Prado",
            "type": "person",
            "side": "north",
            "cites": ["gazette-2021-05-04"],
            "roles": [{"title": "Mayor of Northport", "org": "northport", "from": "[..2021-05-03]"}],
        },
        {"id": "northport", "name": "Town of Northport", "type": "government", "side": "north"},
        {"id": "southport", "name": "Town of Southport", "type": "government", "side": "south"},
    ],
    "event": [
        {
            "id": "2021-05-03-fee",
            "title": "Northport decides on a harbour fee",
            "when": "2021-05-03",
            "kind": "measure",
            "summary": "The town set a fee of 10 percent of the catch on boats from Southport.",
            "place": "Northport",
            "who": ["northport", "ana-prado"],
            "cites": ["gazette-2021-05-04"],
            "tags": ["harbour-fee"],
        },
        {
            "id": "2021-05-mayors",
            "title": "Meeting of the two mayors",
            "when": "2021-05-31",
            "kind": "meeting",
            "status": "happened",
            "summary": "The mayors met for an hour.",
            "who": ["northport", "southport"],
            "cites": ["gazette-2021-06-01"],
            "links": [{"to": "2021-05-03-fee", "rel": "answers"}],
            "history": [
                {
                    "on": "2021-05-04",
                    "status": "hoped",
                    "when": "2021-05",
                    "when_text": "this month",
                    "summary": "Southport hoped for a meeting.",
                    "cites": ["gazette-2021-05-04"],
                },
                {
                    "on": "2021-05-31",
                    "status": "happened",
                    "when": "2021-05-31",
                    "summary": "The mayors met for an hour.",
                    "cites": ["gazette-2021-06-01"],
                },
            ],
        },
    ],
    "quote": [
        {
            "id": "q-prado-fee",
            "text": "Whoever uses the harbour pays for it.",
            "form": "direct",
            "by": "ana-prado",
            "by_title": "mayor",
            "to": [{"text": "reporters"}],
            "said": "2021-05-03",
            "medium": "spoken",
            "event": "2021-05-03-fee",
            "cites": [
                {
                    "source": "gazette-2021-05-04",
                    "at": "paragraph 2",
                    "exact": '"Whoever uses the harbour pays for it," the mayor told reporters.',
                }
            ],
            "tags": ["harbour-fee"],
        }
    ],
    "measure": [
        {
            "id": "harbour-fee",
            "title": "Harbour fee on boats from Southport",
            "by": "northport",
            "against": "south",
            "instrument": "tariff",
            "base": {
                "value": {"value": 30, "words": "about 30"},
                "currency": "EUR",
                "unit": "million",
                "year": 2020,
            },
            "cites": ["gazette-2021-05-04"],
            "tags": ["harbour-fee"],
            "steps": [
                {
                    "id": "s1",
                    "decided": "2021-05-03",
                    "status": "adopted",
                    "from": "2021-06-01",
                    "rate": 10,
                    "unit": "percent",
                    "event": "2021-05-03-fee",
                    "cites": ["gazette-2021-05-04"],
                }
            ],
        }
    ],
    "figure": [
        {
            "id": "f-boats-2020",
            "series": "boats-from-southport",
            "label": "Boats from Southport in the harbour",
            "value": 212,
            "unit": "boats",
            "of": "harbour-fee",
            "at": "2020",
            "as_of": "2021-05-04",
            "cites": ["gazette-2021-05-04"],
        }
    ],
}
