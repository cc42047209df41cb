"""Entries of many quotes, quickly: quotes that differ only in words, id, speakers and sources share a mould.

A mould is the entry of a stand-in, made by :func:`tradetui.store.entries.entry`; the stand-in's names are replaced by
the real ones. What a field means is so told in one place only, and a property test holds the two ways together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from tradetui.core.fields import TABLES, build
from tradetui.core.fields.build import parse_when
from tradetui.core.knowledge import versions
from tradetui.core.normalise import joined
from tradetui.core.query.directory import Directory
from tradetui.core.query.searched import searched
from tradetui.core.records import Source
from tradetui.store.entries import dumps, entry
from tradetui.store.staging import Entry, VersionEntry

Plain = Mapping[str, Any]
#: Begins every name of a stand-in; a quote that holds it itself is made without a mould.
_MARK = "\ue000"
_ESCAPED = repr(_MARK)[1:-1]
_ID, _TEXT = f"{_MARK}id", f"{_MARK}text"
_VARYING = frozenset(("id", "text", "by", "cites"))
_FIXED = frozenset(TABLES["quote"].keys) - _VARYING
#: Moulds that are kept; more citations than that are not worth one.
_MOST_MOULDS = 20_000
_MOST_CITES = 3
#: Names that a quote of one speaker and one source puts in.
_OF_ONE = 3


_NAMES = tuple(each.name for each in fields(VersionEntry))
_values = attrgetter(*_NAMES)
_WORDS, _TERMS, _FACE = map(_NAMES.index, ("words", "terms", "face"))


@dataclass(slots=True)
class _Mould:
    """The versions of a stand-in as values, the texts that are searched in it, and the event it belongs to."""

    versions: list[tuple[Any, ...]]
    texts: tuple[str, ...]
    about_event: str


class QuoteEntries:
    """Makes entries of valid plain quotes. ``actors``: the names of every actor, by id, kept up by the caller.

    Only for collections in which no actor has a side.
    """

    def __init__(self, actors: Mapping[str, tuple[str, ...]]) -> None:
        """No mould yet."""
        self._actors = actors
        self._moulds: dict[tuple[object, ...], _Mould] = {}

    def entry(self, quote: Plain, body: str, sources: Sequence[Plain]) -> Entry:
        """The entry of a quote that cites these sources; ``body`` is its JSON."""
        by = quote.get("by", ())
        by = (by,) if isinstance(by, str) else tuple(by)
        fixed = str([pair for pair in quote.items() if pair[0] in _FIXED])
        cites = quote.get("cites", ())
        if _ESCAPED in fixed or len(cites) > _MOST_CITES:
            return self._whole(quote, body, sources)
        places = {source["id"]: place for place, source in enumerate(sources)}
        key = (
            fixed,
            len(by),
            *((s.get("published"), "publisher" in s, "url" in s, "archived_url" in s) for s in sources),
            *(
                (places[c["source"]], c.get("stance"), "exact" in c, bool(c.get("says")), "via" in c)
                for c in cites
            ),
        )
        mould = self._moulds.get(key)
        if mould is None:
            if len(self._moulds) >= _MOST_MOULDS:
                self._moulds.clear()
            mould = self._moulds[key] = _mould(quote, len(by), sources, places, self._actors)
        return self._cast(mould, quote, body, by, sources)

    def _cast(
        self, mould: _Mould, quote: Plain, body: str, by: tuple[str, ...], sources: Sequence[Plain]
    ) -> Entry:
        """The entry of a quote from its mould."""
        key = quote["id"]
        names = [self._actors[actor][0] for actor in by]
        real = {f"{_MARK}by{place}": actor for place, actor in enumerate(by)}
        for place, source in enumerate(sources):
            real[f"{_MARK}source{place}"] = source["id"]
            real[f"{_MARK}publisher{place}"] = source.get("publisher", "")
        shown = [(f'"{_ID}"', f'"{key}"')]  # nothing in an id is escaped in JSON
        shown += [(f'"{_MARK}name{place}"', dumps(name)) for place, name in enumerate(names)]
        words = self._words(mould.texts, quote["text"], names)
        found: list[VersionEntry] = []
        for version in mould.versions:
            values = list(version)
            face = values[_FACE]
            for stand_in, text in shown:
                face = face.replace(stand_in, text)
            terms = [(name, real.get(value, value)) for name, value in values[_TERMS]]
            if len(real) > _OF_ONE:  # two sources may have one publisher
                terms = list(dict.fromkeys(terms))
            values[_WORDS], values[_TERMS], values[_FACE] = words, terms, face
            found.append(VersionEntry(*values))
        return Entry("quote", key, body, found, about_event=mould.about_event)

    def _words(self, texts: Iterable[str], words: str | list[str], names: Sequence[str]) -> str:
        """What is searched: the texts of the stand-in, with the words and the names put in."""
        found: list[str] = []
        for text in texts:
            if text == _TEXT:
                found += [words] if isinstance(words, str) else words
            elif text.startswith(_MARK):
                found.append(names[int(text.removeprefix(f"{_MARK}name"))])
            else:
                found.append(text)
        return joined(found)

    def _whole(self, quote: Plain, body: str, sources: Sequence[Plain]) -> Entry:
        """The entry without a mould."""
        published, records = _known(sources)
        record = build("quote", quote)
        made = entry(record, versions(record, published), Directory(actors=self._actors, sources=records))
        made.body = body
        return made


def _known(sources: Iterable[Plain]) -> tuple[dict[str, Any], dict[str, Source]]:
    """When each source was published, and the sources, by id."""
    published = {
        each["id"]: parse_when(each["published"]) if "published" in each else None for each in sources
    }
    records = {each["id"]: build("source", each) for each in sources}
    return published, {key: record for key, record in records.items() if isinstance(record, Source)}


def _mould(
    quote: Plain,
    speakers: int,
    sources: Sequence[Plain],
    places: Mapping[str, int],
    actors: Mapping[str, Any],
) -> _Mould:
    """What is made of a stand-in for a quote: the same but for its id, words, speakers and sources."""
    stand_in = {key: value for key, value in quote.items() if key in _FIXED}
    stand_in |= {"id": _ID, "text": _TEXT}
    if speakers:
        stand_in["by"] = [f"{_MARK}by{place}" for place in range(speakers)]
    cites = [{**cite, "source": f"{_MARK}source{places[cite['source']]}"} for cite in quote.get("cites", ())]
    if cites:
        stand_in["cites"] = cites
    published, records = _known([_stand_in(source, place) for place, source in enumerate(sources)])
    named = {**{f"{_MARK}by{n}": (f"{_MARK}name{n}",) for n in range(speakers)}, **_addressed(quote, actors)}
    record = build("quote", stand_in)
    made = entry(record, versions(record, published), Directory(actors=named, sources=records))
    return _Mould([*map(_values, made.versions)], searched(record, named), made.about_event)


def _stand_in(source: Plain, place: int) -> dict[str, Any]:
    found = {**source, "id": f"{_MARK}source{place}"}
    if "publisher" in source:
        found["publisher"] = f"{_MARK}publisher{place}"
    return found


def _addressed(quote: Plain, actors: Mapping[str, Any]) -> dict[str, Any]:
    """The names of the actors that a mould itself names."""
    keys = [each.get("actor", "") for each in quote.get("to", ()) if isinstance(each, dict)]
    keys.append(quote.get("described", {}).get("org", "") if isinstance(quote.get("described"), dict) else "")
    return {key: actors[key] for key in keys if key in actors}
