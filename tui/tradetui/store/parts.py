"""What the rows of events and quotes are made of, straight from plain values.

Dates, sources, people and tags come again and again: each is made once, with the numbers of its terms and its share of
a face as text, and kept, up to a number of each. :mod:`tradetui.store.quick` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, compress
from json.encoder import encode_basestring
from typing import Any, Generic, TypeVar

from tradetui.core.fields.build import parse_when
from tradetui.core.frozen import frozen
from tradetui.core.knowledge import known_from_day
from tradetui.core.normalise import BREAK, normalise
from tradetui.core.query.dated import dated
from tradetui.core.query.directory import Directory
from tradetui.core.query.values import FIRST_DAY, LAST_DAY
from tradetui.core.when import When
from tradetui.store import schema
from tradetui.store.entries import span_of
from tradetui.store.staging import Stager, since_as_numbers

Plain = Mapping[str, Any]
Terms = tuple[int, ...]
K = TypeVar("K")
V = TypeVar("V")
_PLAIN_CITATION = frozenset(("source", "at", "exact"))
#: Of each sort so many parts are kept, and up to as many again.
_MOST_KEPT = 16_384
#: Between two texts of a record, so that no phrase is found across them.
JOINT = f" {BREAK} "

#: Short texts as tokens: titles of posts, places, names of people; the same ones come again and again.
short = lru_cache(maxsize=8192)(normalise)


class Kept(dict[K, V], Generic[K, V]):
    """Values that are made when they are first asked for.

    Once there are too many they are put aside, and those put aside before are dropped; what is asked for again comes
    back.
    """

    __slots__ = ("_aside", "_make")

    def __init__(self, make: Callable[[K], V]) -> None:
        """``make``: from a key to its value, which is never None."""
        super().__init__()
        self._make = make
        self._aside: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        """Make the value of a key, or have it back."""
        if len(self) >= _MOST_KEPT:
            self._aside = dict(self)
            self.clear()
        value = self._aside.get(key)
        if value is None:
            value = self._make(key)
        self[key] = value
        return value


#: From when on something is known, possibly and surely (None: no day tells), as an index keeps it and as JSON.
Since = tuple[int | None, int | None, tuple[int, int], str]


def known_since(possibly: int | None, surely: int | None) -> Since:
    """From two days."""
    if possibly is not None and surely is not None:
        return possibly, surely, (possibly, surely), f"{possibly},{surely}"
    shown = f"{day_of(possibly)},{day_of(surely)}"
    if possibly is None and surely is None:
        return None, None, since_as_numbers(None, None), shown
    numbers = (FIRST_DAY if possibly is None else possibly, LAST_DAY if surely is None else surely)
    return possibly, surely, numbers, shown


@frozen
class Date:
    """A date as rows hold it.

    ``order``: what a row begins with, up to its clock time and number; ``numbers``: last day, bounds of what is sure,
    flags; ``later`` the same for a version that begins because its days do. ``reach`` and ``doubt`` are terms. ``text``
    and ``days``: what a face tells of it, as JSON. ``begins`` and ``ends``: its first and last possible day (None:
    open); ``by``: the day by which an act of this date surely was. ``span``: an interval, told otherwise while it is
    under way. ``day``: the day, if it is a single one. ``since``: what is dated so is known from then.
    """

    edtf: str
    order: tuple[int, int, int, str, int]
    numbers: tuple[int, int, int, int]
    later: tuple[int, int, int, int]
    reach: Terms
    doubt: Terms
    text: str
    days: str
    begins: int | None
    ends: int | None
    by: int | None
    span: bool
    day: int | None
    since: Since


@frozen
class Cited:
    """What a record takes over from a source: ``start`` is the day from which it is out; ``terms`` after its id's."""

    id: str
    since: Since | None
    start: int | None
    by_id: int
    terms: Terms


@frozen
class Sources:
    """Citations: each one's source, and whether it has a passage.

    ``starts``: from when on each is out, and ``latest`` the last of these days. ``since``: the earliest print among
    them. ``count``: how many different sources; ``number`` is the term for that, ``terms`` are the others.
    """

    cited: tuple[Cited, ...]
    passages: tuple[bool, ...]
    starts: tuple[int | None, ...]
    latest: int | None
    since: Since
    count: int
    number: Terms
    terms: Terms


