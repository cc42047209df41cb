"""The keys of sources, actors and figures, and of the collection itself."""

from __future__ import annotations

from tradetui.core import records
from tradetui.core.fields.common import CITES, common
from tradetui.core.fields.model import Field, Table

SOURCE = Table(
    "source",
    records.Source,
    "A document.",
    common(
        Field("title", "text", "its title", need=True, example='"Harbour fee to rise"'),
        Field("publisher", "text", "who published it", example='"The Gazette"'),
        Field("author", "text", "who wrote it"),
        Field(
            "type",
            "text",
            "what sort of document",
            values=("wire", "news", "official", "law", "transcript", "report", "dataset", "post"),
            example='"news"',
        ),
        Field(
            "published",
            "date",
            "the day it came out: what it alone tells is known from then on",
            example='"2021-05-03"',
        ),
        Field("url", "url", "its address"),
        Field("archived_url", "url", "the address of a stored copy"),
        Field("retrieved", "date", "the day it was read"),
        Field("lang", "text", "its language, as a BCP 47 tag"),
        Field("version_of", "id", "the source of which this is another version", refers=("source",)),
    ),
)

ROLE = Table(
    "role",
    records.Role,
    "A post that an actor held. It is shown as of the record being read.",
    (
        Field("title", "text", "the post", need=True, example='"Mayor"'),
        Field("org", "id", "the body it is in", refers=("actor",)),
        Field(
            "from",
            "date",
            "from when; `[..2021-05-03]` where a source only shows that it was held by then",
            attr="start",
        ),
        Field("to", "date", "until when", attr="end"),
        CITES,
    ),
)

ACTOR = Table(
    "actor",
    records.Actor,
    "A person, organisation, government or group.",
    common(
        Field("name", "text", "the name people use", need=True, example='"Ana Prado"'),
        Field("native_name", "text", "the name in its own script"),
        Field("aliases", "text", "other names that people would type", number="many"),
        Field(
            "type",
            "text",
            "what it is",
            values=("person", "organisation", "government", "group"),
            example='"person"',
        ),
        Field("side", "id", "the side it is on", refers=("side",)),
        Field("roles", "table", "the posts it held", number="many", table=ROLE),
        Field("wikidata", "text", "its Wikidata item", example='"Q1"'),
    ),
)

FIGURE = Table(
    "figure",
    records.Figure,
    "A number that a source prints. Two figures of one series and date with different `as_of` are versions.",
    common(
        Field(
            "series",
            "id",
            "the series it belongs to: the same thing counted in the same way",
            need=True,
            example='"harbour-revenue"',
        ),
        Field("label", "text", "what it counts, in words"),
        Field("value", "amount", "the number", need=True, example="12.5"),
        Field("unit", "text", "its unit", example='"million EUR"'),
        Field("of", "id", "the measure or event it belongs to", refers=("measure", "event")),
        Field("at", "date", "the time it describes", example='"2021"'),
        Field("as_of", "date", "when it was published", example='"2022-02"'),
        Field("basis", "text", "how it was reckoned"),
        Field("planned", "flag", "whether it is an aim rather than a count"),
    ),
)

SIDE = Table(
    "side",
    records.Side,
    "A party to the story.",
    (
        Field("id", "id", "its name in the records", need=True, example='"north"'),
        Field("name", "text", "its name on screen", need=True, example='"Northport"'),
        Field("place", "text", "its capital", example='"Northport"'),
        Field("tz", "zone", "the IANA zone of its capital", example='"Europe/Lisbon"'),
    ),
)

COLLECTION = Table(
    "collection",
    records.CollectionInfo,
    "`collection.toml`: what the collection is about, and all that the program needs to know of its subject.",
    (
        Field("title", "text", "its title", need=True, example='"The harbour fee"'),
        Field("description", "prose", "what it holds, in a few sentences"),
        Field("covers", "date", "the time it claims to hold whole", example='"2021-01/2021-12"'),
        Field("licence", "text", "the licence of its own words"),
        Field("kinds", "text", "kinds of event beyond the built-in ones", number="many"),
        Field("week_starts", "text", "the first day of a week", values=("monday", "sunday", "saturday")),
        Field("sides", "table", "the parties to the story", number="many", table=SIDE),
    ),
)
