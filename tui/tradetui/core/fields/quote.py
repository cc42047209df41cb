"""The keys of a quote."""

from __future__ import annotations

from tradetui.core import records
from tradetui.core.fields.common import DESCRIBED, common
from tradetui.core.fields.model import Field, Table

ADDRESSEE = Table(
    "addressee",
    records.Addressee,
    "To whom something was said. A plain string in its place is words, never the id of an actor.",
    (
        Field("actor", "id", "an actor", refers=("actor",)),
        Field("text", "text", "or words for those spoken to", example='"reporters"'),
    ),
    short="text",
    either=(("actor", "text"),),
)

QUOTE = Table(
    "quote",
    records.Quote,
    "Words said or written by someone, with those who heard them and the source that prints them.",
    common(
        Field(
            "text",
            "prose",
            "the words; an array of fragments where the reporter breaks in",
            need=True,
            number="one-or-many",
            example='"The fee stays."',
        ),
        Field(
            "form",
            "text",
            "`direct` and `partial` are the speaker's own words, each fragment found in order in "
            "one citation's `exact`; a "
            "`paraphrase` is in our words; a `translation` is of words in another language",
            values=("direct", "partial", "paraphrase", "translation"),
        ),
        Field("lang", "text", "the language of `text`, as a BCP 47 tag"),
        Field("original", "prose", "the words in the language they were said in"),
        Field("by", "id", "who said it, or several", number="one-or-many", refers=("actor",)),
        Field("described", "table", "or a speaker whom the report does not name", table=DESCRIBED),
        Field("by_title", "text", "the speaker's post as the source prints it"),
        Field("to", "table", "to whom", number="many", table=ADDRESSEE),
        Field("about", "text", "ids of records or tags that it is about", number="many"),
        Field("said", "date", "the day on which it was said", example='"2021-05-03"'),
        Field(
            "terms", "text", "the ground rule as printed: on the record, condition of anonymity, background"
        ),
        Field(
            "medium",
            "text",
            "how it came",
            values=("spoken", "post", "letter", "statement", "transcript"),
        ),
        Field("place", "text", "where it was said"),
        Field("occasion", "text", "on which occasion"),
        Field("event", "id", "the event it belongs to", refers=("event",)),
        Field(
            "attribution",
            "text",
            "how sure it is that the speaker said so; `ascribed` is a position that a source states "
            "of someone, with nobody "
            "quoted",
            values=("stated", "ascribed", "denied", "disputed", "misattributed", "guessed"),
        ),
    ),
    either=(("by", "described"),),
)
