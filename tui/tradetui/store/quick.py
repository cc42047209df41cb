"""The frequent shapes of events and quotes, from plain table to rows without records in between.

An event without history or a quote, with plain people and plain citations: what can be known of it changes only as
its sources come out and as its span of days begins and ends. Everything else is left to :mod:`tradetui.core.knowledge`
and :mod:`tradetui.store.entries`, and a property test holds that both ways give the same rows. The rules themselves
(dates, since when known, what is told while under way) are called, not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring

from tradetui.core.fields import build
from tradetui.core.fields.build import parse_when
from tradetui.core.knowledge import PLANS, Known, versions
from tradetui.core.normalise import BREAK, normalise
from tradetui.core.query.fields import OPEN_STATUSES
from tradetui.core.query.held import earlier_entries
from tradetui.core.readings import FIRST
from tradetui.core.records import Event
from tradetui.store import schema
from tradetui.store.entries import former_dates, is_news, status_since
from tradetui.store.parts import Parts, Plain, TakingPart, days_of, listed, number_of, once, short

#: Keys of which this module doesn't know the meaning.
_SLOW_EVENT = frozenset(("links", "time", "tz", "seq"))
_SLOW_QUOTE = frozenset(("links", "to", "about"))
_PLAIN_CITATION = frozenset(("source", "at", "exact"))
_PLAIN_PERSON = frozenset(("actor", "role"))
_PLAIN_SPEAKER = frozenset(("as",))
#: Dates, sources and people that are kept.
_MOST_KEPT = 50_000
_EVENT, _QUOTE = schema.KIND_CODES["event"], schema.KIND_CODES["quote"]
_DISPUTED = frozenset(("denied", "disputed", "misattributed"))
_JOINT = f" {BREAK} "
#: Days so far off are left to themselves, as in :func:`tradetui.core.knowledge.versions`.
_FAR = FIRST + 1000


class Quick(Parts):
    """Puts plain tables of frequent shapes into a stager.

    ``names``: the actors, sides and sources of the collection; ``published``: when each source was. Both may grow
    while this is used, but not change.
    """

    def add(self, kind: str, plain: Plain, body: str, file: str = "", position: int = 0) -> bool:
        """Take a valid table, whose JSON is ``body``; False, and nothing taken, for one of another shape."""
        if kind == "event":
            if not _SLOW_EVENT.isdisjoint(plain):
                return False
            if plain.get("history"):
                return self._event_with_history(plain, body, file, position)
            return "when_text" not in plain and self._event(plain, body, file, position)
        return kind == "quote" and _SLOW_QUOTE.isdisjoint(plain) and self._quote(plain, body, file, position)

    # -- the two kinds -----------------------------------------------------------------------------------------

    def _event(self, plain: Plain, body: str, file: str, position: int) -> bool:
        get = plain.get
        who = get("who", ())
        cites, passages = self._citations(plain)
        if cites is None or not all(map(_is_plain_person, who)):
            return False
        status, place, kind, id_ = (
            get("status", "happened"),
            get("place", ""),
            get("kind", "other"),
            plain["id"],
        )
        when = parse_when(plain["when"]) if "when" in plain else None
        own = [*self._terms("kind", kind, "place", place), self._stager.term(("event", id_))]
        taking = self._taking_part(who)
        own += taking.terms
        texts = [normalise(plain["title"]), normalise(get("summary", "")), short(place), *taking.texts]
        own += self._terms(
            "has", "place" if place else "", "status", status, "is", "open" if status in OPEN_STATUSES else ""
        )
        since = self._since(plain, when, cites, status in PLANS)
        told = self._told(_EVENT, plain, since, texts, own, cites, passages)
        review, known = get("review", "checked"), days_of(since)
        n = self._stager.record(id_, _EVENT, body, file, position)
        title = encode_basestring(plain["title"])
        people = f"{encode_basestring(kind)},{taking.face},[{listed(get('tags', ()))}]"
        for life in self._lives(since, cites, when, status):
            date, now = self._date(life[3]), "under-way" if life[4] else status
            self._row(
                n, told, life, date,
                f'["event","{id_}",{title},{date.text},"","","",{date.days},"{now}",{people},'
                f'{encode_basestring(place)},"","{review}",{number_of(cites, life[2])},{known},"",[]]',
            )  # fmt: skip
        return True

    def _quote(self, plain: Plain, body: str, file: str, position: int) -> bool:
        get = plain.get
        described = get("described")
        if type(described) is dict:
            if not described.keys() <= _PLAIN_SPEAKER:
                return False
            described = described["as"]
        cites, passages = self._citations(plain)
        if cites is None:
            return False
        form, attribution, medium = get("form", "direct"), get("attribution", "stated"), get("medium", "")
        place, occasion, title, event = (
            get("place", ""),
            get("occasion", ""),
            get("by_title", ""),
            get("event", ""),
        )
        original, text, by, id_ = get("original", ""), plain["text"], get("by", ()), plain["id"]
        when = parse_when(plain["said"]) if "said" in plain else None
        own = [*self._terms("form", form, "terms", get("terms", ""), "medium", medium, "attribution", attribution,
                            "lang", get("lang", ""), "place", place, "role", title)]  # fmt: skip
        if event:
            own.append(self._stager.term(("event", event)))
        texts = [normalise(text)] if type(text) is str else [normalise(each) for each in text]
        if original:
            texts.append(normalise(original))
        texts += (short(title), short(occasion), short(place))
        if described:
            texts.append(short(described))
        shown, sides = [], []
        for actor in (by,) if type(by) is str else by:
            person = self._person(actor)
            own += person.by
            own += person.side
            texts.append(person.spoken)
            shown.append(person.shown)
            sides.append(person.side_shown)
        if described:
            own += self._terms("described", described, "is", "unnamed")
            shown.append(encode_basestring(described))
        own += self._terms(
            "has", "place" if place else "", "has", "original" if original else "",
            "is", "disputed" if attribution in _DISPUTED else "",
        )  # fmt: skip
        if event:
            own.append(self._stager.term((schema.LINK, f"quote {event}")))
        since = self._since(plain, when, cites, False)
        told = self._told(_QUOTE, plain, since, texts, own, cites, passages)
        date, status = self._date(when), "" if attribution == "stated" else attribution
        head = (
            f'["quote","{id_}",null,{date.text},"","","",{date.days},"{status}","{medium}",[{",".join(shown)}],[{once(sides)}],'
            f'[{listed(get("tags", ()))}],{encode_basestring(occasion)},"{form}","{get("review", "checked")}",'
        )
        known = days_of(since)
        n = self._stager.record(id_, _QUOTE, body, file, position)
        lives = self._lives(since, cites, None, "")
        if event and lives:
            self._stager.quoted(event, lives[0][0])
        for life in lives:
            self._row(n, told, life, date, f'{head}{number_of(cites, life[2])},{known},"",[]]')
        return True

    def _event_with_history(self, plain: Plain, body: str, file: str, position: int) -> bool:
        """An event whose versions are made as of any other, and only their rows quickly."""
        who = plain.get("who", ())
        if (
            self._citations(plain)[0] is None
            or not all(map(_is_plain_person, who))
            or any("cites" in entry for entry in plain["history"])
        ):
            return False
        record = build("event", plain)
        found = versions(record, self._published)
        if any(known.disagree for _, _, known in found):
            return False
        taking, place = self._taking_part(who), plain.get("place", "")
        fixed = [
            *self._terms("kind", plain.get("kind", "other"), "place", place),
            self._stager.term(("event", record.id)),
        ]
        fixed += taking.terms
        title = normalise(plain["title"])
        head = f'["event","{record.id}",{encode_basestring(plain["title"])}'
        people = f"{encode_basestring(plain.get('kind', 'other'))},{taking.face},[{listed(record.tags)}]"
        n = self._stager.record(record.id, _EVENT, body, file, position)
        before: Known | None = None
        for k_from, k_to, known in found:
            told = known.record
            if not isinstance(told, Event):
                raise TypeError(f"{told.id} is no event any more")
            own = fixed + self._terms(
                "has", "history", "has", "place" if place else "", "status", told.status,
                "is", "open" if told.status in OPEN_STATUSES else "",
            )  # fmt: skip
            for entry in earlier_entries(told, known.entry):
                own += self._terms("was", entry.status)
            own += [
                self._stager.term((schema.LINK, f"step {each.event}")) for each in told.history if each.event
            ]
            texts = [title, normalise(told.summary), short(told.when_text), short(place), *taking.texts]
            cites = [self._cited.get(each.source) or self._cite(each.source) for each in known.cites]
            passages = [bool(each.exact) for each in known.cites]
            shared = self._told(
                _EVENT, plain, known.since, texts, own, cites, passages if any(passages) else None
            )
            date = self._date(told.when)
            news = before is None or is_news(before, known)
            before = known
            life = (
                schema.OPEN_LO if k_from is None else k_from,
                schema.OPEN_HI if k_to is None else k_to,
                None, told.when, known.under_way, news,
            )  # fmt: skip
            self._row(
                n, shared, life, date,
                f'{head},{date.text},{encode_basestring(told.when_text)},"","",{date.days},'
                f'"{"under-way" if known.under_way else told.status}",{people},{encode_basestring(place)},"",'
                f'"{record.review}",{number_of(cites, None)},{days_of(known.since)},"{status_since(told)}",'
                f"[{listed(former_dates(told))}]]",
            )  # fmt: skip
        return True

    def _taking_part(self, who: Iterable[Mapping[str, str]]) -> TakingPart:
        terms: list[int] = []
        texts: list[str] = []
        shown: list[str] = []
        sides: list[str] = []
        for each in who:
            person, role = self._person(each.get("actor", "")), each.get("role", "")
            terms += person.by
            if role:
                terms.append(self._stager.term(("role", role)))
                texts.append(short(role))
            terms += person.side
            texts.append(person.spoken)
            shown.append(person.shown)
            sides.append(person.side_shown)
        return TakingPart(terms, texts, f"[{','.join(shown)}],[{once(sides)}]")


def _is_plain_person(each: object) -> bool:
    return type(each) is dict and each.keys() <= _PLAIN_PERSON
