"""What the rows of events and quotes are made of, straight from plain values, and the row itself.

:mod:`tradetui.store.quick` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from tradetui.core.as_of import is_under_way, told_when, turning_days
from tradetui.core.fields.build import parse_when
from tradetui.core.knowledge import KnownFrom, act_and_print, earliest, known_from_day
from tradetui.core.normalise import BREAK, normalise
from tradetui.core.query.dated import dated
from tradetui.core.query.directory import Directory
from tradetui.core.query.values import FIRST_DAY, LAST_DAY
from tradetui.core.readings import FIRST
from tradetui.core.records import Source
from tradetui.core.when import When
from tradetui.store import schema
from tradetui.store.entries import span_of
from tradetui.store.staging import Stager, since_as_numbers, without_terms

Plain = Mapping[str, Any]
_PLAIN_CITATION = frozenset(("source", "at", "exact"))
#: Dates, sources and people that are kept.
_MOST_KEPT = 50_000
_JOINT = f" {BREAK} "
#: Days so far off are left to themselves, as in :func:`tradetui.core.knowledge.versions`.
_FAR = FIRST + 1000

#: Short texts as tokens: titles of posts, places, names of people; the same ones come again and again.
short = lru_cache(maxsize=8192)(normalise)


class Date(NamedTuple):
    """A date as rows hold it. ``text`` and ``days``: what a face tells of it."""

    when: When | None
    order: tuple[int, int, int]
    hi: int
    sure_lo: int
    sure_hi: int
    flags: int
    reach: tuple[int, ...]
    doubt: tuple[int, ...]
    text: str
    days: str


class Cited(NamedTuple):
    """What a record takes over from a source: ``start`` is the day from which it is out; ``terms`` after its id's."""

    id: str
    since: KnownFrom | None
    when: When | None
    start: int | None
    by_id: int
    terms: tuple[int, ...]


class Person(NamedTuple):
    """Who takes part or speaks: the terms, the name in a face as JSON, the names that are searched, the side."""

    by: tuple[int, ...]
    side: tuple[int, ...]
    shown: str
    spoken: str
    side_shown: str


class TakingPart(NamedTuple):
    """Those who take part in an event: terms, texts that are searched, and the names and sides of a face."""

    terms: list[int]
    texts: list[str]
    face: str


class Told(NamedTuple):
    """What the versions of a record have in common: ``before`` are its first terms, ``own`` its last."""

    kind: int
    since: tuple[int, int]
    words: str
    before: Sequence[int]
    tags: Sequence[int]
    marks: Sequence[int]
    own: list[int]
    cites: list[Cited]
    passages: list[bool] | None


#: A span of known-on days: first, last, which citations can be read in it (None: all), a date as it is told then,
#: whether it is under way, and whether it begins because more is known.
Life = tuple[int, int, tuple[bool, ...] | None, When | None, bool, bool]


