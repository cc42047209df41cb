"""The date type: EDTF text with its four bounds, members, precision and flags.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/).

**Readings.** A date stands for the set of its *readings*, each a span of whole days. ``2019-03`` is read as
any span within March, ``2018-07/2019-03`` as any span that begins in July 2018 and ends in March 2019,
``[a,b]`` as a reading of one member, ``{a,b}`` as a reading of every member together. A question is
*possibly* so when it is so in one reading, *surely* when it is so in all.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NoReturn

from tradetui.core.when.days import whole_unit_within

if TYPE_CHECKING:
    from tradetui.core.when.wording import Style

Precision = Literal["day", "month", "season", "quarter", "year", "decade", "century", "none"]
Shape = Literal["single", "interval", "one-of", "set", "label"]
End = Literal["known", "open", "unknown"]
#: Days from the first to the last, both included; None is open.
DayRange = tuple[int | None, int | None]

#: Months in the unit that a range inside a set steps by.
_MONTHS: dict[str, int] = {"day": 0, "month": 1, "year": 12}
#: Before every day and after every day, in sort keys only.
_EVER = 10_000_000


class WhenError(ValueError):
    """Text that is not a date; the message says why and what to write."""


class Draft:
    """The fields of a :class:`When` while the grammar fills them in."""

    __slots__ = (
        "approximate",
        "clock",
        "earliest_end",
        "earliest_start",
        "edtf",
        "end",
        "latest_end",
        "latest_start",
        "members",
        "precision",
        "shape",
        "start",
        "uncertain",
        "units",
    )

    edtf: str
    shape: Shape
    precision: Precision
    earliest_start: int | None
    latest_start: int | None
    earliest_end: int | None
    latest_end: int | None
    members: tuple[DayRange, ...]
    units: tuple[Precision, ...]
    start: End
    end: End
    uncertain: bool
    approximate: bool
    clock: str


class When(Draft):
    """A date. Small, frozen, hashable, and ordered with every other; made by
    :func:`tradetui.core.when.parse` only.

    ``edtf`` is the text as written, and what makes two dates equal. Days are proleptic ordinals
    (``date.toordinal()``) and None is open: before every day in a start, after every day in an end. The four
    bounds are ``earliest_start``..``latest_start`` and ``earliest_end``..``latest_end``; ``lo`` and ``hi``
    are the outer two.

    ``shape``: a "label" is valid EDTF whose meaning is not read in full. Its ``lo``..``hi`` still hold it,
    and it is never surely anything.
    ``members``: of a set or a one-of, each member's (lo, hi) as written. ``units`` runs beside them: "none"
    where the member happens once, at some time in lo..hi; "day", "month" or "year" for a range in a set,
    which stands for each of the days, months or years in it.
    ``precision``: of the coarsest part that is given. ``2019-XX-XX`` has that of a year.
    ``start`` and ``end`` tell a known end from an open one (``..``: it goes on) and an unknown one (left
    empty). ``clock``: the time of day and its zone as written ("12:30:00Z"); the bounds are whole days of
    that zone.
    """

    __slots__ = ()

    @property
    def lo(self) -> int | None:
        """The first day of any reading."""
        return self.earliest_start

    @property
    def hi(self) -> int | None:
        """The last day of any reading."""
        return self.latest_end

    @property
    def flagged(self) -> bool:
        """Whether it bears ``?``, ``~`` or ``%`` on the whole or a part, so that it is never *surely*."""
        return self.uncertain or self.approximate

    @property
    def exact(self) -> bool:
        """Whether it is one plain day, or days from one to another, without any doubt."""
        return (
            not self.flagged
            and self.shape in ("single", "interval")
            and self.earliest_start is not None
            and self.earliest_start == self.latest_start
            and self.earliest_end is not None
            and self.earliest_end == self.latest_end
        )

    @property
    def day(self) -> int | None:
        """The day, if it is one day (flagged or not); otherwise None."""
        return self.earliest_start if self.earliest_start == self.latest_end else None

    @property
    def first_date(self) -> date | None:
        """``lo`` as a calendar date."""
        return None if self.lo is None else date.fromordinal(self.lo)

    @property
    def last_date(self) -> date | None:
        """``hi`` as a calendar date."""
        return None if self.hi is None else date.fromordinal(self.hi)

    # -- questions -------------------------------------------------------------------------------------------

    def possibly(self, first: int | None, last: int | None) -> bool:
        """Whether some reading touches the days ``first``..``last`` (None: open)."""
        if self.members:
            return any(_touch(lo, hi, first, last) for lo, hi in self.members)
        return _touch(self.earliest_start, self.latest_end, first, last)

    def surely(self, first: int | None, last: int | None) -> bool:
        """Whether every reading touches the days ``first``..``last`` (None: open).

        Never for a label or a date with ``?``, ``~`` or ``%``. Of a set, some member must surely touch
        them; of a one-of, every member.
        """
        if self.uncertain or self.approximate or self.shape == "label":
            return False
        if self.shape == "set":
            return any(
                _surely_in(lo, hi, unit, first, last)
                for (lo, hi), unit in zip(self.members, self.units, strict=True)
            )
        begun = last is None or self.start == "open" or _at_most(self.latest_start, last)
        going = first is None or self.end == "open" or _at_least(self.earliest_end, first)
        return begun and going

    def sure_span(self) -> DayRange:
        """The days that every reading covers, from the latest start to the earliest end; None is open.

        (None, None) when no such day exists: flagged dates, labels, months and the like, and sets, which cover
        their days but not what is between.
        """
        if self.flagged or self.shape in ("label", "set", "one-of"):
            return None, None
        first, last = self.latest_start, self.earliest_end
        unsure_start = first is None and self.start != "open"
        unsure_end = last is None and self.end != "open"
        if unsure_start or unsure_end or (first is not None and last is not None and first > last):
            return None, None
        return first, last

    def starts(self) -> tuple[DayRange, ...]:
        """The days that may be its first one, as ranges in order of time. Empty where it has no start
        (``../``)."""
        if self.shape == "one-of":
            return self.readings()
        return () if self.start == "open" else ((self.earliest_start, self.latest_start),)

    def ends(self) -> tuple[DayRange, ...]:
        """The days that may be its last one, as ranges in order of time. Empty where it goes on (``/..``)."""
        if self.shape == "one-of":
            return self.readings()
        return () if self.end == "open" else ((self.earliest_end, self.latest_end),)

    def readings(self) -> tuple[DayRange, ...]:
        """The days that some reading touches, as disjoint ranges in order of time; None is open.

        For a date that means one day these are the days that the day may be.
        """
        if not self.members:
            return ((self.earliest_start, self.latest_end),)
        return _merged(self.members)

    # -- order and text --------------------------------------------------------------------------------------

    def sort_key(self) -> tuple[int, int, int]:
        """Order of time: by earliest start, open starts first.

        Of those that share it the vaguest start comes first, so that a month stands at the head of its
        days; then the one that ends first, open ends last.
        """
        earliest, latest, end = self.earliest_start, self.latest_start, self.latest_end
        if latest is None:
            # one that was always going on comes before one of which nobody knows since when
            latest = 2 * _EVER if self.start == "open" else _EVER
        return (-_EVER if earliest is None else earliest, -latest, _EVER if end is None else end)

    def words(self, style: Style = "long") -> str:
        """The date in English; see :func:`tradetui.core.when.wording.words`."""
        from tradetui.core.when.wording import words  # rare on the way to a first screen

        return words(self, style)

    def __lt__(self, other: When) -> bool:
        """Order of time, then of text."""
        return (self.sort_key(), self.edtf) < (other.sort_key(), other.edtf)

    def __le__(self, other: When) -> bool:
        """Order of time, then of text."""
        return (self.sort_key(), self.edtf) <= (other.sort_key(), other.edtf)

    def __gt__(self, other: When) -> bool:
        """Order of time, then of text."""
        return other < self

    def __ge__(self, other: When) -> bool:
        """Order of time, then of text."""
        return other <= self

    def __eq__(self, other: object) -> bool:
        """Dates are equal when they are written alike."""
        return self.edtf == other.edtf if isinstance(other, When) else NotImplemented

    def __hash__(self) -> int:
        """Of the text."""
        return hash(self.edtf)

    def __str__(self) -> str:
        """The EDTF text, from which :func:`tradetui.core.when.parse` makes an equal date."""
        return self.edtf

    def __repr__(self) -> str:
        """``When('2019-03')``."""
        return f"When({self.edtf!r})"

    # -- frozen ----------------------------------------------------------------------------------------------

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a date does not change."""
        raise AttributeError(f"a When is frozen: {name} can't be set")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: a date does not change."""
        raise AttributeError(f"a When is frozen: {name} can't be deleted")

    def __copy__(self) -> When:
        """Itself."""
        return self

    def __deepcopy__(self, memo: object) -> When:
        """Itself."""
        return self

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Travel as text."""
        from tradetui.core.when.grammar import parse

        return parse, (self.edtf,)


