"""A record and its versions as what the index keeps of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from tradetui.core.amounts import with_unit
from tradetui.core.brief import step_words
from tradetui.core.fields import plain
from tradetui.core.knowledge import Known, KnownFrom
from tradetui.core.normalise import joined
from tradetui.core.query.dated import Dated, date_of
from tradetui.core.query.directory import Directory
from tradetui.core.query.held import held, held_possibly
from tradetui.core.query.searched import searched
from tradetui.core.query.values import FIRST_DAY, LAST_DAY
from tradetui.core.records import (
    Actor,
    AnyRecord,
    Described,
    Event,
    Figure,
    Measure,
    Quote,
    Source,
    kind_of,
)
from tradetui.store import schema
from tradetui.store.links import links_of
from tradetui.store.shapes import is_hard
from tradetui.store.staging import Entry, Span, VersionEntry

Version = tuple[int | None, int | None, Known]


def entry(record: AnyRecord, versions: Iterable[Version], directory: Directory, body: str = "") -> Entry:
    """What the index keeps of a record, given its versions (:func:`tradetui.core.knowledge.versions`).

    ``body``: the JSON of its plain table, where it is at hand.
    """
    return Entry(
        kind=kind_of(record),
        id=record.id,
        body=body or dumps(plain(record)),
        versions=_versions(versions, directory),
        names=_names(record),
        about_event=record.event if isinstance(record, Quote) else "",
        file=record.file,
        position=record.position,
    )


#: Compact JSON. One encoder for all: ``json.dumps`` would make one for each record.
dumps: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=4)
def _words(texts: tuple[str, ...]) -> str:
    """Normalised words; the versions of one record mostly share them."""
    return joined(texts)


def _names(record: AnyRecord) -> list[str]:
    """Under which names the value of a field may name a record, the one shown first."""
    if isinstance(record, Actor):
        return list(filter(None, (record.name, record.native_name, *record.aliases)))
    if isinstance(record, Source):
        return list(filter(None, (record.title, record.publisher)))
    return []


def _versions(versions: Iterable[Version], directory: Directory) -> list[VersionEntry]:
    found: list[VersionEntry] = []
    before: Known | None = None
    for version in versions:
        made = _version(version, directory)
        made.news = before is None or is_news(before, version[2])
        before = version[2]
        found.append(made)
    return found


def is_news(before: Known, after: Known) -> bool:
    """Whether one version follows another because more was known, not because its days began or were over."""
    return (before.record, before.cites, before.later, before.disagree) != (
        after.record,
        after.cites,
        after.later,
        after.disagree,
    )


def _version(version: Version, directory: Directory) -> VersionEntry:
    k_from, k_to, known = version
    record = known.record
    kind_of(record)
    dated = date_of(record)
    pairs = list(dict.fromkeys(held(known, directory)))
    face = Face.of(known, dated, pairs, directory)
    # The table of records answers for ids.
    terms = [pair for pair in pairs if pair[0] != "id"]
    terms += [(schema.LINK, f"{relation} {target}") for relation, target in links_of(record)]
    return VersionEntry(
        k_from=k_from,
        k_to=k_to,
        span=span_of(dated),
        words=_words(searched(record, directory.actors)),
        terms=terms,
        possible=list(held_possibly(known)),
        face=face.text(),
        since=_since(known.since),
        time=record.time if isinstance(record, Event) else "",
        seq=(record.seq or 0) if isinstance(record, Event) else 0,
    )


def _since(since: KnownFrom) -> tuple[int | None, int | None]:
    """When it became known, as ``known:`` asks: open where one of the two is not told."""
    if since.possibly is None and since.surely is None:
        return None, None
    return (
        FIRST_DAY if since.possibly is None else since.possibly,
        LAST_DAY if since.surely is None else since.surely,
    )


# -- dates ------------------------------------------------------------------------------------------------------


def span_of(dated: Dated | None) -> Span:
    """The bounds of a date as numbers; see :class:`Span`."""
    if dated is None:
        return Span()
    lo = schema.OPEN_LO if dated.lo is None else dated.lo
    hi = schema.OPEN_HI if dated.hi is None else dated.hi
    when = dated.when
    if when is None:
        sure_lo = schema.OPEN_LO if dated.sure_lo is None else dated.sure_lo
        sure_hi = schema.OPEN_HI if dated.sure_hi is None else dated.sure_hi
        return Span(lo, hi, sure_lo, sure_hi, dated=True, order=(0, hi))
    order = when.sort_key()[1:]
    gaps = when.shape == "set" or len(when.readings()) > 1
    if when.flagged or when.shape in ("label", "set"):
        return Span(lo, hi, dated=True, gaps=gaps, hard=is_hard(when), order=order)
    start, end = when.latest_start, when.earliest_end
    return Span(
        lo,
        hi,
        (schema.OPEN_LO if when.start == "open" else schema.OPEN_HI) if start is None else start,
        (schema.OPEN_HI if when.end == "open" else schema.OPEN_LO) if end is None else end,
        dated=True,
        gaps=gaps,
        order=order,
    )


# -- faces ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Face:
    """The fields of :class:`tradetui.store.archive.Row` but its number, in their order."""

    kind: str
    id: str
    title: str | None
    when: str = ""
    when_text: str = ""
    time: str = ""
    tz: str = ""
    earliest: int | None = None
    latest: int | None = None
    sure_from: int | None = None
    sure_to: int | None = None
    status: str = ""
    event_kind: str = ""
    who: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    detail: str = ""
    form: str = ""
    review: str = "checked"
    sources: int = 0
    known: int | None = None
    known_surely: int | None = None
    status_since: str = ""
    former: list[str] = field(default_factory=list)

    def text(self) -> str:
        """As JSON."""
        return dumps(_FIELDS(self))

    @classmethod
    def of(
        cls, known: Known, dated: Dated | None, pairs: list[tuple[str, str]], directory: Directory
    ) -> Face:
        """The face of a version. ``pairs`` are what it holds for the fields of a query."""
        record = known.record
        face = cls(kind_of(record), record.id, _title(record))
        if dated is not None:
            face.earliest, face.latest = dated.lo, dated.hi
            if dated.when is not None:
                face.when = dated.when.edtf
                face.sure_from, face.sure_to = dated.when.sure_span()
        face.sides = [value for name, value in pairs if name == "side"]
        face.tags = list(record.tags)
        face.review = record.review
        face.sources = sum(int(value) for name, value in pairs if name == "cites")
        face.known, face.known_surely = known.since.possibly, known.since.surely
        _fill(face, known, directory)
        return face


_FIELDS = attrgetter(*Face.__slots__)


def _title(record: AnyRecord) -> str | None:
    """What a list shows first. The words of a quote stay in its record, where there is but one copy of them."""
    match record:
        case Quote():
            return None
        case Actor():
            return record.name
        case Figure():
            return record.label or record.series
        case _:
            return record.title


def _fill(face: Face, known: Known, directory: Directory) -> None:
    """What only some kinds have."""
    record = known.record
    match record:
        case Event():
            face.status = "under-way" if known.under_way else record.status
            face.event_kind, face.detail, face.when_text = record.kind, record.place, record.when_text
            face.time, face.tz = record.time, record.tz
            face.status_since = status_since(record)
            face.former = former_dates(record)
            face.who = [_person(each.actor, each.described, directory) for each in record.who]
        case Quote():
            face.event_kind, face.form = record.medium, record.form
            face.status = "" if record.attribution == "stated" else record.attribution
            face.detail = (
                ", ".join(each.text or _name(each.actor, directory) for each in record.to) or record.occasion
            )
            face.who = [_name(actor, directory) for actor in record.by]
            if record.described:
                face.who.append(_person("", record.described, directory))
        case Measure():
            face.event_kind = record.instrument
            face.sides = [record.by, record.against]
            face.who = [_name(record.by, directory)] if record.by else []
            if record.steps:
                last = record.steps[-1]
                face.status = last.status
                face.detail = step_words(last)
        case Actor():
            face.event_kind = record.type
            face.detail = record.roles[-1].title if record.roles else ""
        case Source():
            face.event_kind, face.detail = record.type, record.publisher
            face.who = [record.publisher] if record.publisher else []
        case Figure():
            face.detail, face.event_kind = with_unit(record.value, record.unit), record.series


def status_since(event: Event) -> str:
    """The day of the first entry in the unbroken run of entries with the status that the event has."""
    since = ""
    for entry in reversed(event.history):
        if entry.status != event.status:
            break
        since = entry.on.edtf
    return since


def former_dates(event: Event) -> list[str]:
    """The dates that an event had in its history and has no more."""
    now = event.when.edtf if event.when is not None else ""
    dates = (entry.when.edtf for entry in event.history if entry.when is not None)
    return [date for date in dict.fromkeys(dates) if date != now]


def _name(actor: str, directory: Directory) -> str:
    names = directory.actors.get(actor) or directory.sides.get(actor)
    return names[0] if names else actor


def _person(actor: str, described: Described | None, directory: Directory) -> str:
    if described is None:
        return _name(actor, directory)
    return f"{described.as_} ({described.ordinal})" if described.ordinal else described.as_
