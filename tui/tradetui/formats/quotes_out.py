"""Quotes as flat tables that :mod:`tradetui.formats.quotes` reads back: the same fields, written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tradetui.core.fields import plain
from tradetui.core.records import Citation, Quote, Source
from tradetui.formats.quote_fields import FLAT_FIELDS
from tradetui.formats.quote_sources import FLAT

#: The columns of a table of quotes.
COLUMNS: tuple[str, ...] = tuple(
    each.name for each in FLAT_FIELDS if each.name not in ("source",)
)  # `source` is what others write; ours say which key they mean

_AS_THEY_ARE = (
    "id", "form", "lang", "original", "by_title", "described", "to", "said", "terms", "medium", "place", "occasion",
    "event", "known_from", "tags", "links", "note",
)  # fmt: skip


def flat(
    quote: Quote, cites: Iterable[Citation], sources: Mapping[str, Source], names: Mapping[str, str]
) -> dict[str, Any]:
    """The fields of a quote, in the order of :data:`COLUMNS`, those without a value left out.

    One source that supports it stands in fields of its own, anything more in ``citations``. What has no field
    (the ``extra`` of the record) stands in ``other``. Not here: ``accept``, and what actors and sources hold besides
    the fields above.
    """
    whole = plain(quote)
    table: dict[str, Any] = {key: whole[key] for key in _AS_THEY_ARE if key in whole}
    table["text"] = whole["text"]
    table["form"] = quote.form
    table["by"] = list(quote.by)
    table["about"] = list(quote.about)
    table["attribution"] = "" if quote.attribution == "stated" else quote.attribution
    table["review"] = quote.review
    table["other"] = dict(quote.extra)
    table["names"] = {key: names[key] for key in _actors(quote) if names.get(key, key) != key}
    found = list(cites)
    if len(found) == 1 and found[0].source in sources and not _is_more(found[0]):
        table |= _flat_source(sources[found[0].source], found[0])
    elif found:
        table["citations"] = [_citation(each, sources) for each in found]
    return {key: table[key] for key in COLUMNS if table.get(key) not in (None, "", [], {}, ())}


def for_csv(table: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the cells of a table: words in several fragments stand in a column of their own."""
    cells = dict(table)
    if isinstance(cells["text"], list):
        cells["fragments"] = json.dumps(cells.pop("text"), ensure_ascii=False)
    return cells


def _actors(quote: Quote) -> Iterator[str]:
    yield from quote.by
    if quote.described is not None and quote.described.org:
        yield quote.described.org
    yield from (each.actor for each in quote.to if each.actor)


def _is_more(cite: Citation) -> bool:
    return bool(cite.says or cite.via or cite.extra or cite.stance != "supports")


def _flat_source(source: Source, cite: Citation) -> dict[str, Any]:
    keys = plain(source)
    told = {field: keys[key] for key, field in FLAT.items() if key in keys}
    return {"source_id": source.id, "url": source.url, "at": cite.at, "exact": cite.exact, **told}


def _citation(cite: Citation, sources: Mapping[str, Source]) -> dict[str, Any]:
    source = sources.get(cite.source)
    told: dict[str, Any] = {"id": cite.source}
    if source is not None:
        keys = plain(source)
        told |= {key: keys[key] for key in ("url", *FLAT) if key in keys}
    whole: dict[str, Any] = {"source": told, "at": cite.at, "exact": cite.exact, "via": cite.via}
    whole["says"] = dict(cite.says)
    whole["stance"] = "" if cite.stance == "supports" else cite.stance
    return {key: value for key, value in whole.items() if value}
