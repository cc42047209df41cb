"""The frequent shapes of rows of quotes, quickly: plain texts in plain fields, by people and from sources met before.

A row of any other kind is left as it is, to be read by the rule (``QuoteReader.read_fully``); a
property test holds that both give the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradetui.core.fields import TABLES
from tradetui.core.fields.validate import ID
from tradetui.formats.met import Met, Plain
from tradetui.formats.quote_dates import Read, read_date
from tradetui.formats.quote_row import LONGEST_ID, Wishes
from tradetui.formats.quote_shapes import CHOICES, DATES, LISTS, PROSE, Shape
from tradetui.formats.rows import Result, Taken
from tradetui.formats.tidy import tidy

_CHOICES: Mapping[str, Any] = {
    name: TABLES["quote"].keys[name].values for name in (*CHOICES, "form", "review")
}
_TEXT_OR_NONE = {str, type(None)}
_NOTHING = {type(None)}
_EMPTY: tuple[Any, ...] = (None, "", [], {})


class _Other(Exception):  # noqa: N818 - an answer, not a fault
    """A value that takes more than this."""


def plain_quote(line: int, values: Plain, shape: Shape, wishes: Wishes, met: Met) -> Taken | None:
    """The row as a record; None, and nothing remembered, for a row of another shape."""
    for key in shape.others:
        if values[key] not in _EMPTY:
            return None
    if shape.ours:
        return None
    try:
        return _read(line, values, shape, wishes, met)
    except _Other:
        return None


def _read(line: int, values: Plain, shape: Shape, wishes: Wishes, met: Met) -> Taken | None:
    keys = shape.keys
    text = _text(values.get(keys.get("text", "")), prose=True)
    if not text:
        return None
    quote: Plain = {"text": text}
    form = _choice("form", values[keys["form"]]) if "form" in keys else ""
    if (form or wishes.form) != "direct":
        quote["form"] = form or wishes.form
    for name, key in shape.singles:
        if told := _choice(name, values[key]) if name in CHOICES else _text(values[key], prose=name in PROSE):
            if name in DATES:
                found = read_date(told, wishes.order)
                if type(found) is not Read or found.kept:
                    return None
                told = found.edtf
            quote[name] = told
    if quote.get("attribution") == "stated":
        del quote["attribution"]
    by = [_actor(name, met) for name in _texts(values[keys["by"]], wishes.split)] if "by" in keys else ()
    if not by:
        return None
    quote["by"] = by[0] if len(by) == 1 else list(dict.fromkeys(by))
    for name in LISTS:
        if name in keys and (texts := _texts(values[keys[name]], wishes.split)):
            quote[name] = texts
    source = _source(values, shape, met)
    if source is not None:
        quote["cites"] = [{"source": source["id"]}]
    review = _choice("review", values[keys["review"]]) if "review" in keys else ""
    quote["review"] = review if review == "disputed" else "unsourced" if source is None else "imported"
    given = _text(values[keys["id"]]) if "id" in keys else ""
    if given and (len(given) > LONGEST_ID or ID.fullmatch(given) is None):
        return None
    made = met.plain_id(given, quote, line)
    if made is None:
        return None
    key, whole, same = made
    result = Result(line, "taken", key, () if same is None else (same,))
    cited = () if source is None else (source,)
    return Taken(result, f'{{"id":"{key}",{whole[1:]}', cited, ())


def _text(value: Any, *, prose: bool = False) -> str:
    """A text without blanks around it; empty where there is none."""
    if type(value) is not str:
        if value is None or value in ([], {}):
            return ""
        raise _Other
    if value.isprintable():
        return value.strip()
    text, bad = tidy(value, prose=prose)
    if bad:
        raise _Other
    return text


def _choice(name: str, value: Any) -> str:
    text = _text(value).lower()
    if text and text not in _CHOICES[name]:
        raise _Other
    return text


def _texts(value: Any, split: bool) -> list[str]:
    """The items of a list of texts, each once."""
    if type(value) is str:
        if not split:
            items = [value]
        elif value[:1] in ("[", "{"):
            raise _Other
        else:
            items = value.split(";")
    elif type(value) is list:
        items = value
    else:
        items = [value]
    return list(dict.fromkeys([text for item in items if (text := _text(item))]))


def _actor(name: str, met: Met) -> str:
    """The id of an actor who was met."""
    key = name if name in met.actors else met.by_name.get(name)
    if key is None:
        raise _Other
    return key


def _source(values: Plain, shape: Shape, met: Met) -> Plain | None:
    """The one source of a row, which was told in the same way before; None where it has none."""
    told = tuple([None if key is None or values[key] in _EMPTY else values[key] for key in shape.sources])
    types = {*map(type, told)}
    if types == _NOTHING:
        return None
    found = met.kept.get(told) if types == _TEXT_OR_NONE else None
    if found is None:
        raise _Other
    return found
