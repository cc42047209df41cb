"""The fields of a quote in a table or in flat JSON: our own names first, then what others call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class FlatField(NamedTuple):
    """A field: its name, other names it goes by, and what it means."""

    name: str
    others: tuple[str, ...]
    meaning: str


FLAT_FIELDS: tuple[FlatField, ...] = (
    FlatField(
        "id", ("quote_id", "quoteid"), "its name in the collection; made from what the row holds if not given"
    ),
    FlatField(
        "text", ("quote", "quotation", "words"), "the words, exactly; in JSON also an array of fragments"
    ),
    FlatField("fragments", (), "the words as a JSON array, where the reporter breaks in (CSV)"),
    FlatField("form", (), "direct, partial, paraphrase or translation"),
    FlatField("lang", ("language",), "the language of the words"),
    FlatField("original", ("original_text",), "the words in the language they were said in"),
    FlatField(
        "by",
        ("speaker", "speakers", "said_by"),
        "who said it, by name or id; several in an array (JSON) or with ; between them (CSV)",
    ),
    FlatField("names", (), "a JSON object: the name of each id used"),
    FlatField("by_title", ("speaker_title", "position"), "the speaker's post as printed"),
    FlatField("described", (), 'the report\'s words for a speaker it does not name ("a senior official")'),
    FlatField("to", ("addressee", "audience"), "to whom"),
    FlatField("about", ("topic", "topics"), "tags or ids that it is about"),
    FlatField("said", ("date", "said_on", "date_said"), "the day on which it was said"),
    FlatField("terms", ("ground_rule",), "on the record, on condition of anonymity, ... as printed"),
    FlatField("medium", (), "spoken, post, letter, statement or transcript"),
    FlatField("place", ("location",), "where it was said"),
    FlatField("occasion", (), "on which occasion"),
    FlatField("event", (), "the id of the event it belongs to"),
    FlatField("attribution", (), "stated, ascribed, denied, disputed, misattributed or guessed"),
    FlatField("source", (), "a web address, or what the source is called"),
    FlatField("source_id", (), "the id of the source"),
    FlatField("source_title", ("headline", "article_title"), "its title"),
    FlatField("publisher", ("outlet", "newspaper", "site"), "who published it"),
    FlatField(
        "url", ("link", "source_url", "urls"), "its address; several in a JSON array are several sources"
    ),
    FlatField("published", ("publication_date", "date_published", "published_on"), "the day it came out"),
    FlatField("source_author", ("byline",), "who wrote it"),
    FlatField("source_type", (), "wire, news, official, law, transcript, report, dataset or post"),
    FlatField("source_lang", (), "its language"),
    FlatField("archived_url", ("archive_url",), "the address of a stored copy"),
    FlatField("retrieved", ("accessed",), "the day it was read"),
    FlatField("at", ("page", "locator"), "where in the source: page, paragraph, time stamp"),
    FlatField("exact", ("passage",), "the passage of the source word for word"),
    FlatField("citations", ("cites",), "several sources, as `find --as quotes` writes them (JSON)"),
    FlatField("known_from", (), "the day from which it could be known"),
    FlatField("tags", ("keywords",), "words to find it by"),
    FlatField("links", (), "links to other records (JSON)"),
    FlatField("review", (), "disputed is kept; checked becomes imported, since nobody checked the import"),
    FlatField("note", ("notes",), "the editor's own words"),
    FlatField("other", (), "a JSON object: what has no field of its own"),
)

#: Keys that other programs' answers of ours have beside the record: they are derived from it, and never read.
DERIVED = frozenset(
    ("kind", "when", "span", "known", "linked", "hidden_links", "match", "under_way", "status_since")
)

_BY_NAME: Mapping[str, str] = {
    name: field.name for field in FLAT_FIELDS for name in (field.name, *field.others)
}


def field_of(column: str, names: Mapping[str, str]) -> str:
    """The field that a column is; empty for one that is none. ``names`` are wishes of the reader's, by column."""
    if column in names:
        return names[column]
    return _BY_NAME.get(column.strip().lower().replace(" ", "_").replace("-", "_"), "")
