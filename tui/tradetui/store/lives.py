"""The spans of known-on days over which a plain record is told alike, from days alone.

As :func:`tradetui.core.knowledge.versions` parts them, for records of which nothing but sources, the days of their
date and the entries of a history with plain days turns with the day one stands on. A property test holds the two alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tradetui.core.readings import FIRST
from tradetui.store import schema
from tradetui.store.parts import Date, Since, Sources, known_since

#: Days so far off are left to themselves, as in :func:`tradetui.core.knowledge.versions`.
FAR = FIRST + 1000
#: Dates by their text.
Dates = Mapping[str, Date]
#: A span of known-on days: first, last, which citations can be read in it (None: all), the date as it is told then,
#: whether it is under way, and whether it begins because more is known. Of plain tuples there are millions.
Life = tuple[int, int, tuple[bool, ...] | None, Date, bool, bool]


def is_near(day: int | None) -> bool:
    """Whether a day is one that known-on days turn on."""
    return day is not None and FAR < day < -FAR


def act_and_print(act: Date, printed: Since, plan: bool) -> Since:
    """As :func:`tradetui.core.knowledge.act_and_print`; of a record without a date it is the print."""
    begins, possibly, surely = act.begins, printed[0], printed[1]
    if not act.edtf or (plan and possibly is not None and (begins is None or possibly < begins)):
        return printed
    if surely is not None and begins is not None and surely < begins:
        surely = act.by
    return known_since(begins, surely)


def lives(possibly: int | None, sources: Sources, date: Date, happened: bool, dates: Dates) -> list[Life]:
    """The spans of a record without a history. ``happened``: its date is told otherwise while it is under way."""
    starts, latest = sources.starts, sources.latest
    spans = happened and date.span
    if not spans and possibly is not None and is_near(possibly):
        if latest is None or latest <= possibly:
            return [(possibly, schema.OPEN_HI, None, date, False, True)]
        if len(starts) == 1 and latest < -FAR:
            return [
                (possibly, latest - 1, (False,), date, False, True),
                (latest, schema.OPEN_HI, None, date, False, True),
            ]
    days = {*starts, *turns(date)} if spans else set(starts)

    def told(day: int) -> tuple[Any, ...]:
        now, under_way = told_date(date, day, dates) if spans else (date, False)
        return tuple([start is None or start <= day for start in starts]), now, under_way

    return [
        (first, last, None if all(out) else out, now, under_way, news)
        for first, last, (out, now, under_way), news in parted(possibly, days, told)
    ]


def parted(
    possibly: int | None, days: Iterable[int | None], told: Callable[[int], tuple[Any, ...]]
) -> list[tuple[int, int, tuple[Any, ...], bool]]:
    """Spans (first day, last day, what is told, whether it is news) that begin on some of ``days``.

    ``told`` gives what is told on a day, whether it is under way last: that alone is no news.
    """
    floor = FAR if possibly is None else max(possibly, FAR)
    wanted = {*days, possibly}
    marks = sorted([day for day in wanted if day is not None and floor <= day < -FAR])
    found: list[tuple[int, int, tuple[Any, ...], bool]] = []
    for place in range(-1, len(marks)):
        first = marks[place] if place >= 0 else None
        last = marks[place + 1] - 1 if place + 1 < len(marks) else None
        probe = first if first is not None else (last if last is not None else 1)
        if possibly is not None and possibly > probe:
            continue
        state = told(probe)
        begin = schema.OPEN_LO if first is None else first
        news = True
        if found:
            former = found[-1][2]
            if former == state:
                begin, _, _, news = found.pop()
            else:
                news = former[:-1] != state[:-1]
        found.append((begin, schema.OPEN_HI if last is None else last, state, news))
    return found


def turns(date: Date) -> list[int]:
    """As :func:`tradetui.core.as_of.turning_days`."""
    if not date.span:
        return []
    first = [] if date.begins is None else [date.begins]
    return first if date.ends is None else [*first, date.ends, date.ends + 1]


def told_date(date: Date, day: int, dates: Dates, ends: Sequence[int | None] = ()) -> tuple[Date, bool]:
    """As :func:`tradetui.core.as_of.told_when` of what happened, and whether it is under way.

    ``ends``: the last days that were set for it before.
    """
    if (
        not date.span
        or date.begins is None
        or date.begins > day
        or (date.ends is not None and day > date.ends)
    ):
        return date, False
    if date.ends is None or date.ends == day or date.ends in ends:
        return date, True
    return dates[f"{date.edtf.partition('/')[0]}/"], True
