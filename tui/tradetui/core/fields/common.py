"""The tables that several kinds share, and the keys that every record has."""

from __future__ import annotations

from tradetui.core import records
from tradetui.core.fields.model import Field, Table

AMOUNT = Table(
    "amount",
    records.Amount,
    'A number that its source does not give exactly: "about 110", "up to 60", "over 100". It is '
    "never shown as exact. "
    "A number that is given exactly is written as a plain number.",
    (
        Field("value", "number", "the number to reckon with", example="110"),
        Field("low", "number", "the least it can be", example="105"),
        Field("high", "number", "the most it can be", example="115"),
        Field("words", "text", "the words of the source", example='"about $110 billion"'),
    ),
    closed=True,
)

CITATION = Table(
    "citation",
    records.Citation,
    "Which source says so, where in it, and in which words.",
    (
        Field("source", "id", "the source", need=True, refers=("source",), example='"gazette-2021-05-03"'),
        Field("at", "text", "where in it: page, paragraph, time stamp", example='"p. 3"'),
        Field("exact", "prose", "the passage word for word", example='"The fee rises on Monday."'),
        Field(
            "says",
            "mapping",
            "the keys of the record on which this source differs, with what it says instead; a step's key is "
            'written `"steps.s2.rate"`, that of the second entry of a history `"history.2.when"`; `when_text` are '
            "its own words for the date",
            example='{when = "2021-05-04"}',
        ),
        Field(
            "stance",
            "text",
            "whether it supports the record, disputes it, or gives context",
            values=("supports", "disputes", "context"),
        ),
        Field(
            "via",
            "id",
            "the source in which this one was read, if it was not seen itself",
            refers=("source",),
        ),
    ),
    short="source",
)

LINK = Table(
    "link",
    records.Link,
    "A link to another record. Only one direction is written, the other is derived.",
    (
        Field("to", "id", "the record it leads to", need=True, refers=records.KINDS),
        Field(
            "rel",
            "text",
            "what this record is to that one",
            need=True,
            values=("answers", "follows", "replaces", "fulfils", "contradicts", "part-of", "about"),
        ),
    ),
)

ACCEPT = Table(
    "accept",
    records.Accept,
    "A warning of `check` that was looked at and is right as it is.",
    (
        Field("check", "text", "the name of the rule, in brackets at the end of the warning", need=True),
        Field("why", "prose", "why the record is right", need=True),
    ),
)

DESCRIBED = Table(
    "described",
    records.Described,
    "A speaker whom one report does not name. Never shared between reports: nobody knows that two "
    "are the same person.",
    (
        Field(
            "as",
            "text",
            "the words of the report for the speaker",
            need=True,
            attr="as_",
            example='"a senior port official"',
        ),
        Field("side", "id", "the side the speaker is on", refers=("side",)),
        Field("org", "id", "the body the speaker belongs to", refers=("actor",)),
        Field(
            "ordinal",
            "text",
            "what keeps several speakers of one report apart, as printed",
            example='"first"',
        ),
        Field("count", "integer", "how many speakers the words stand for, where the report says"),
        Field("why", "prose", "why the speaker is not named, as printed"),
    ),
    short="as",
)

COMMON_FIRST = (
    Field(
        "id",
        "id",
        "the record's name in the collection: lower-case letters, digits, `-`, `_` and `.`; never reused",
        need=True,
        example='"2021-05-03-fee"',
    ),
)

COMMON_LAST = (
    Field("tags", "text", "words to find it by", number="many", example='["harbour-fee"]'),
    Field("links", "table", "links to other records", number="many", table=LINK),
    Field(
        "known_from",
        "date",
        "the day from which it could be known: the day itself for a public act that is only sourced "
        "later, the day it came "
        "out for what was secret",
    ),
    Field("note", "prose", "the editor's own words: marked as written later"),
    Field(
        "review",
        "text",
        "how far the editor vouches for it; anything but `checked` shows on screen",
        values=("checked", "imported", "disputed", "unsourced"),
    ),
    Field("accept", "table", "warnings that were looked at", number="many", table=ACCEPT),
)

CITES = Field("cites", "table", "the sources that say so", number="many", table=CITATION)


def common(*fields: Field) -> tuple[Field, ...]:
    """The keys of a kind between those that every record has."""
    return (*COMMON_FIRST, *fields, CITES, *COMMON_LAST)