#: Those who speak or take part: terms, names that are searched, and names and sides as the inside of JSON arrays.
People = tuple[Terms, str, str, str]


class Parts:
    """All that is kept, by what plain tables call it."""

    def __init__(self, stager: Stager, names: Directory, published: Mapping[str, When | None]) -> None:
        """Nothing kept yet."""
        self._stager = stager
        self._names = names
        self._published = published
        #: By their text; the empty text is no date.
        self.dates: Kept[str, Date] = Kept(self._date)
        self._reach: Kept[int, Terms] = Kept(lambda reach: self.terms(schema.REACH, str(reach)))
        self._doubt: Kept[str, Terms] = Kept(lambda doubt: self.terms("is", doubt))
        self._cited: Kept[str, Cited] = Kept(self._cite)
        self._sources: Kept[tuple[str, ...], Sources] = Kept(self._all_of)
        self.people: Kept[str, People] = Kept(lambda actor: self._taking(actor, ""))
        #: Several.
        self.speakers: Kept[tuple[str, ...], People] = Kept(
            lambda ids: together([self.people[each] for each in ids])
        )
        #: By actor and role.
        self.taking: Kept[tuple[str, str], People] = Kept(lambda each: self._taking(*each))
        #: Terms, and the inside of an array.
        self.tags: Kept[tuple[str, ...], tuple[Terms, str]] = Kept(self._tagged)
        self._tag: Kept[str, Terms] = Kept(lambda tag: self.terms("tag", tag))

    def terms(self, *pairs: str) -> Terms:
        """The numbers of terms, given as field, value, field, value; those without a value are none."""
        term = self._stager.term
        return tuple([term(pair) for pair in zip(pairs[::2], pairs[1::2], strict=True) if pair[1]])

    # -- citations ---------------------------------------------------------------------------------------------

    def sources(self, cites: Sequence[Any]) -> Sources | None:
        """What citations come to; None where there is more to one than its place and passage."""
        for each in cites:
            if type(each) is not str:
                break
        else:
            return self._sources[tuple(cites)]
        cited: list[Cited] = []
        passages: list[bool] = []
        for each in cites:
            if type(each) is str:
                cited.append(self._cited[each])
                passages.append(False)
            elif type(each) is dict and each.keys() <= _PLAIN_CITATION:
                cited.append(self._cited[each["source"]])
                passages.append(bool(each.get("exact")))
            else:
                return None
        return self._made_sources(tuple(cited), tuple(passages))

    def readable(self, sources: Sources, out: Sequence[bool]) -> Sources:
        """Only those of some citations that are out."""
        if True not in out:
            return self._sources[()]
        return self._made_sources(tuple(compress(sources.cited, out)), tuple(compress(sources.passages, out)))

    def _all_of(self, ids: tuple[str, ...]) -> Sources:
        return self._made_sources(tuple([self._cited[each] for each in ids]), (False,) * len(ids))

    def _made_sources(self, cited: tuple[Cited, ...], passages: tuple[bool, ...]) -> Sources:
        count = len({each.id for each in cited})
        number = self.terms("cites", str(count))
        terms = [each.by_id for each in cited]
        for each in cited:
            terms += each.terms
        if True in passages:
            terms += self.terms("has", "passage")
        printed = [each.since for each in cited if each.since is not None]
        starts = tuple([each.start for each in cited])
        return Sources(
            cited,
            passages,
            starts,
            max([start for start in starts if start is not None], default=None),
            earliest(printed) if printed else known_since(None, None),
            count,
            number,
            tuple(dict.fromkeys(terms)),
        )

    def _cite(self, key: str) -> Cited:
        source = self._names.sources.get(key)
        when = self._published.get(key)
        pairs = ["source", key]
        if source is not None:
            pairs += ("publisher", source.publisher)
            pairs += ("has", "url" if source.url else "", "has", "archive" if source.archived_url else "")
        by_id, *terms = self.terms(*pairs)
        since = None if when is None else known_from_day(when, "")
        return Cited(
            key,
            None if since is None else known_since(since.possibly, since.surely),
            None if when is None else when.earliest_start,
            by_id,
            tuple(terms),
        )

    # -- people and tags ---------------------------------------------------------------------------------------

    def _taking(self, actor: str, role: str) -> People:
        names, side = self._names.actors.get(actor), self._names.side_of.get(actor, "")
        first = names or self._names.sides.get(actor)
        return (
            self.terms("by", actor, "role", role, "side", side),
            JOINT.join(filter(None, map(short, (role, *((actor,) if names is None else names))))),
            encode_basestring(first[0] if first else actor),
            encode_basestring(side) if side else "",
        )

    def _tagged(self, tags: tuple[str, ...]) -> tuple[Terms, str]:
        terms = [term for each in tags for term in self._tag[each]]
        return tuple(dict.fromkeys(terms)), listed(tags)

    # -- dates -------------------------------------------------------------------------------------------------

    def _date(self, text: str) -> Date:
        first, last = _plain_days(text)
        if first is not None and last is not None:
            return self._plain_date(text, first, last)
        when = parse_when(text) if text else None
        held = dated(when)
        span = span_of(held)
        flags = schema.DATED * span.dated | schema.GAPS * span.gaps | schema.HARD * span.hard
        doubt = "" if held is not None and held.exact else "undated" if held is None else "fuzzy"
        days = (None,) * 4 if when is None else (when.lo, when.hi, *when.sure_span())
        shape = "" if when is None else when.shape
        since = None if when is None else known_from_day(when, "")
        numbers = (span.hi, span.sure_lo, span.sure_hi)
        begins, ends = (None, None) if when is None else (when.lo, when.hi)
        return Date(
            text,
            (span.lo, *span.order, "", 0),
            (*numbers, flags | schema.NEWS),
            (*numbers, flags),
            self._reach[schema.reach_of(span.lo, span.hi)] if span.dated else (),
            self._doubt[doubt],
            encode_basestring(text),
            ",".join(map(day_of, days)),
            begins,
            ends,
            ends if when is None or shape != "interval" else when.latest_start,
            shape == "interval",
            begins if shape == "single" and begins == ends else None,
            known_since(None, None) if since is None else known_since(since.possibly, since.surely),
        )

    def _plain_date(self, text: str, first: int, last: int) -> Date:
        """A day, or a span from one day to another: what the dates of most records are."""
        span = "/" in text
        return Date(
            text,
            (first, -first, last, "", 0),
            (last, first, last, schema.DATED | schema.NEWS),
            (last, first, last, schema.DATED),
            self._reach[schema.reach_of(first, last)],
            (),
            f'"{text}"',
            f"{first},{last},{first},{last}",
            first,
            last,
            first if span else last,
            span,
            None if span else first,
            known_since(first, last),
        )


