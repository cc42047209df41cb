"""The one table of the query language's fields: what each is called, where it applies, what its values are.

``docs/query.md`` is made from it (:func:`markdown_table`), the parser reads by it, every store answers by it.
How values are read and compared is in :mod:`tradetui.core.query.values`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tradetui.core.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradetui.core.records import Kind

#: How a value is read and compared (functions of :mod:`tradetui.core.query.values`).
#:
#: ``actor``, ``side``, ``source``, ``choice`` and ``tag`` name something: ``resolve`` finds what.
#: ``text`` is sought in words of the record: ``in_text``. ``id`` is an id, as written.
#: ``flag`` is one of the field's ``values``. ``date`` is EDTF: ``day_spans``. ``number``: ``number_spans``.
ValueType = Literal["actor", "side", "source", "choice", "tag", "text", "id", "flag", "date", "number"]


@frozen
class FieldSpec:
    """One field. ``values``: all there are, for a closed list; empty where a collection may have its own.

    ``aliases`` are other names it is typed by; the printer always writes ``name``.
    """

    name: str
    kinds: tuple[Kind, ...]
    type: ValueType
    meaning: str
    example: str
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


_ALL: tuple[Kind, ...] = ("event", "quote", "measure", "figure", "actor", "source")
_SOURCED: tuple[Kind, ...] = ("event", "quote", "measure", "figure", "actor")
#: The statuses of an event that has not come to its end.
OPEN_STATUSES = ("planned", "expected", "hoped", "possible", "threatened", "postponed")
_STATUSES = ("happened", *OPEN_STATUSES, "missed", "cancelled")
_FORMS = ("direct", "partial", "paraphrase", "translation")
_ATTRIBUTIONS = ("stated", "ascribed", "denied", "disputed", "misattributed", "guessed")
_REVIEWS = ("checked", "imported", "disputed", "unsourced")
_KINDS = ("events", "quotes", "measures", "figures", "actors", "sources")

#: What ``is:`` and ``has:`` ask, by value.
FLAGS: Mapping[str, Mapping[str, str]] = {
    "is": {
        "unnamed": "someone in it is described, not named",
        "disputed": "its review or attribution is disputed or denied, or a source disputes it",
        "fuzzy": "it has a date that is not one exact day or one exact span of days",
        "undated": "it has no date",
        "open": "an event planned, expected, hoped for, possible, threatened or postponed",
        "under-way": "an event that happened, with the day one stands on inside its dates",
        "child": "a measure below another",
    },
    "has": {
        "quote": "an event with quotes",
        "history": "an event with dated entries of how it changed",
        "steps": "a measure with steps of its own",
        "value": "a measure or figure with an amount",
        "time": "an event with a clock time",
        "place": "an event or quote with a place",
        "url": "an address of its own, or a cited source with one",
        "archive": "an archived address of its own, or a cited source with one",
        "passage": "a citation with the passage word for word",
        "says": "a source that gives a different value",
        "later": "a source printed after the day one stands on",
        "link": "a link to another record",
        "note": "an editor's note",
        "original": "words with their original in another language",
    },
}

# fmt: off
FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("by", ("event", "quote", "measure"), "actor",
              "who said it, took part in it, or imposed it", "by:lighthizer", aliases=("speaker", "who")),
    FieldSpec("to", ("quote",), "actor",
              "to whom it was said: an actor, or words of the report", "to:reporters"),
    FieldSpec("about", _ALL, "tag",
              "what a quote is about, or what a link `about` names: an id or a tag", "about:ip"),
    FieldSpec("side", ("event", "quote", "measure", "actor"), "side",
              "the side of the speaker, of anyone who took part, of who imposed it, of the actor", "side:us"),
    FieldSpec("against", ("measure",), "actor",
              "at whom a measure is aimed", "against:china"),
    FieldSpec("described", ("event", "quote"), "text",
              "an unnamed person, by words of the report or by the ordinal", "described:second"),
    FieldSpec("role", ("event", "quote", "actor"), "text",
              "the part someone took, the title printed with the words, a post held", 'role:"vice premier"'),
    FieldSpec("org", ("event", "quote", "actor"), "actor",
              "the body of an unnamed person, or of a post held", "org:ustr"),
    FieldSpec("kind", ("event",), "choice",
              "the kind of event", "kind:talks"),
    FieldSpec("status", ("event",), "choice",
              "how far it has come, on the day one stands on", "status:missed", values=_STATUSES),
    FieldSpec("was", ("event",), "choice",
              "any status that an earlier entry of its history gives", "was:planned", values=_STATUSES),
    FieldSpec("instrument", ("measure",), "choice",
              "tariff, quota, ban, licence, exclusion or agreement", "instrument:tariff"),
    FieldSpec("series", ("figure",), "text",
              "the series of a figure", "series:exports"),
    FieldSpec("of", ("figure",), "id",
              "the measure or event that a figure is of", "of:us-list-3"),
    FieldSpec("form", ("quote",), "choice",
              "direct, partial, paraphrase or translation", "form:direct", values=_FORMS),
    FieldSpec("terms", ("quote",), "text",
              "the ground rules as printed", "terms:anonymity"),
    FieldSpec("medium", ("quote",), "choice",
              "spoken, post, letter, statement or transcript", "medium:post"),
    FieldSpec("attribution", ("quote",), "choice",
              "whether the words are surely theirs", "attribution:denied", values=_ATTRIBUTIONS),
    FieldSpec("lang", ("quote", "source"), "choice",
              "the language of the words or of the source", "lang:zh", aliases=("language",)),
    FieldSpec("type", ("source", "actor"), "choice",
              "the type of a source or of an actor", "type:law"),
    FieldSpec("place", ("event", "quote"), "text",
              "where", "place:beijing"),
    FieldSpec("event", ("event", "quote", "measure", "figure"), "id",
              "an event with its quotes and figures, and the steps it brought", "event:summit-2018"),
    FieldSpec("tag", _ALL, "tag",
              "a tag", "tag:ip", aliases=("tags",)),
    FieldSpec("source", _ALL, "source",
              "a source cited: its id, or beginnings of words of its publisher or title", "source:reuters"),
    FieldSpec("publisher", _ALL, "text",
              "the publisher of a source, or of one cited", "publisher:reuters"),
    FieldSpec("cites", _SOURCED, "number",
              "how many different sources are cited", "cites:1"),
    FieldSpec("review", _ALL, "choice",
              "whether an editor has checked it", "review:disputed", values=_REVIEWS),
    FieldSpec("id", _ALL, "id",
              "the id of a record; `us-list-*` for all that begin so", "id:us-list-3"),
    FieldSpec("in", _ALL, "choice",
              "the kind of record", "in:quotes", values=_KINDS),
    FieldSpec("is", _ALL, "flag",
              "what a record is: see below", "is:unnamed", values=tuple(FLAGS["is"])),
    FieldSpec("has", _ALL, "flag",
              "what a record has: see below", "has:quote", values=tuple(FLAGS["has"])),
    FieldSpec("on", _ALL, "date",
              "its date possibly touches the days named", "on:2019-03", aliases=("during",)),
    FieldSpec("after", _ALL, "date",
              "its date is possibly on or after the first day named", "after:2019-01", aliases=("since",)),
    FieldSpec("before", _ALL, "date",
              "its date is possibly on or before the last day named", "before:2019-05", aliases=("until",)),
    FieldSpec("surely", _ALL, "date",
              "its date surely touches the days named", "surely:2019-04"),
    FieldSpec("said", ("quote",), "date",
              "the words were possibly said then", "said:2019-03-27"),
    FieldSpec("printed", _ALL, "date",
              "it, or a source it cites, was possibly published then", "printed:2019-03-28"),
    FieldSpec("known", _ALL, "date",
              "it possibly became known then", "known:2019-04"),
)
# fmt: on

_BY_NAME: Mapping[str, FieldSpec] = {
    **{alias: field for field in FIELDS for alias in field.aliases},
    **{field.name: field for field in FIELDS},
}


def spec(name: str) -> FieldSpec | None:
    """The field of a name or alias, in any case; None if there is none."""
    return _BY_NAME.get(name.lower())


def names() -> tuple[str, ...]:
    """Every name and alias that a field can be typed by."""
    return tuple(_BY_NAME)


def markdown_table() -> str:
    """The tables of ``docs/query.md``: the fields, then the values of ``is:`` and ``has:``."""
    lines = ["| field | also | kinds | value | meaning | example |", "| --- | --- | --- | --- | --- | --- |"]
    for field in FIELDS:
        kinds = "all" if field.kinds == _ALL else ", ".join(f"{kind}s" for kind in field.kinds)
        also = " ".join(f"`{alias}:`" for alias in field.aliases)
        listed = field.values and field.type == "choice"
        meaning = f"{field.meaning}: {', '.join(field.values)}" if listed else field.meaning
        lines.append(f"| `{field.name}:` | {also} | {kinds} | {field.type} | {meaning} | `{field.example}` |")
    for name, flags in FLAGS.items():
        lines += ["", f"| `{name}:` | the record |", "| --- | --- |"]
        lines += [f"| `{name}:{value}` | {meaning} |" for value, meaning in flags.items()]
    return "\n".join(lines) + "\n"
