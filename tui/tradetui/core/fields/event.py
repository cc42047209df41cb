"""The keys of an event."""

from __future__ import annotations

from tradetui.core import records
from tradetui.core.fields.common import CITES, DESCRIBED, common
from tradetui.core.fields.model import Field, Table

STATUSES = (
    "happened",
    "planned",
    "expected",
    "hoped",
    "possible",
    "threatened",
    "missed",
    "postponed",
    "cancelled",
)

EVENT_KINDS = (
    "talks",
    "meeting",
    "call",
    "statement",
    "threat",
    "letter",
    "measure",
    "agreement",
    "enforcement",
    "deadline",
    "filing",
    "ruling",
    "report",
    "market",
    "other",
)

PARTICIPANT = Table(
    "participant",
    records.Participant,
    "Who took part.",
    (
        Field("actor", "id", "the actor", refers=("actor",)),
        Field("described", "table", "or someone whom the source does not name", table=DESCRIBED),
        Field("role", "text", "in which part", example='"host"'),
    ),
    short="actor",
    either=(("actor", "described"),),
)

HISTORY = Table(
    "history entry",
    records.HistoryEntry,
    "A dated step by which the event's status, date or summary changed, each with its source. The "
    "last one holds the record's own "
    "status and date.",
    (
        Field("on", "date", "the day on which it came to stand so, and from which that is known", need=True),
        Field("status", "text", "the status from then on", need=True, values=STATUSES),
        Field("when", "date", "the date from then on"),
        Field("when_text", "prose", "the words of the source for that date"),
        Field("summary", "prose", "what could be told of it from then on"),
        Field("event", "id", "the event at which this was said or decided", refers=("event",)),
        Field("note", "prose", "the editor's own words"),
        CITES,
    ),
)

EVENT = Table(
    "event",
    records.Event,
    "Something that happened, is planned, threatened, hoped for, or never came.",
    common(
        Field(
            "title",
            "text",
            "what it is: it names the thing, never its outcome",
            need=True,
            example='"Meeting of the two mayors"',
        ),
        Field("when", "date", "when it was or is to be", example='"2021-05-03"'),
        Field("when_text", "prose", "the words of the source for the date", example='"later this month"'),
        Field("time", "time", "clock time, `HH:MM` or `HH:MM:SS`; needs `tz`"),
        Field("tz", "zone", "the IANA zone of `time`", example='"Europe/Lisbon"'),
        Field("seq", "integer", "order among the events of one day"),
        Field("kind", "text", "what sort of event", values=EVENT_KINDS, extensible=True, example='"meeting"'),
        Field("status", "text", "how far it has come", values=STATUSES, example='"happened"'),
        Field("summary", "prose", "what happened, in a few sentences"),
        Field("place", "text", "where"),
        Field("who", "table", "who took part", number="many", table=PARTICIPANT),
        Field(
            "history",
            "table",
            "the dated steps by which its status or date changed",
            number="many",
            table=HISTORY,
        ),
    ),
)
