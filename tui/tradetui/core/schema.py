"""JSON Schemas (draft 2020-12) of the files of a collection, made from the field tables.

An editor that reads the ``#:schema`` line of a file completes and checks with them. They say what a shape
can say; ``tradetui check`` stays the judge. An unknown key is no fault here either, since it is kept.
"""

from __future__ import annotations

from typing import Any, Literal

from tradetui.core.fields import COLLECTION, TABLES, Field, Table
from tradetui.core.fields.common import AMOUNT
from tradetui.core.fields.validate import ID

Schema = dict[str, Any]
Name = Literal["records", "collection"]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: Changes when a file that was valid before no longer is.
VERSION = 1


def json_schema(name: Name = "records") -> Schema:
    """The schema of a file of records, or of ``collection.toml``, which may hold records as well."""
    defs: dict[str, Schema] = {}
    kinds = {kind: {"type": "array", "items": _ref(table, defs)} for kind, table in TABLES.items()}
    if name == "records":
        body: Schema = {"description": "Records of a collection.", "type": "object", "properties": kinds}
    else:
        body = _table(COLLECTION, defs)
        body["properties"] |= kinds
    return {
        "$schema": DRAFT,
        "title": f"tradetui {name}",
        "$comment": f"version {VERSION}; made from the tables of fields, not written by hand",
        **body,
        "$defs": dict(sorted(defs.items())),
    }


def _ref(table: Table, defs: dict[str, Schema]) -> Schema:
    """A reference to the definition of a table, which is made if it isn't there yet."""
    name = table.name.replace(" ", "-")
    if name not in defs:
        defs[name] = {}  # taken, in case the table holds itself
        defs[name] = _table(table, defs)
    return {"$ref": f"#/$defs/{name}"}


def _table(table: Table, defs: dict[str, Schema]) -> Schema:
    schema: Schema = {
        "description": table.meaning,
        "type": "object",
        "properties": {
            field.key: {"description": field.meaning, **_field(field, defs)} for field in table.fields
        },
    }
    if needed := [field.key for field in table.fields if field.need]:
        schema["required"] = needed
    if table.either:
        schema["allOf"] = [{"oneOf": [{"required": [key]} for key in group]} for group in table.either]
    if "time" in table.keys and "tz" in table.keys:
        schema["dependentRequired"] = {"time": ["tz"]}
    if table.closed:
        schema |= {"additionalProperties": False, "minProperties": 1}
    return schema


def _field(field: Field, defs: dict[str, Schema]) -> Schema:
    one = _one(field, defs)
    many: Schema = {"type": "array", "items": one}
    if field.need:
        many["minItems"] = 1
    match field.number:
        case "one":
            return one
        case "many":
            return many
        case "one-or-many":
            return {"anyOf": [one, many]}


#: Every character that EDTF can have; what it means is for `check` to say.
_EDTF = r"^[0-9XYESTZ/.,:?~%+\[\]{} -]+$"


def _one(field: Field, defs: dict[str, Schema]) -> Schema:
    if field.table is not None:
        table = _ref(field.table, defs)
        return {"anyOf": [table, {"type": "string", "minLength": 1}]} if field.table.short else table
    match field.type:
        case "integer":
            return {"type": "integer"}
        case "number":
            return {"type": "number"}
        case "amount":
            return {"anyOf": [{"type": "number"}, _ref(AMOUNT, defs)]}
        case "flag":
            return {"type": "boolean"}
        case "mapping":
            return {"type": "object"}
        case "id":
            return {"type": "string", "pattern": f"^{ID.pattern}$"}
        case "date":
            return {"type": "string", "pattern": _EDTF}
        case "time":
            return {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"}
        case "url":
            return {"type": "string", "pattern": r"^https?://\S+$"}
    text: Schema = {"type": "string"}
    if field.need:
        text["minLength"] = 1
    if field.values:
        text = {"enum": list(field.values)}
    return {"anyOf": [text, {"type": "string"}]} if field.extensible else text
