"""Why a record matches where that is not plain: in which of its parts a word of the query stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.core.query.highlight import hits
from tradetui.core.query.model import Query, Words
from tradetui.core.records import Actor, Event, Figure, Measure, Quote, Source

if TYPE_CHECKING:
    from tradetui.core.records import AnyRecord
    from tradetui.store.archive import Row

#: What the names in a row are, by kind of record.
_WHO: Mapping[str, str] = {
    "quote": "the speaker's name",
    "event": "who took part",
    "measure": "who imposed it",
    "source": "the publisher",
}
_DETAIL: Mapping[str, str] = {
    "quote": "to whom, or the occasion",
    "event": "the place",
    "actor": "the post",
    "source": "the publisher",
}
_ELSEWHERE: Mapping[str, str] = {
    "quote": "title, place, original or another name",
    "event": "the summary or another name",
    "actor": "another name or post",
    "measure": "goods or legal text",
    "source": "the author",
    "figure": "series, unit or basis",
}


def asked(words: Query | Sequence[Words]) -> list[Words]:
    """The words that are looked for."""
    terms = words.terms if isinstance(words, Query) else words
    return [term for term in terms if isinstance(term, Words) and not term.negated]


def of_row(row: Row, words: Query | Sequence[Words]) -> str:
    """Where else than in its words or title a row matches, in words; empty where that is plain."""
    reasons: dict[str, None] = {}
    for word in asked(words):
        if hits(row.title, (word,)):
            continue
        if any(hits(name, (word,)) for name in row.who):
            reason = _WHO.get(row.kind, "a name")
        elif row.detail and hits(row.detail, (word,)):
            reason = _DETAIL.get(row.kind, "other words of it")
        else:
            reason = _ELSEWHERE.get(row.kind, "other words of it")
        reasons[reason] = None
    return ", ".join(reasons)


def of_record(
    record: AnyRecord, names: Mapping[str, str], words: Query | Sequence[Words]
) -> list[tuple[str, str]]:
    """Each word that doesn't stand in the words or title, with where it stands."""
    texts = list(_texts(record, names))
    found: list[tuple[str, str]] = []
    for word in asked(words):
        parts = [part for part, text in texts if text and hits(text, (word,))]
        if "" in parts:
            continue
        where = " and ".join(dict.fromkeys(parts)) or "another name of someone in it"
        found.append((word.text, where))
    return found


def _texts(record: AnyRecord, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The parts of a record that words are looked for in (see tradetui.core.query.searched), its words as ""."""
    match record:
        case Quote():
            yield from (("", text) for text in record.text)
            yield from (("the speaker's name", names.get(actor, actor)) for actor in record.by)
            yield from (("the speaker's title", record.by_title), ("the original", record.original))
            yield from (("the occasion", record.occasion), ("the place", record.place))
            if record.described:
                yield "how the source names the speaker", record.described.as_
                yield "the body of the speaker", names.get(record.described.org, "")
            for addressee in record.to:
                yield "to whom it was said", addressee.text or names.get(addressee.actor, "")
        case Event():
            yield from (("", record.title), ("the summary", record.summary), ("the place", record.place))
            yield "the words of the source for its date", record.when_text
            for person in record.who:
                yield "who took part", names.get(person.actor, "")
                yield "the part someone took", person.role
                yield "who took part", person.described.as_ if person.described else ""
        case Measure():
            yield from (("", record.title), ("the goods", record.goods), ("the legal text", record.legal))
            yield from (("the legal text of a step", step.legal) for step in record.steps)
            yield from (("who imposed it", names.get(record.by, "")),)
            yield from (("at whom it is aimed", names.get(record.against, "")),)
        case Figure():
            yield from (("", record.label or record.series), ("the series", record.series))
            yield from (("the unit", record.unit), ("the basis", record.basis))
        case Actor():
            yield from (("", record.name), ("", record.native_name))
            yield from (("another name", alias) for alias in record.aliases)
            yield from (("a post", role.title) for role in record.roles)
        case Source():
            yield from (
                ("", record.title),
                ("the publisher", record.publisher),
                ("the author", record.author),
            )
