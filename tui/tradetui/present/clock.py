"""Clock times in the zones that matter: an event's own, the capitals, UTC. None stands without its zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tradetui.present.cells import clean

if TYPE_CHECKING:
    from tradetui.core.records import CollectionInfo
    from tradetui.core.when import When


class Shown(NamedTuple):
    """One moment in one zone: ``00:01 Washington time (UTC-4)``, with the day where it differs from the event's own."""

    zone: str
    text: str


def clocks(time: str, tz: str, when: When | None, info: CollectionInfo) -> list[Shown]:
    """The time of an event in its own zone, then in the other sides' capitals, then in UTC.

    On a fuzzy day only the own zone can be told, and without its distance from UTC. ``zone`` of each is "own",
    "utc" or the id of a side.
    """
    time, tz = clean(time), clean(tz)
    if not time:
        return []
    day = when.earliest_start if when is not None and _one_day(when) else None
    moment = _moment(time, tz, day) if day is not None else None
    if moment is None or day is None:
        return [Shown("own", f"{time} {place(tz, info)}")]
    shown = [Shown("own", f"{time} {place(tz, info)} ({_offset(moment)})")]
    others = [(side.id, side.tz) for side in info.sides if side.tz and side.tz != tz]
    if tz not in ("UTC", "Etc/UTC"):
        others.append(("utc", "UTC"))
    shown.extend(Shown(zone, text) for zone, name in others if (text := _elsewhere(moment, name, day, info)))
    return shown


def moved(time: str, tz: str, when: When | None, zone: str) -> tuple[int, str] | None:
    """The day (an ordinal) and the time ``HH:MM`` of an event in another zone (an IANA name).

    None where the own zone or the own day leaves it open.
    """
    from datetime import datetime
    from zoneinfo import ZoneInfo

    day = when.earliest_start if when is not None and _one_day(when) else None
    moment = _moment(time, tz, day) if day is not None and tz else None
    if not isinstance(moment, datetime):
        return None
    try:
        there = moment.astimezone(ZoneInfo(zone))
    except (ValueError, KeyError, OSError, OverflowError):
        return None
    return there.date().toordinal(), f"{there:%H:%M}"


def in_zone(shown: list[Shown], zone: str) -> list[Shown]:
    """The same with the zone asked for first; the own zone where that isn't among them."""
    return sorted(shown, key=lambda it: it.zone != zone)


def place(tz: str, info: CollectionInfo) -> str:
    """What people call a zone: ``Beijing time`` where a side names it, else after its city."""
    if tz in ("UTC", "Etc/UTC"):
        return "UTC"
    for side in info.sides:
        if side.tz == tz and side.place:
            return f"{clean(side.place)} time"
    return f"{tz.rsplit('/', 1)[-1].replace('_', ' ')} time" if tz else "(zone not given)"


def _one_day(when: When) -> bool:
    return when.precision == "day" and when.earliest_start == when.latest_end and not when.approximate


def _moment(time: str, tz: str, day: int) -> object | None:
    from datetime import date, datetime
    from datetime import time as clock
    from zoneinfo import ZoneInfo  # reads files: only where a time is shown

    try:
        return datetime.combine(date.fromordinal(day), clock.fromisoformat(time), ZoneInfo(tz))
    except (ValueError, KeyError, OSError):
        return None


def _elsewhere(moment: object, tz: str, day: int, info: CollectionInfo) -> str:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    assert isinstance(moment, datetime)
    try:
        there = moment.astimezone(ZoneInfo(tz))
    except (ValueError, KeyError, OSError, OverflowError):
        return ""
    apart = there.date().toordinal() - day
    aside = {-1: ", the day before", 0: "", 1: ", the day after"}.get(apart, f", {apart:+} days")
    own = "" if tz == "UTC" else f" ({_offset(there)})"
    return f"{there:%H:%M} {place(tz, info)}{own}{aside}"


def _offset(moment: object) -> str:
    from datetime import datetime, timedelta

    assert isinstance(moment, datetime)
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