def _plain_days(text: str) -> tuple[int | None, int | None]:
    """The days of ``2019-03-05``, or of ``2019-03-05/2019-03-09``; (None, None) for every other text."""
    length = len(text)
    if length not in (10, 21):
        return None, None
    try:
        first = _day(text[:10])
        last = first if length == 10 else _day(text[11:])
    except ValueError:
        return None, None
    return (first, last) if first <= last and (length == 10 or text[10] == "/") else (None, None)


def _day(text: str) -> int:
    """The ordinal of a plain day; ValueError for any other text."""
    if text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text).toordinal()


def earliest(known: Sequence[Since]) -> Since:
    """As :func:`tradetui.core.knowledge.earliest`."""
    if len(known) == 1:
        return known[0]
    first = [each[0] for each in known]
    surely = [each[1] for each in known if each[1] is not None]
    possibly = None if None in first else min(day for day in first if day is not None)
    return known_since(possibly, min(surely, default=None))


def day_of(day: int | None) -> str:
    """A day as JSON."""
    return "null" if day is None else str(day)


def listed(texts: Iterable[str]) -> str:
    """Texts as the inside of a JSON array."""
    return ",".join(map(encode_basestring, texts))


def together(people: Sequence[People]) -> People:
    """Several people; each term and side once."""
    if len(people) == 1:
        return people[0]
    terms, spoken, shown, sides = zip(*people, strict=True) if people else ((),) * 4
    return (
        tuple(dict.fromkeys(chain.from_iterable(terms))),
        JOINT.join(filter(None, spoken)),
        ",".join(shown),
        ",".join(filter(None, dict.fromkeys(sides))),
    )