class Parts:
    """What kinds have in common. Everything that comes again and again is kept, up to a number of each."""

    def __init__(self, stager: Stager, names: Directory, published: Mapping[str, When | None]) -> None:
        """Nothing kept yet."""
        self._stager = stager
        self._names = names
        self._published = published
        self._dates: dict[str, Date] = {}
        self._cited: dict[str, Cited] = {}
        self._people: dict[str, Person] = {}
        self._tags: dict[str, int] = {}
        self._firsts: dict[tuple[int, bool], tuple[int, ...]] = {}
        self._reviews: dict[tuple[int, str], tuple[int, ...]] = {}
        self._fixed: dict[tuple[object, ...], list[int]] = {}

    def _terms(self, *pairs: str) -> list[int]:
        """The numbers of terms, given as field, value, field, value; those without a value are none.

        For values of which there are few.
        """
        found = self._fixed.get(pairs)
        if found is None:
            if len(self._fixed) >= _MOST_KEPT:
                self._fixed.clear()
            term = self._stager.term
            found = [term(pair) for pair in zip(pairs[::2], pairs[1::2], strict=True) if pair[1]]
            self._fixed[pairs] = found
        return found

    def _citations(self, plain: Plain) -> tuple[list[Cited] | None, list[bool] | None]:
        """Each citation's source, and whether it has a passage (None: none has); None where there is more to one."""
        found: list[Cited] = []
        passages: list[bool] = []
        kept = self._cited
        for each in plain.get("cites", ()):
            if type(each) is str:
                key, passage = each, False
            elif type(each) is dict and each.keys() <= _PLAIN_CITATION:
                key, passage = each["source"], bool(each.get("exact"))
            else:
                return None, None
            found.append(kept.get(key) or self._cite(key))
            passages.append(passage)
        return found, passages if True in passages else None

    def _cite(self, key: str) -> Cited:
        source: Source | None = self._names.sources.get(key)
        when, term = self._published.get(key), self._stager.term
        pairs = [("publisher", source.publisher)] if source and source.publisher else []
        if source and source.url:
            pairs.append(("has", "url"))
        if source and source.archived_url:
            pairs.append(("has", "archive"))
        if len(self._cited) >= _MOST_KEPT:
            self._cited.clear()
        made = self._cited[key] = Cited(
            key,
            None if when is None else earliest([when], ""),
            when,
            None if when is None else when.earliest_start,
            term(("source", key)),
            tuple(map(term, pairs)),
        )
        return made

    def _person(self, actor: str) -> Person:
        found = self._people.get(actor)
        if found is None:
            term, names, side = (
                self._stager.term,
                self._names.actors.get(actor),
                self._names.side_of.get(actor, ""),
            )
            spoken = _JOINT.join(filter(None, map(short, (actor,) if names is None else names)))
            first = names or self._names.sides.get(actor)
            if len(self._people) >= _MOST_KEPT:
                self._people.clear()
            found = self._people[actor] = Person(
                (term(("by", actor)),) if actor else (),
                (term(("side", side)),) if side else (),
                encode_basestring(first[0] if first else actor),
                spoken,
                encode_basestring(side) if side else "",
            )
        return found

    def _date(self, when: When | None) -> Date:
        key = "" if when is None else when.edtf
        found = self._dates.get(key)
        if found is None:
            if len(self._dates) >= _MOST_KEPT:
                self._dates.clear()
            found = self._dates[key] = self._made_date(when)
        return found

    def _made_date(self, when: When | None) -> Date:
        term, held = self._stager.term, dated(when)
        span = span_of(held)
        flags = schema.DATED * span.dated | schema.GAPS * span.gaps | schema.HARD * span.hard
        doubt = (
            () if held is not None and held.exact else (term(("is", "undated" if held is None else "fuzzy")),)
        )
        reach = (term((schema.REACH, str(schema.reach_of(span.lo, span.hi)))),) if span.dated else ()
        days = (None,) * 4 if when is None else (when.lo, when.hi, *when.sure_span())
        shown = ",".join("null" if day is None else str(day) for day in days)
        order = (span.lo, *span.order)
        text = encode_basestring("" if when is None else when.edtf)
        return Date(when, order, span.hi, span.sure_lo, span.sure_hi, flags, reach, doubt, text, shown)

    def _since(self, plain: Plain, act: When | None, cites: Sequence[Cited], plan: bool) -> KnownFrom:
        """As :func:`tradetui.core.knowledge.known_from`."""
        if "known_from" in plain:
            return known_from_day(parse_when(plain["known_from"]), "")
        if len(cites) == 1:
            print_ = cites[0].since or KnownFrom(None, None)
        else:
            dates = [cited.when for cited in cites if cited.when is not None]
            print_ = earliest(dates, "") if dates else KnownFrom(None, None)
        return print_ if act is None else act_and_print(act, print_, plan)

    def _told(
        self,
        kind: int,
        plain: Plain,
        since: KnownFrom,
        texts: Iterable[str],
        own: list[int],
        cites: list[Cited],
        passages: list[bool] | None,
    ) -> Told:
        words = without_terms(_JOINT.join(filter(None, texts)))
        review = plain.get("review", "checked")
        before = self._terms("in", f"{schema.KIND_NAMES[kind]}s", "review", review)
        marks = self._terms(
            "has", "note" if plain.get("note") else "", "is", "disputed" if review == "disputed" else ""
        )
        tags = []
        for tag in plain.get("tags", ()):
            number = self._tags.get(tag)
            if number is None and tag:
                if len(self._tags) >= _MOST_KEPT:
                    self._tags.clear()
                number = self._tags[tag] = self._stager.term(("tag", tag))
            if number is not None:
                tags.append(number)
        return Told(kind, _since_numbers(since), words, before, tags, marks, own, cites, passages)

    def _lives(self, since: KnownFrom, cites: Sequence[Cited], when: When | None, status: str) -> list[Life]:
        """The spans of known-on days, as :func:`tradetui.core.knowledge.versions` parts them."""
        possibly = since.possibly
        starts = [cited.start for cited in cites]
        days = {day for day in starts if day is not None}
        if when is not None and when.shape == "interval":
            days.update(turning_days(when))
        elif possibly is not None and _FAR < possibly < -_FAR and possibly >= max(days, default=possibly):
            return [(possibly, schema.OPEN_HI, None, when, False, True)]
        return _parted(possibly, days, starts, when, status)

    def _row(self, n: int, told: Told, life: Life, date: Date, face: str) -> None:
        """Put one version into the stager."""
        stager = self._stager
        k_from, k_to, out = life[:3]
        current = k_from <= stager.end <= k_to
        lo = date.order[0]
        terms = [*self._first(told.kind, current), *date.reach]
        if date.reach and k_from < lo:
            terms += self._terms(schema.EARLY, str(schema.reach_of(k_from, lo)))
        terms += told.before
        cites = told.cites if out is None else list(compress(told.cites, out))
        terms += self._terms("cites", str(len({cited.id for cited in cites})))
        terms += told.tags
        terms += [cited.by_id for cited in cites]
        for cited in cites:
            terms += cited.terms
        if told.passages is not None and any(told.passages if out is None else compress(told.passages, out)):
            terms += self._terms("has", "passage")
        terms += told.marks
        terms += date.doubt
        terms += told.own
        numbers = tuple(dict.fromkeys(terms))
        if current:
            stager.count(numbers)
        stager.rows.append((
            *date.order, "", 0, n, k_from, k_to, told.kind, date.hi, date.sure_lo, date.sure_hi,
            date.flags | schema.NEWS if life[5] else date.flags, *told.since, told.words, numbers, face,
        ))  # fmt: skip

    def _first(self, kind: int, current: bool) -> tuple[int, ...]:
        """The first terms of a row."""
        found = self._firsts.get((kind, current))
        if found is None:
            name = schema.KIND_NAMES[kind]
            pairs = [(schema.SCOPE, name), (schema.NOW, name)]
            found = self._firsts[kind, current] = tuple(map(self._stager.term, pairs[: 1 + current]))
        return found


