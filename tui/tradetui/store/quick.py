"""The frequent shapes of events and quotes, from plain table to rows without records in between.

An event or a quote with plain people and plain citations, and a history whose entries have plain days: what can be
known of it changes only as its sources come out, as its span of days begins and ends, and as entries become known.
Everything else is left to :mod:`tradetui.core.knowledge` and :mod:`tradetui.store.entries`, and a property test holds
that both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any

from tradetui.core.knowledge import PLANS
from tradetui.core.normalise import normalise
from tradetui.core.query.directory import Directory
from tradetui.core.query.fields import OPEN_STATUSES
from tradetui.core.when import When
from tradetui.store import schema
from tradetui.store.histories import History, Stage, since_of, steps_of
from tradetui.store.lives import Life, act_and_print, is_near, lives
from tradetui.store.parts import (
    JOINT,
    Date,
    Kept,
    Parts,
    People,
    Plain,
    Since,
    Sources,
    Terms,
    listed,
    short,
    together,
)
from tradetui.store.staging import Stager, without_terms

#: Keys of which this module doesn't know the meaning.
_SLOW_EVENT = frozenset(("links", "time", "tz", "seq"))
_SLOW_QUOTE = frozenset(("links", "to", "about"))
_PLAIN_PERSON = frozenset(("actor", "role"))
_PLAIN_SPEAKER = frozenset(("as",))
_EVENT, _QUOTE = schema.KIND_CODES["event"], schema.KIND_CODES["quote"]
_DISPUTED = frozenset(("denied", "disputed", "misattributed"))


#: What records told alike share: the terms before the number of sources, the marks after sources, a record's own first
#: and last terms, words, and pieces of a face as JSON: before people, and after tags or an occasion.
Manner = tuple[Terms, Terms, Terms, Terms, tuple[str, ...], str, str]
#: What rows of a record have in common: kind, since when it is known, words, terms before the number of sources, tags,
#: marks, its own, and the pieces of a face before its date, its date in words, after its status and its sources.
Told = tuple[int, Since, str, Terms, Terms, Terms, Terms, str, str, str, str]


class Quick:
    """Puts plain tables of frequent shapes into a stager.

    ``names``: the actors, sides and sources of the collection; ``published``: when each source was. Both may grow
    while this is used, but not change.
    """

    def __init__(self, stager: Stager, names: Directory, published: Mapping[str, When | None]) -> None:
        """Nothing kept yet."""
        self._stager = stager
        self._parts = parts = Parts(stager, names, published)
        self._dates = parts.dates
        #: Of quotes and of events, by the values that make it.
        self._quoted: Kept[tuple[Any, ...], Manner] = Kept(self._manner_of_quote)
        self._happened: Kept[tuple[Any, ...], Manner] = Kept(self._manner_of_event)
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
        id_, text, attribution, by = plain["id"], plain["text"], get("attribution", "stated"), get("by", ())
        event, original, occasion = get("event", ""), get("original", ""), get("occasion", "")
        before, marks, own, last, words, opening, closing = self._quoted[
            get("form", "direct"), get("terms", ""), get("medium", ""), attribution, get("lang", ""),
            get("place", ""), get("by_title", ""), described, original != "", get("review", "checked"),
            get("note", "") != "",
        ]  # fmt: skip
        if event:
            own += (stager.term(("event", event)),)
        terms, spoken, shown, sides = parts.speakers[(by,) if type(by) is str else tuple(by)]
        own += terms + last
        if event:
            own += (stager.term((schema.LINK, f"quote {event}")),)
        if described:
            shown = f"{shown},{encode_basestring(described)}" if shown else encode_basestring(described)
        texts = (
            normalise(text) if type(text) is str else _joined([normalise(each) for each in text]),
            original and normalise(original), words[0], occasion and short(occasion), words[1], words[2], spoken,
        )  # fmt: skip
        date = self._dates[get("said", "")]
        since = self._since(plain, date, sources, False)
        tags, tags_shown = parts.tags[tuple(get("tags", ()))]
        told = (
            _QUOTE, since, _joined(texts), before, tags, marks, own,
            f'["quote","{id_}",null,', '""',
            f'{opening}{shown}],[{sides}],[{tags_shown}],{encode_basestring(occasion)}{closing}',
            f',{since[3]},"",[]]',
        )  # fmt: skip
        n = stager.record(id_, _QUOTE, body, file, position)
        found = lives(since[0], sources, date, False, self._dates)
        if event and found:
            stager.quoted(event, found[0][0])
        self._rows(n, told, sources, found, "" if attribution == "stated" else attribution)
        return True

    def _manner_of_quote(self, key: tuple[Any, ...]) -> Manner:
        form, terms, medium, attribution, lang, place, title, described, original, review, note = key
        before, marks = self._common(_QUOTE, review, note)
        first = self._parts.terms(
            "form", form, "terms", terms, "medium", medium, "attribution", attribution, "lang", lang,
            "place", place, "role", title,
        )  # fmt: skip
        last = self._parts.terms(
            "described", described, "is", "unnamed" if described else "", "has", "place" if place else "",
            "has", "original" if original else "", "is", "disputed" if attribution in _DISPUTED else "",
        )  # fmt: skip
        # a row has a term once, where it first comes
        last = tuple([term for term in last if term not in marks])
        words = (short(title), short(place), short(described))
        return before, marks, first, last, words, f'","{medium}",[', f',"{form}","{review}",'

    # -- events ------------------------------------------------------------------------------------------------

    def _event(self, plain: Plain, body: str, file: str, position: int) -> bool:
        get, parts, stager = plain.get, self._parts, self._stager
        sources, taking = parts.sources(get("cites", ())), self._taking_part(get("who", ()))
        if sources is None or taking is None:
            return False
        date, status, history = self._dates[get("when", "")], get("status", "happened"), get("history", ())
        steps = steps_of(history, self._dates) if history else []
        if steps is None:
            return False
        if steps:
            since = since_of(steps, self._dates[plain["known_from"]].since if "known_from" in plain else None)
            if not is_near(since[0]):
                return False
        else:
            since = self._since(plain, date, sources, status in PLANS)
        id_, title, when_text, summary = plain["id"], plain["title"], get("when_text", ""), get("summary", "")
        manner = (
            get("kind", "other"), get("place", ""), status, bool(steps), get("review", "checked"),
            get("note", "") != "",
        )  # fmt: skip
        before, marks, own, last, words, opening, closing = self._happened[manner]
        terms, spoken, shown, sides = taking
        own += (stager.term(("event", id_)), *terms)
        texts = [normalise(title), "", "", words[0], spoken]
        if not steps:
            own += last
            texts[1:3] = summary and normalise(summary), when_text and short(when_text)
        tags, tags_shown = parts.tags[tuple(get("tags", ()))]
        told = (
            _EVENT, since, "" if steps else _joined(texts), before, tags, marks, own,
            f'["event","{id_}",{encode_basestring(title)},',
            encode_basestring(when_text) if when_text else '""',
            f'{opening}{shown}],[{sides}],[{tags_shown}]{closing}',
            f',{since[3]},' if steps else f',{since[3]},"",[]]',
        )  # fmt: skip
        n = stager.record(id_, _EVENT, body, file, position)
        if steps:
            former: tuple[Stage | None, Date] = (None, date)
            for life, stage in History(plain, date, steps, self._dates).lives(since[0], sources):
                if stage is not former[0] or life[3] is not former[1]:
                    now = self._at(stage, told, manner, texts, life[3])
                    former = stage, life[3]
                self._rows(n, now, sources, [life], stage.status)
        else:
            found = lives(since[0], sources, date, status == "happened", self._dates)
            self._rows(n, told, sources, found, status)
        return True

    def _at(self, stage: Stage, told: Told, manner: tuple[Any, ...], texts: list[str], date: Date) -> Told:
        """An event as it is told at a stage of its history."""
        texts[1:3] = stage.summary and normalise(stage.summary), stage.when_text and short(stage.when_text)
        kind, since, _, before, tags, marks, ours, head, _, middle, tail = told
        own = [*ours, *self._happened[(*manner[:2], stage.status, *manner[3:])][3]]
        term = self._stager.term
        own += [term(("was", status)) for status in stage.before()]
        own += [term((schema.LINK, f"step {step.event}")) for step in stage.steps if step.event]
        return (
            kind, since, _joined(texts), before, tags, marks, tuple(dict.fromkeys(own)), head,
            encode_basestring(stage.when_text), middle,
            f'{tail}"{stage.since()}",[{listed(stage.former(date))}]]',
        )  # fmt: skip

    def _taking_part(self, who: Sequence[Any]) -> People | None:
        """Those who take part; None where one is told of with more than a role."""
        people, taking = self._parts.people, self._parts.taking
        found: list[People] = []
        for each in who:
            if len(each) == 1 and "actor" in each:
                found.append(people[each["actor"]])
            elif type(each) is str:
                found.append(people[each])
            elif each.keys() <= _PLAIN_PERSON:
                found.append(taking[each.get("actor", ""), each.get("role", "")])
            else:
                return None
        return together(found)

    def _manner_of_event(self, key: tuple[Any, ...]) -> Manner:
        kind, place, status, history, review, note = key
        before, marks = self._common(_EVENT, review, note)
        first = self._parts.terms("kind", kind, "place", place)
        last = self._parts.terms(
            "has", "history" if history else "", "has", "place" if place else "", "status", status,
            "is", "open" if status in OPEN_STATUSES else "",
        )  # fmt: skip
        closing = f',{encode_basestring(place)},"","{review}",'
        return before, marks, first, last, (short(place),), f'",{encode_basestring(kind)},[', closing

    # -- what both have ------------------------------------------------------------------------------------------

    def _common(self, kind: int, review: str, note: bool) -> tuple[Terms, Terms]:
        """The terms before the number of sources, and the marks after sources."""
        return (
            self._parts.terms("in", f"{schema.KIND_NAMES[kind]}s", "review", review),
            self._parts.terms(
                "has", "note" if note else "", "is", "disputed" if review == "disputed" else ""
            ),
        )

    def _since(self, plain: Plain, act: Date, sources: Sources, plan: bool) -> Since:
        """As :func:`tradetui.core.knowledge.known_from`."""
        given = plain.get("known_from")
        return act_and_print(act, sources.since, plan) if given is None else self._dates[given].since

    def _rows(self, n: int, told: Told, sources: Sources, found: list[Life], status: str) -> None:
        """Put the versions of a record into the stager."""
        end, put, firsts = self._stager.end, self._stager.rows.append, self._firsts
        kind, since, words, before, tags, marks, own, head, when_text, middle, tail = told
        for k_from, k_to, out, date, under_way, news in found:
            cited = sources if out is None else self._parts.readable(sources, out)
            reach, order = date.reach, date.order
            if reach and k_from < order[0]:
                reach += self._early[schema.reach_of(k_from, order[0])]
            now = "under-way" if under_way else status
            put((
                *order, n, k_from, k_to, kind, *(date.numbers if news else date.later), *since[2], words,
                (*firsts[kind, k_from <= end <= k_to], *reach, *before, *cited.number, *tags, *cited.terms, *marks,
                 *date.doubt, *own),
                f'{head}{date.text},{when_text},"","",{date.days},"{now}{middle}{cited.count}{tail}',
            ))  # fmt: skip

    def _made_first(self, key: tuple[int, bool]) -> Terms:
        """The first terms of a row."""
        name = schema.KIND_NAMES[key[0]]
        return self._parts.terms(schema.SCOPE, name, schema.NOW, name if key[1] else "")


def _joined(texts: Sequence[str]) -> str:
    """The words of a record."""
    words = JOINT.join(filter(None, texts))
    return words if all(map(str.isascii, texts)) else without_terms(words)
