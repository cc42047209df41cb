"""The six kinds of record, as frozen values.

Every date is a :class:`~tradetui.core.when.When`; every number that its source does not give exactly is an
:class:`Amount`. The tables in :mod:`tradetui.core.fields` say which keys each kind takes, what they mean and
how a plain mapping (a TOML table, a JSON object) becomes one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from tradetui.core.frozen import field, frozen
from tradetui.core.when import When

Kind = Literal["source", "actor", "event", "quote", "measure", "figure"]
KINDS: tuple[Kind, ...] = ("event", "quote", "measure", "figure", "actor", "source")
PLURALS: Mapping[str, Kind] = {
    "events": "event",
    "quotes": "quote",
    "measures": "measure",
    "figures": "figure",
    "actors": "actor",
    "sources": "source",
}

Relation = Literal["answers", "follows", "replaces", "fulfils", "contradicts", "part-of", "about"]
Stance = Literal["supports", "disputes", "context"]
Review = Literal["checked", "imported", "disputed", "unsourced"]
EventStatus = Literal[
    "happened", "planned", "expected", "hoped", "possible", "threatened", "missed", "postponed", "cancelled"
]
StepStatus = Literal["proposed", "adopted", "postponed", "suspended", "withdrawn", "ended"]
Form = Literal["direct", "partial", "paraphrase", "translation"]


@frozen
class Amount:
    """A number as its source gives it: exact, or ``low``..``high`` in ``words`` ("about 110", "up to 60").

    ``value`` is the number to reckon with; ``exact`` is false when the source hedges, and then the number is
    never shown without its words.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""

    @property
    def exact(self) -> bool:
        """Whether the source gives the number without hedging."""
        return self.value is not None and self.low is None and self.high is None and not self.words


@frozen(kw_only=True)
class Citation:
    """Where in which source something stands, the passage word for word, and what this source says differently."""

    source: str
    at: str = ""
    exact: str = ""
    says: Mapping[str, object] = field(default_factory=dict, hashed=False)
    stance: Stance = "supports"
    via: str = ""
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen
class Link:
    """A written link to another record; the inverse is derived, never written."""

    to: str
    rel: Relation
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen
class Accept:
    """A warning of ``check`` that the editor looked at and explains."""

    check: str
    why: str
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Record:
    """What every kind has. ``file`` is the path in the collection, ``position`` the n-th table of its kind there."""

    id: str
    tags: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    known_from: When | None = None
    note: str = ""
    review: Review = "checked"
    accept: tuple[Accept, ...] = ()
    links: tuple[Link, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)
    file: str = ""
    position: int = 0


@frozen(kw_only=True)
class Source(Record):
    """A document. ``published`` is the day from which what it alone tells is known."""

    title: str
    publisher: str = ""
    author: str = ""
    type: str = ""
    published: When | None = None
    url: str = ""
    archived_url: str = ""
    retrieved: When | None = None
    lang: str = ""
    version_of: str = ""


