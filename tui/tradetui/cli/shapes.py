"""The machine-read shapes of each verb, as JSON Schema (draft 2020-12).

The number in a shape's name rises when the shape breaks.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
_DAY: Schema = {
    "type": ["string", "null"],
    "format": "date",
    "description": "YYYY-MM-DD; null: open or not known",
}
_EDTF: Schema = {"type": "string", "description": "a date as EDTF, ISO 8601-2:2019"}
_FLAG: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "integer"}
_AMOUNT: Schema = {
    "description": "a number; or, where its source hedges, the number with its bounds and words; null: none given",
    "anyOf": [
        {"type": ["number", "null"]},
        {
            "type": "object",
            "properties": {k: {"type": "number"} for k in ("value", "low", "high")} | {"words": _TEXT},
            "additionalProperties": False,
        },
    ],
}


def _object(
    required: dict[str, Schema], optional: dict[str, Schema] | None = None, *, more: bool = False
) -> Schema:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": more,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


_SOURCE = _object(
    {"id": _TEXT},
    {
        "title": _TEXT,
        "publisher": _TEXT,
        "author": _TEXT,
        "published": _TEXT_OR_NONE,
        "url": _TEXT,
        "archived_url": _TEXT,
    },
)
_CITATION = _object(
    {"source": _SOURCE, "at": _TEXT, "stance": _TEXT},
    {
        "exact": {"type": "string", "description": "the passage word for word"},
        "says": {"type": "object", "description": "field to the differing value of this source"},
        "via": _TEXT,
        "printed_later": {
            "const": True,
            "description": "printed after the day one stands on: named, not quoted",
        },
    },
)
_SPAN = _object({"earliest": _DAY, "latest": _DAY, "words": _TEXT})
_KIND: Schema = {"enum": ["source", "actor", "event", "quote", "measure", "figure"]}
_LINKED = _object(
    {"relation": _TEXT, "inverse": _FLAG, "kind": _KIND, "id": _TEXT, "title": _TEXT, "when": _TEXT},
)
_RECORD = _object(
    {
        "kind": _KIND,
        "id": _TEXT,
        "known": _object({"possibly": _DAY, "surely": _DAY, "reason": _TEXT}),
        "citations": _list(_CITATION),
        "linked": _list(_LINKED),
        "hidden_links": _NUMBER,
        "names": {
            "type": "object",
            "additionalProperties": _TEXT,
            "description": "id to what people call it",
        },
    },
    {
        "when": _EDTF,
        "span": _SPAN,
        "under_way": _FLAG,
        "match": {"enum": ["surely", "possibly"]},
        "status_since": {"type": "string", "description": "EDTF; since when an event's status holds"},
    },
    more=True,
)
_STEP = _object(
    {
        "id": _TEXT,
        "decided": _EDTF,
        "status": _TEXT,
        "from": _TEXT_OR_NONE,
        "to": _TEXT_OR_NONE,
        "time": _TEXT_OR_NONE,
        "tz": _TEXT_OR_NONE,
        "rate": _AMOUNT,
        "unit": _TEXT,
        "value": _AMOUNT,
        "legal": _TEXT,
        "event": _TEXT_OR_NONE,
        "replaces": _list(_TEXT),
        "citations": _list(_CITATION),
    }
)
_STATE = _object(
    {
        "kind": {"const": "measure"},
        "id": _TEXT,
        "title": _TEXT,
        "by": _TEXT,
        "against": _TEXT,
        "parent": _TEXT_OR_NONE,
        "children": _list(_TEXT),
        "exclusions": _list(_TEXT),
        "state": {"enum": ["in force", "not in force", "can't tell"]},
        "partly": {"type": "boolean", "description": "a parent: not all of its children surely are"},
        "plan": {"type": "boolean", "description": "the day asked about is after the day one stands on"},
        "rate": _AMOUNT,
        "unit": _TEXT,
        "rates": _list(_object({"rate": _AMOUNT, "unit": _TEXT})),
        "value": _AMOUNT,
        "currency": _TEXT,
        "lines": _AMOUNT,
        "step": {"anyOf": [_STEP, {"type": "null"}]},
        "pending": _list(_STEP),
        "disagree": _list(_STEP),
        "changes_that_day": _list(_STEP),
        "either": {
            **_list(_STEP),
            "description": "other steps that decide in some readings, with the same answer",
        },
        "doubt": {**_list(_STEP), "description": "deciding steps whose date is uncertain or approximate"},
        "citation": {"anyOf": [_CITATION, {"type": "null"}]},
    }
)
_TOTAL = _object(
    {
        "by": _TEXT,
        "against": _TEXT,
        "currency": _TEXT,
        "unit": _TEXT,
        "amount": _AMOUNT,
        "by_rate": _list(_object({"rate": _TEXT, "amount": _AMOUNT})),
        "addends": _list(
            _object(
                {
                    "measure": _TEXT,
                    "title": _TEXT,
                    "sign": {"enum": [1, -1]},
                    "amount": _AMOUNT,
                    "rate": _AMOUNT,
                    "unit": _TEXT,
                    "partly": _FLAG,
                }
            )
        ),
        "unsure": _list(_TEXT),
        "without_value": _list(_TEXT),
        "exclusions": _list(_TEXT),
        "within": {
            **_list(_TEXT),
            "description": "in force, their goods part of another addend: not added again",
        },
        "parent": {"type": ["string", "null"], "description": "the parent whose children alone are added"},
    }
)
_PRINTED = _object(
    {
        "figure": {"type": "string", "description": "the id of the figure"},
        "label": _TEXT,
        "amount": {**_AMOUNT, "description": "what the source prints for these measures together"},
        "unit": _TEXT,
        "measures": _list(_TEXT),
        "here": {**_TOTAL, "description": "the sum of the same measures, from their own values"},
        "differs": {"type": "boolean", "description": "no reading makes the two one number"},
        "rest": {**_list(_TEXT), "description": "what the side's own total counts and this figure does not"},
        "citations": _list(_CITATION),
    }
)
_CHANGE = _object(
    {
        "kind": _KIND,
        "id": _TEXT,
        "title": _TEXT,
        "what": {"enum": ["measure", "step", "event", "happened", "figure"]},
        "before": _TEXT,
        "after": _TEXT,
        "day": _DAY,
        "step": _TEXT_OR_NONE,
        "possibly": _FLAG,
        "retroactive": _FLAG,
        "citations": _list(_CITATION),
    }
)
_CONFLICT = _object(
    {
        "kind": _KIND,
        "id": _TEXT,
        "title": _TEXT,
        "field": _TEXT,
        "why": {"enum": ["says", "figures", "version", "contradicts"]},
        "other": _TEXT_OR_NONE,
        "values": _list(_object({"value": _TEXT, "held": _FLAG, "citations": _list(_CITATION)})),
    }
)
_PROBLEM = _object(
    {
        "file": _TEXT,
        "line": _NUMBER,
        "column": _NUMBER,
        "severity": {"enum": ["error", "warning"]},
        "key": _TEXT,
        "reason": _TEXT,
        "remedy": _TEXT,
        "check": _TEXT,
        "record": _TEXT,
    }
)
_DAYS: Schema = {"type": ["integer", "null"], "description": "below 0: retroactive; null: open"}
_LAG = _object(
    {
        "kind": {"const": "measure"},
        "id": _TEXT,
        "title": _TEXT,
        "step": _TEXT,
        "status": _TEXT,
        "decided": _EDTF,
        "from": _EDTF,
        "least": _DAYS,
        "most": _DAYS,
        "announced": _EDTF,
        "announced_in": {"type": "string", "description": "the step that first told of this effect"},
        "announced_least": _DAYS,
        "announced_most": _DAYS,
        "plan": _FLAG,
        "citations": _list(_CITATION),
    }
)
_NODE = _object(
    {
        "kind": _KIND,
        "id": _TEXT,
        "title": _TEXT,
        "when": _EDTF,
        "part": {"enum": ["led", "answers", "came"], "description": "what led to it, answers it, came of it"},
        "depth": {"type": "integer", "minimum": 1},
        "relation": {"type": "string", "description": "how it hangs on the record above it, in words"},
        "under": {"type": "string", "description": "the id of the record above it"},
        "least": {"type": ["integer", "null"], "description": "days from the record above; below 0: earlier"},
        "most": {"type": ["integer", "null"], "description": "as least; null: open or undated"},
        "again": {"type": "boolean", "description": "its own branches stand elsewhere in the tree"},
        "more": {"type": "integer", "description": "records further on that are not in the tree"},
    }
)
_SOURCE_DATE = _object(
    {
        "kind": _KIND,
        "id": _TEXT,
        "title": _TEXT,
        "field": _TEXT,
        "words": {
            "type": "string",
            "description": "the source's own words for the date; empty: none recorded",
        },
        "passage": _TEXT,
        "edtf": _EDTF,
        "span": _SPAN,
        "at": _TEXT,
        "note": _TEXT,
        "held": {
            "type": ["string", "null"],
            "description": "EDTF; what the record holds where this source differs",
        },
        "others": _list(_CITATION),
        "differ": _list(_CITATION),
    }
)
_KEY = _object({"keys": _list(_TEXT), "title": _TEXT, "scope": _TEXT, "id": _TEXT, "help": _TEXT})
_PATH = _object({"what": _TEXT, "path": _TEXT, "there": _FLAG, "for": _TEXT})

#: verb -> (name and version, shape of one record, what stands beside the records)
_VERBS: dict[str, tuple[str, Schema, dict[str, Schema]]] = {
    "find": ("tradetui/find/1", _RECORD, {}),
    "show": ("tradetui/show/1", _RECORD, {}),
    "in-force": (
        "tradetui/in-force/1",
        _STATE,
        {
            "totals": _list(_TOTAL),
            "printed": _list(_PRINTED),
            "left_out": {"type": "integer", "description": "measures not in force, listed with --all"},
        },
    ),
    "changes": ("tradetui/changes/1", _CHANGE, {}),
    "conflicts": ("tradetui/conflicts/1", _CONFLICT, {}),
    "thread": ("tradetui/thread/1", _NODE, {}),
    "measures": ("tradetui/measures/1", _RECORD, {}),
    "measures --lags": ("tradetui/lags/1", _LAG, {}),
    "dates": ("tradetui/dates/1", _SOURCE_DATE, {}),
    "check": (
        "tradetui/check/1",
        _PROBLEM,
        {"errors": _NUMBER, "warnings": _NUMBER, "accepted": _NUMBER, "left_out": _NUMBER},
    ),
    "keys": ("tradetui/keys/1", _KEY, {}),
    "where": ("tradetui/where/1", _PATH, {}),
}


def shapes() -> dict[str, Schema]:
    """For each verb the JSON Schema of what ``--format json`` writes; ``jsonl`` writes the records, one a line."""
    return {verb: _whole(name, record, beside) for verb, (name, record, beside) in _VERBS.items()}


def _whole(name: str, record: Schema, beside: dict[str, Schema]) -> Schema:
    schema = _object(
        {
            "schema": {"const": name},
            "query": {"type": "object", "description": "what was asked, as it was read"},
            "notes": _list(_TEXT),
            "total": {"type": "integer", "minimum": 0},
            "total_capped": {"type": "boolean", "description": "counting stopped at total"},
            "truncated": {"type": "boolean", "description": "fewer records follow than match"},
            "records": _list(record),
        }
        | beside
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **schema}
