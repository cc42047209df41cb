"""The keys of a measure and its steps."""

from __future__ import annotations

from tradetui.core import records
from tradetui.core.fields.common import CITES, common
from tradetui.core.fields.model import Field, Table

BASE = Table(
    "base",
    records.Base,
    "What the measure covers, as a sum of money of one year.",
    (
        Field("value", "amount", "the number", example="34"),
        Field("currency", "text", "ISO 4217 code", example='"USD"'),
        Field("unit", "text", "what the number counts", example='"billion"'),
        Field("year", "integer", "the year whose flows are counted", example="2018"),
    ),
)

STEP = Table(
    "step",
    records.Step,
    "One dated decision on a measure, with its source.",
    (
        Field("id", "id", "its name within the measure", need=True, example='"s1"'),
        Field(
            "decided",
            "date",
            "the day of the decision, from which it is known",
            need=True,
            example='"2021-05-03"',
        ),
        Field(
            "status",
            "text",
            "`adopted`, `suspended` and `ended` take effect over `from`..`to`; `proposed`, "
            "`postponed` and `withdrawn` take none",
            need=True,
            values=("proposed", "adopted", "postponed", "suspended", "withdrawn", "ended"),
            example='"adopted"',
        ),
        Field("from", "date", "the first day of its effect", attr="start", example='"2021-06-01"'),
        Field("to", "date", "the last day of its effect; open unless given", attr="end"),
        Field("time", "time", "clock time of `from`; needs `tz`", example='"00:01"'),
        Field("tz", "zone", "the IANA zone of `time`", example='"Europe/Lisbon"'),
        Field("rate", "amount", "the rate", example="10"),
        Field("unit", "text", "the unit of the rate", example='"percent"'),
        Field("value", "amount", "what it covers from then on, in the unit of the measure's `base`"),
        Field("lines", "amount", "how many lines of the schedule it covers"),
        Field("legal", "text", "the legal notice"),
        Field("by", "id", "who decided, where it is not the measure's own `by`", refers=("actor",)),
        Field("event", "id", "the event at which it was decided", refers=("event",)),
        Field("note", "prose", "the editor's own words"),
        Field(
            "replaces",
            "id",
            "the steps of the same measure that this one puts off, withdraws or takes the place of",
            number="many",
            refers=("step",),
            example='["s1"]',
        ),
        CITES,
    ),
)

MEASURE = Table(
    "measure",
    records.Measure,
    "A duty, quota, ban, licence, exclusion or agreement. One rate at a time: goods at different "
    "rates are measures of their own "
    "under one `parent`.",
    common(
        Field("title", "text", "what it is", need=True, example='"Harbour fee on foreign boats"'),
        Field("by", "id", "who imposes it", refers=("actor",)),
        Field("against", "id", "the side or actor it is aimed at", refers=("side", "actor")),
        Field(
            "instrument",
            "text",
            "its sort",
            values=("tariff", "quota", "ban", "licence", "exclusion", "agreement"),
            example='"tariff"',
        ),
        Field("legal", "text", "legal citation or docket"),
        Field("goods", "prose", "what it is laid on"),
        Field("base", "table", "what it covers, in money", table=BASE),
        Field("lines", "amount", "how many lines of the schedule it covers"),
        Field(
            "parent",
            "id",
            "the measure it is a part of; a parent has no steps of its own",
            refers=("measure",),
        ),
        Field("steps", "table", "its dated decisions", number="many", table=STEP),
    ),
)
