"""The sources that a row names, as plain tables of source records, and its citations of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tradetui.core.fields.validate import URL, slug
from tradetui.formats.quote_row import Row
from tradetui.formats.tidy import mark_of

Plain = dict[str, Any]

#: Key of a source record -> field of the row.
FLAT = {
    "title": "source_title",
    "publisher": "publisher",
    "author": "source_author",
    "type": "source_type",
    "published": "published",
    "archived_url": "archived_url",
    "retrieved": "retrieved",
    "lang": "source_lang",
}
SOURCE_FIELDS = ("source", "source_id", "url", "at", "exact", *FLAT.values())
_IN_CITATION = ("at", "exact", "stance", "via")


def cited(row: Row) -> Iterator[tuple[Plain, Plain]]:
    """Each source that the row names, and the citation of it without its ``source``.

    A source has ``id`` only where the row gives one, and nothing else where it gives no more.
    """
    if "citations" in row.fields:
        for item in row.items("citations"):
            yield from _of_item(row, item)
    if any(field in row.fields for field in SOURCE_FIELDS):
        yield from _flat(row)


def id_of(source: Plain) -> str:
    """An id for a source that has none: always the same for the same source."""
    host = source.get("url", "").partition("://")[2].partition("/")[0].removeprefix("www.")
    name = slug(str(source.get("publisher") or host or "source"))[:40] or "source"
    told = "\0".join(f"{key}\0{source[key]}" for key in sorted(source))
    return f"{name}-{mark_of(told)}"


def with_title(source: Plain) -> Plain:
    """The source with the title it must have: its own, else its address, its publisher, its id."""
    title = source.get("title") or source.get("url") or source.get("publisher") or source["id"]
    return {
        "id": source["id"],
        "title": title,
        **{k: v for k, v in source.items() if k not in ("id", "title")},
    }


# -- flat fields --------------------------------------------------------------------------------------------


def _flat(row: Row) -> Iterator[tuple[Plain, Plain]]:
    given = {key: row.fields[field] for key, field in FLAT.items() if field in row.fields}
    source = _source(row, given, FLAT)
    if "source_id" in row.fields:
        source["id"] = row.id("source_id", row.fields["source_id"])
    named = row.text("source")
    if URL.fullmatch(named) and "url" not in row.fields:
        row.fields["url"] = named
        named = ""
    if named:
        free = next((key for key in ("title", "publisher") if key not in source), None)
        if free is None:
            row.keep("source_given", named)
        else:
            source[free] = named
    citation = {key: text for key in ("at", "exact") if (text := row.text(key, prose=key == "exact"))}
    addresses = list(dict.fromkeys(filter(None, (_url(row, "url", each) for each in row.items("url")))))
    source = {key: value for key, value in source.items() if value}
    if addresses and len(addresses) > 1 and "id" not in source:
        yield from (({**source, "url": address}, dict(citation)) for address in addresses)
        return
    if addresses:
        source["url"] = addresses[0]
        if len(addresses) > 1:
            row.keep("url_given", addresses[1:])
    if source.keys() & {"id", "title", "publisher", "url"}:
        yield source, citation
        return
    for key, value in {**source, **citation}.items():
        row.aside(key, value, "no-source", "no source is named that it belongs to")


def _url(row: Row, field: str, value: Any) -> str:
    text = row.text_of(field, value)
    if not text or URL.fullmatch(text):
        return text
    row.aside(field, text, "bad-value", "not a web address that begins with http:// or https://")
    return ""


def _source(row: Row, given: Mapping[str, Any], named: Mapping[str, str]) -> Plain:
    """The keys of a source record that are given, each as it must be; ``named``: the field that a key is."""
    source: Plain = {}
    for key, value in given.items():
        field = named.get(key, key)
        if value in (None, "", [], {}):
            continue
        if key in ("published", "retrieved"):
            source[key] = row.date(field, value)
        elif key == "type":
            source[key] = row.choice(field, value, "source", "type")
        elif key in ("url", "archived_url"):
            source[key] = _url(row, field, value)
        else:
            source[key] = row.text_of(field, value)
    return {key: value for key, value in source.items() if value}


# -- citations in full --------------------------------------------------------------------------------------

_IN_SOURCE = frozenset(("url", *FLAT))


def _of_item(row: Row, item: Any) -> Iterator[tuple[Plain, Plain]]:
    """One of the citations of JSON: an id, or an object whose ``source`` is an id or an object."""
    whole = {"source": item} if isinstance(item, str) else item
    if not isinstance(whole, dict):
        row.aside("citations", item, "wrong-type", "not a citation")
        return
    told = whole.get("source")
    about: Mapping[str, Any] = told if isinstance(told, dict) else {"id": told}
    source = _source(row, {key: about[key] for key in about if key in _IN_SOURCE}, {})
    if about.get("id") and (key := row.id("source_id", about["id"])):
        source["id"] = key
    if not source.keys() & {"id", "title", "publisher", "url"}:
        row.aside("citations", item, "no-source", "a citation without a source")
        return
    citation = {key: whole[key] for key in _IN_CITATION if whole.get(key) not in (None, "")}
    for key in ("at", "exact", "stance", "via"):
        if key in citation:
            citation[key] = row.text_of(key, citation[key], prose=key == "exact")
    if citation.get("stance") == "supports":
        del citation["stance"]
    if whole.get("says"):
        citation["says"] = whole["says"]
    left = {key: whole[key] for key in whole if key not in (*_IN_CITATION, "source", "says", "printed_later")}
    left |= {key: about[key] for key in about if key not in _IN_SOURCE and key != "id"}
    if left := {key: value for key, value in left.items() if value not in (None, "", [], {})}:
        row.keep("citation_given", left)
    yield source, {key: value for key, value in citation.items() if value}