def _parted(
    possibly: int | None,
    days: Iterable[int],
    starts: Sequence[int | None],
    when: When | None,
    status: str,
) -> list[Life]:
    """The spans of known-on days that begin on some of these days; see :meth:`Quick._lives`."""
    floor = _FAR if possibly is None else max(possibly, _FAR)
    turns = sorted({day for day in (*days, possibly) if day is not None and floor <= day < -_FAR})
    found: list[Life] = []
    states: list[tuple[object, ...]] = []
    for place in range(-1, len(turns)):
        first = turns[place] if place >= 0 else None
        last = turns[place + 1] - 1 if place + 1 < len(turns) else None
        probe = first if first is not None else (last if last is not None else 1)
        if possibly is not None and possibly > probe:
            continue
        told = told_when(when, status, (), probe)
        under_way = status == "happened" and told is not None and is_under_way(told, probe)
        out = tuple([start is None or start <= probe for start in starts])
        k_to = schema.OPEN_HI if last is None else last
        if states and states[-1] == (out, told, under_way):
            k_from, _, *rest = found.pop()
            found.append((k_from, k_to, *rest))  # type: ignore[arg-type]
            continue
        news = not states or states[-1][:2] != (out, told)
        states.append((out, told, under_way))
        found.append((schema.OPEN_LO if first is None else first, k_to, out, told, under_way, news))
    return found


def _since_numbers(since: KnownFrom) -> tuple[int, int]:
    """From when it was known, as an index keeps it."""
    possibly, surely = since.possibly, since.surely
    if possibly is None and surely is None:
        return since_as_numbers(None, None)
    return (
        FIRST_DAY if possibly is None else possibly,
        LAST_DAY if surely is None else surely,
    )


def days_of(since: KnownFrom) -> str:
    """The two days of a face since when something was known."""
    possibly, surely = since.possibly, since.surely
    return f"{'null' if possibly is None else possibly},{'null' if surely is None else surely}"


def number_of(cites: Sequence[Cited], out: Sequence[bool] | None) -> int:
    """How many different sources can be read."""
    return len({cited.id for cited in (cites if out is None else compress(cites, out))})


def listed(texts: Iterable[str]) -> str:
    """Texts as the inside of a JSON array."""
    return ",".join(map(encode_basestring, texts))


def once(texts: Iterable[str]) -> str:
    """Texts of JSON as the inside of an array, each once, without empty ones."""
    return ",".join(filter(None, dict.fromkeys(texts)))