@frozen(kw_only=True)
class Role:
    """A post that an actor held, shown as of the record being read. ``start`` is the key ``from``, ``end`` ``to``."""

    title: str
    org: str = ""
    start: When | None = None
    end: When | None = None
    cites: tuple[Citation, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Actor(Record):
    """A person, organisation, government or group."""

    name: str
    native_name: str = ""
    aliases: tuple[str, ...] = ()
    type: str = ""
    side: str = ""
    roles: tuple[Role, ...] = ()
    wikidata: str = ""


@frozen(kw_only=True)
class Described:
    """An unnamed speaker as one report names him: never a shared actor, since nobody knows that two are the same."""

    as_: str
    side: str = ""
    org: str = ""
    ordinal: str = ""
    count: int | None = None
    why: str = ""
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Participant:
    """Who took part in an event: an actor id, or a described person."""

    actor: str = ""
    described: Described | None = None
    role: str = ""
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class HistoryEntry:
    """A dated step by which an event's status, date or summary changed. Known from ``on``."""

    on: When
    status: EventStatus
    when: When | None = None
    when_text: str = ""
    summary: str = ""
    event: str = ""
    note: str = ""
    cites: tuple[Citation, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Event(Record):
    """Something that happened, is planned, hoped for, or never came. The title never tells the outcome."""

    title: str
    when: When | None = None
    summary: str = ""
    when_text: str = ""
    time: str = ""
    tz: str = ""
    seq: int | None = None
    kind: str = "other"
    status: EventStatus = "happened"
    history: tuple[HistoryEntry, ...] = ()
    who: tuple[Participant, ...] = ()
    place: str = ""


@frozen(kw_only=True)
class Addressee:
    """To whom something was said: an actor id, or words ("reporters")."""

    actor: str = ""
    text: str = ""
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Quote(Record):
    """Words said or written. ``text`` holds one fragment, or several where the reporter breaks in."""

    text: tuple[str, ...]
    form: Form = "direct"
    lang: str = ""
    original: str = ""
    by: tuple[str, ...] = ()
    described: Described | None = None
    by_title: str = ""
    to: tuple[Addressee, ...] = ()
    about: tuple[str, ...] = ()
    said: When | None = None
    terms: str = ""
    medium: str = ""
    place: str = ""
    occasion: str = ""
    event: str = ""
    attribution: str = "stated"


@frozen(kw_only=True)
class Base:
    """The trade a measure covers: ``value`` in ``unit`` of ``currency``, of the year ``year``."""

    value: Amount | None = None
    currency: str = ""
    unit: str = ""
    year: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Step:
    """One dated decision on a measure. Known from ``decided``; takes effect over ``start``..``end`` (keys from, to)."""

    id: str
    decided: When
    status: StepStatus
    start: When | None = None
    end: When | None = None
    time: str = ""
    tz: str = ""
    rate: Amount | None = None
    unit: str = ""
    value: Amount | None = None
    lines: Amount | None = None
    legal: str = ""
    by: str = ""
    event: str = ""
    note: str = ""
    replaces: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Measure(Record):
    """A duty, quota, ban, licence, exclusion or agreement with its dated steps. One rate a measure at a time."""

    title: str
    by: str = ""
    against: str = ""
    instrument: str = ""
    legal: str = ""
    goods: str = ""
    base: Base | None = None
    lines: Amount | None = None
    parent: str = ""
    steps: tuple[Step, ...] = ()


@frozen(kw_only=True)
class Figure(Record):
    """A number that a source prints: ``at`` is the time it describes, ``as_of`` when it was published."""

    series: str
    label: str = ""
    value: Amount | None = None
    unit: str = ""
    of: str = ""
    at: When | None = None
    as_of: When | None = None
    basis: str = ""
    planned: bool = False


AnyRecord = Source | Actor | Event | Quote | Measure | Figure
#: A dated part of a record.
Part = HistoryEntry | Step | Role


def parts(record: AnyRecord) -> Sequence[Part]:
    """The dated parts of a record: its history, steps or posts."""
    match record:
        case Event():
            return record.history
        case Measure():
            return record.steps
        case Actor():
            return record.roles
        case _:
            return ()


def nested(record: AnyRecord) -> Iterator[Citation]:
    """The citations inside a record's history, steps or posts."""
    for part in parts(record):
        yield from part.cites


@frozen(kw_only=True)
class Side:
    """A party to the story, with the place and zone of its capital."""

    id: str
    name: str
    place: str = ""
    tz: str = ""
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class CollectionInfo:
    """What ``collection.toml`` says: everything about the subject that the program needs to know."""

    title: str
    description: str = ""
    covers: When | None = None
    sides: tuple[Side, ...] = ()
    kinds: tuple[str, ...] = ()
    licence: str = ""
    week_starts: str = "monday"
    extra: Mapping[str, object] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Collection:
    """The good records of a collection by id, in file order."""

    info: CollectionInfo
    records: Mapping[str, AnyRecord]

    def of_kind(self, kind: Kind) -> list[AnyRecord]:
        """All records of one kind, in file order."""
        return [record for record in self.records.values() if kind_of(record) == kind]


_KIND_BY_CLASS: Mapping[type, Kind] = {
    Source: "source",
    Actor: "actor",
    Event: "event",
    Quote: "quote",
    Measure: "measure",
    Figure: "figure",
}


def kind_of(record: Record) -> Kind:
    """The kind of a record."""
    return _KIND_BY_CLASS[type(record)]
