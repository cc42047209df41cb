"""The frequent shapes of events and quotes, from plain table to rows without records in between.

An event or a quote with plain people and plain citations, and a history whose entries have plain days: what can be
known of it changes only as its sources come out, as its span of days begins and ends, and as entries become known.
Everything else is left to :mod:`tradetui.core.knowledge` and :mod:`tradetui.store.entries`, and a property test holds
that both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from tradetui.core.knowledge import PLANS
from tradetui.core.normalise import normalise
from tradetui.core.query.directory import Directory
from tradetui.core.query.fields import OPEN_STATUSES
from tradetui.core.query.values import FIRST_DAY, LAST_DAY
from tradetui.core.when import When
from tradetui.store import schema
from tradetui.store.histories import History, Stage, since_of, steps_of
from tradetui.store.lives import Known, Life, act_and_print, is_near, lives
from tradetui.store.parts import (
    JOINT,
    Date,
    Kept,
    Parts,
    People,
    Plain,
    Sources,
    Terms,
    day_of,
    listed,
    once,
    short,
)
from tradetui.store.staging import Stager, since_as_numbers, without_terms

#: Keys of which this module doesn't know the meaning.
_SLOW_EVENT = frozenset(("links", "time", "tz", "seq"))
_SLOW_QUOTE = frozenset(("links", "to", "about"))
_PLAIN_PERSON = frozenset(("actor", "role"))
_PLAIN_SPEAKER = frozenset(("as",))
_EVENT, _QUOTE = schema.KIND_CODES["event"], schema.KIND_CODES["quote"]
_DISPUTED = frozenset(("denied", "disputed", "misattributed"))


class Common(NamedTuple):
    """Terms that records of a kind share: ``before`` its number of sources, and the ``marks`` after its sources."""

    before: Terms
    marks: Terms


class Manner(NamedTuple):
    """What quotes share that were said alike: their first and last terms, and the words that tell of it."""

    first: Terms
    last: Terms
    title: str
    place: str
    described: str


class Setting(NamedTuple):
    """What events of a kind and place share: terms, the words of the place, both as JSON."""

    terms: Terms
    words: str
    kind: str
    place: str


class Told(NamedTuple):
    """What rows of a record have in common: words and terms, and the pieces of a face around date and sources."""

    kind: int
    since: tuple[int, int]
    words: str
    common: Common
    tags: Terms
    own: Terms
    head: str
    when_text: str
    middle: str
    tail: str


class Quick:
    """Puts plain tables of frequent shapes into a stager.

    ``names``: the actors, sides and sources of the collection; ``published``: when each source was. Both may grow
    while this is used, but not change.
    """

    def __init__(self, stager: Stager, names: Directory, published: Mapping[str, When | None]) -> None:
        """Nothing kept yet."""
        self._stager = stager
        self._parts = parts = Parts(stager, names, published)
        self._dates = parts.dates.__getitem__
        self._common: Kept[tuple[int, str, bool], Common] = Kept(self._made_common)
        self._manners: Kept[tuple[Any, ...], Manner] = Kept(self._made_manner)
        self._settings: Kept[tuple[str, str], Setting] = Kept(self._made_setting)
        self._standings: Kept[tuple[str, bool, bool], Terms] = Kept(self._made_standing)
        self._firsts: Kept[tuple[int, bool], Terms] = Kept(self._made_first)
        self._early: Kept[int, Terms] = Kept(lambda reach: parts.terms(schema.EARLY, str(reach)))

    def add(self, kind: str, plain: Plain, body: str, file: str = "", position: int = 0) -> bool:
        """Take a valid table, whose JSON is ``body``; False, and nothing taken, for one of another shape."""
        if kind == "quote":
            return _SLOW_QUOTE.isdisjoint(plain) and self._quote(plain, body, file, position)
        return kind == "event" and _SLOW_EVENT.isdisjoint(plain) and self._event(plain, body, file, position)

    # -- quotes ------------------------------------------------------------------------------------------------

    def _quote(self, plain: Plain, body: str, file: str, position: int) -> bool:
        get, parts, stager = plain.get, self._parts, self._stager
        described = get("described", "")
        if type(described) is dict:
            if not described.keys() <= _PLAIN_SPEAKER:
                return False
            described = described["as"]
        sources = parts.sources(get("cites", ()))
        if sources is None:
            return False
        form, attribution, review = (
            get("form", "direct"),
            get("attribution", "stated"),
            get("review", "checked"),
        )
        medium, event, original = get("medium", ""), get("event", ""), get("original", "")
        occasion, by, id_ = get("occasion", ""), get("by", ()), plain["id"]
        manner = self._manners[
            form, get("terms", ""), medium, attribution, get("lang", ""), get("place", ""), get("by_title", ""),
            described, original != "", review == "disputed",
        ]  # fmt: skip
        about = (stager.term(("event", event)),) if event else ()
        people = parts.speakers[(by,) if type(by) is str else tuple(by)]
        own = (*manner.first, *about, *people.terms, *manner.last)
        if event:
            own += (stager.term((schema.LINK, f"quote {event}")),)
        texts = (
            _words(plain["text"]), normalise(original), manner.title, short(occasion), manner.place,
            manner.described, people.spoken,
        )  # fmt: skip
        shown = people.shown
        if described:
            shown = f"{shown},{encode_basestring(described)}" if shown else encode_basestring(described)
        date = self._dates(get("said", ""))
        since = self._since(plain, date, sources, False)
        numbers, known = _told_since(*since)
        tags, tags_shown = parts.tags[tuple(get("tags", ()))]
        told = Told(
            _QUOTE, numbers, _joined(texts), self._common[_QUOTE, review, bool(get("note"))], tags, own,
            f'["quote","{id_}",null,', '""',
            f'","{medium}",[{shown}],[{people.sides}],[{tags_shown}],{encode_basestring(occasion)},"{form}",'
            f'"{review}",', f',{known},"",[]]',
        )  # fmt: skip
        n = stager.record(id_, _QUOTE, body, file, position)
        found = lives(since[0], sources, date, False, self._dates)
        if event and found:
            stager.quoted(event, found[0].first)
        self._rows(n, told, sources, found, "" if attribution == "stated" else attribution)
        return True

    def _made_manner(self, key: tuple[Any, ...]) -> Manner:
        form, terms, medium, attribution, lang, place, title, described, original, disputed = key
        return Manner(
            self._parts.terms(
                "form", form, "terms", terms, "medium", medium, "attribution", attribution, "lang", lang,
                "place", place, "role", title,
            ),
            self._parts.terms(
                "described", described, "is", "unnamed" if described else "", "has", "place" if place else "",
                "has", "original" if original else "",
                # what a review disputes is told among the marks
                "is", "disputed" if attribution in _DISPUTED and not disputed else "",
            ),
            short(title), short(place), short(described),
        )  # fmt: skip

    # -- events ------------------------------------------------------------------------------------------------

    def _event(self, plain: Plain, body: str, file: str, position: int) -> bool:
        get, parts, stager = plain.get, self._parts, self._stager
        sources, taking = parts.sources(get("cites", ())), self._taking_part(get("who", ()))
        if sources is None or taking is None:
            return False
        date, status, history = self._dates(get("when", "")), get("status", "happened"), get("history", ())
        steps = steps_of(history, self._dates)
        if steps is None:
            return False
        if steps:
            since = since_of(steps, self._dates(plain["known_from"]).known if "known_from" in plain else None)
            if not is_near(since[0]):
                return False
        else:
            since = self._since(plain, date, sources, status in PLANS)
        id_, place, review, when_text = (
            plain["id"],
            get("place", ""),
            get("review", "checked"),
            get("when_text", ""),
        )
        setting = self._settings[get("kind", "other"), place]
        own = (*setting.terms, stager.term(("event", id_)), *taking.terms)
        texts = [normalise(plain["title"]), "", "", setting.words, taking.spoken]
        tags, tags_shown = parts.tags[tuple(get("tags", ()))]
        numbers, known = _told_since(*since)
        if not steps:
            texts[1:3] = normalise(get("summary", "")), short(when_text)
            own += self._standings[status, place != "", False]
            known += ',"",[]]'
        told = Told(
            _EVENT, numbers, _joined(texts), self._common[_EVENT, review, bool(get("note"))], tags, own,
            f'["event","{id_}",{encode_basestring(plain["title"])},', encode_basestring(when_text),
            f'",{setting.kind},[{taking.shown}],[{taking.sides}],[{tags_shown}],{setting.place},"","{review}",',
            f",{known}",
        )  # fmt: skip
        n = stager.record(id_, _EVENT, body, file, position)
        if steps:
            for life, stage in History(plain, date, steps, self._dates).lives(since[0], sources):
                self._rows(n, self._at(stage, told, texts, life, place), sources, [life], stage.status)
        else:
            found = lives(since[0], sources, date, status == "happened", self._dates)
            self._rows(n, told, sources, found, status)
        return True

    def _at(self, stage: Stage, told: Told, texts: list[str], life: Life, place: str) -> Told:
        """An event as it is told at a stage of its history."""
        texts[1:3] = normalise(stage.summary), short(stage.when_text)
        term = self._parts.terms
        own = [*told.own, *self._standings[stage.status, place != "", True]]
        for status in stage.before():
            own += term("was", status)
        for step in stage.steps:
            if step.event:
                own += term(schema.LINK, f"step {step.event}")
        return told._replace(
            words=_joined(texts),
            own=tuple(dict.fromkeys(own)),
            when_text=encode_basestring(stage.when_text),
            tail=f'{told.tail},"{stage.since()}",[{listed(stage.former(life.date))}]]',
        )

    def _taking_part(self, who: Sequence[Any]) -> People | None:
        """Those who take part; None where one is told of with more than a role."""
        if not who:
            return self._parts.speakers[()]
        people = self._parts.people
        terms: list[int] = []
        texts: list[str] = []
        shown: list[str] = []
        sides: list[str] = []
        for each in who:
            role = ""
            if type(each) is str:
                person = people[each]
            elif each.keys() <= _PLAIN_PERSON:
                person, role = people[each.get("actor", "")], each.get("role", "")
            else:
                return None
            terms += person.by
            if role:
                terms.append(self._stager.term(("role", role)))
                texts.append(short(role))
            terms += person.side
            texts.append(person.spoken)
            shown.append(person.shown)
            sides.append(person.side_shown)
        return People(tuple(dict.fromkeys(terms)), _joined(texts), ",".join(shown), once(sides))

    def _made_setting(self, key: tuple[str, str]) -> Setting:
        kind, place = key
        terms = self._parts.terms("kind", kind, "place", place)
        return Setting(terms, short(place), encode_basestring(kind), encode_basestring(place))

    def _made_standing(self, key: tuple[str, bool, bool]) -> Terms:
        status, place, history = key
        return self._parts.terms(
            "has", "history" if history else "", "has", "place" if place else "", "status", status,
            "is", "open" if status in OPEN_STATUSES else "",
        )  # fmt: skip

    # -- what both have ------------------------------------------------------------------------------------------

    def _since(self, plain: Plain, act: Date, sources: Sources, plan: bool) -> Known:
        """As :func:`tradetui.core.knowledge.known_from`."""
        given = plain.get("known_from")
        return act_and_print(act, sources.known, plan) if given is None else self._dates(given).known

    def _rows(self, n: int, told: Told, sources: Sources, found: list[Life], status: str) -> None:
        """Put the versions of a record into the stager."""
        stager = self._stager
        end, put = stager.end, stager.rows.append
        kind, since, words, common, tags, own, head, when_text, middle, tail = told
        for k_from, k_to, out, date, under_way, news in found:
            cited = sources if out is None else self._parts.readable(sources, out)
            current = k_from <= end <= k_to
            reach = date.reach
            if reach and k_from < date.order[0]:
                reach += self._early[schema.reach_of(k_from, date.order[0])]
            terms = (
                *self._firsts[kind, current], *reach, *common.before, *cited.number, *tags, *cited.terms,
                *common.marks, *date.doubt, *own,
            )  # fmt: skip
            now = "under-way" if under_way else status
            put((
                *date.order, n, k_from, k_to, kind, *(date.numbers if news else date.later), *since, words, terms,
                f'{head}{date.text},{when_text},"","",{date.days},"{now}{middle}{cited.count}{tail}',
            ))  # fmt: skip

    def _made_first(self, key: tuple[int, bool]) -> Terms:
        """The first terms of a row."""
        name = schema.KIND_NAMES[key[0]]
        return self._parts.terms(schema.SCOPE, name, schema.NOW, name if key[1] else "")

    def _made_common(self, key: tuple[int, str, bool]) -> Common:
        kind, review, note = key
        return Common(
            self._parts.terms("in", f"{schema.KIND_NAMES[kind]}s", "review", review),
            self._parts.terms(
                "has", "note" if note else "", "is", "disputed" if review == "disputed" else ""
            ),
        )


def _words(text: str | list[str]) -> str:
    """The words of a quote; no phrase is found across its fragments."""
    return normalise(text) if type(text) is str else _joined(map(normalise, text))


def _joined(texts: Iterable[str]) -> str:
    """The words of a record."""
    return without_terms(JOINT.join(filter(None, texts)))


def _told_since(possibly: int | None, surely: int | None) -> tuple[tuple[int, int], str]:
    """From when it was known, as an index keeps it and as JSON."""
    if possibly is not None and surely is not None:
        return (possibly, surely), f"{possibly},{surely}"
    known = f"{day_of(possibly)},{day_of(surely)}"
    if possibly is None and surely is None:
        return since_as_numbers(None, None), known
    return (FIRST_DAY if possibly is None else possibly, LAST_DAY if surely is None else surely), known