def words(when: When, style: Style = "long") -> str:
    """The date in English: "long" for the reader, "plain" inside a sentence, "short" for a column, "iso"."""
    return when.words(style)


def days_between(earlier: When, later: When) -> tuple[int | None, int | None]:
    """The least and the most days from the start of one date to the start of another; None where that is
    open.

    The two are read independently, so a date against itself gives (0, 0) only if it is a day. Negative:
    ``later`` begins before ``earlier``.
    """
    least = _difference(later.earliest_start, earlier.latest_start)
    most = _difference(later.latest_start, earlier.earliest_start)
    return least, most


def _difference(later: int | None, earlier: int | None) -> int | None:
    return None if later is None or earlier is None else later - earlier


def _touch(lo: int | None, hi: int | None, first: int | None, last: int | None) -> bool:
    """Whether lo..hi and first..last share a day; None is open."""
    return (lo is None or last is None or lo <= last) and (hi is None or first is None or hi >= first)


def _at_most(bound: int | None, day: int) -> bool:
    return bound is not None and bound <= day


def _at_least(bound: int | None, day: int) -> bool:
    return bound is not None and bound >= day


def _surely_in(lo: int | None, hi: int | None, unit: str, first: int | None, last: int | None) -> bool:
    """Whether a member of a set surely touches first..last."""
    if unit == "none":
        return (first is None or _at_least(lo, first)) and (last is None or _at_most(hi, last))
    begin = lo if first is None else first if lo is None else max(lo, first)
    end = hi if last is None else last if hi is None else min(hi, last)
    return whole_unit_within(begin, end, _MONTHS[unit])


def _merged(ranges: tuple[DayRange, ...]) -> tuple[DayRange, ...]:
    """The same days as disjoint ranges in order; ranges that touch become one."""
    found: list[DayRange] = []
    for lo, hi in sorted(ranges, key=lambda each: -_EVER if each[0] is None else each[0]):
        if found:
            begin, end = found[-1]
            if end is None:
                break
            if lo is None or lo <= end + 1:
                found[-1] = (begin, None if hi is None else max(end, hi))
                continue
        found.append((lo, hi))
    return tuple(found)
