"""An actor's posts: from when each is told of, and which one was held at a time. Days are proleptic ordinals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tradetui.core.readings import FIRST, LAST, first_day
from tradetui.core.records import Role
from tradetui.core.when import When


def post_from(role: Role, published: Mapping[str, When | None]) -> int:
    """The first day on which a post could be told of.

    The first on which it may have been held; where that is open ("on or before 14 May 2024"), the first of the days
    by which it was seen; without a beginning the day of print. One without any date always could.
    ``published`` of each source by id.
    """
    start = role.start
    if start is None:
        printed = (published.get(cite.source) for cite in role.cites)
        return min((first_day(when) for when in printed if when is not None), default=FIRST)
    if start.earliest_start is None and start.latest_start is not None:
        return _unit_begins(start.latest_start, start.precision)
    return first_day(start)


def _unit_begins(day: int, precision: str) -> int:
    """The first day of the month or the year in which a day lies; the day itself where a date names days."""
    if precision not in ("month", "year"):
        return day
    it = date.fromordinal(day)
    return it.replace(day=1, month=it.month if precision == "month" else 1).toordinal()


def post_until(role: Role) -> int | None:
    """The day from which the end of a post is told: its last possible one, or the last on which it was seen."""
    end = role.end
    return None if end is None else end.lo if end.hi is None else end.hi


def post_on(roles: Iterable[Role], first: int, last: int) -> Role | None:
    """The post that an actor may have held within the days ``first``..``last``; None where none tells.

    Of several, one surely held then; else the one whose sure days are nearest; of those the one that began last. A
    post of which nothing says when it was held is nobody's at the time.
    """
    held = [role for role in roles if _may_be_held(role, first, last)]
    return max(
        held,
        key=lambda role: (-_far(role, first, last), role.start.sort_key() if role.start else (FIRST, 0, 0)),
        default=None,
    )


def _may_be_held(role: Role, first: int, last: int) -> bool:
    if role.start is None and role.end is None:
        return False
    begun = role.start is None or role.start.lo is None or role.start.lo <= last
    return begun and (role.end is None or role.end.hi is None or role.end.hi >= first)


def _far(role: Role, first: int, last: int) -> int:
    """How many days lie between some days and those on which a post was surely held; one without an end goes on."""
    begins = None if role.start is None else role.start.latest_start
    ends = None if role.end is None else role.end.earliest_end
    since = first if begins is None else begins
    until = LAST if role.end is None else last if ends is None else ends
    return max(0, since - first, last - until)
