"""Days and times as typed on the command line: read strictly, never guessed."""

from __future__ import annotations

from datetime import date, time

import click

from tradetui import config


def day_from_text(text: str, *, option: str) -> int:
    """The one day that a text names, as an ordinal.

    Raises UsageError where it names none, a longer span, or either of two days (3/4/2019): a day is asked about,
    never guessed.
    """
    if (plain := _plain_day(text)) is not None:
        return plain
    from tradetui.core.when.typed import Ambiguous, Unread, read_typed

    reading = read_typed(text, config.today().toordinal())
    if isinstance(reading, Ambiguous):
        choices = " or ".join(choice.when.edtf for choice in reading.choices)
        raise click.UsageError(f"{option}: {text!r} may be {choices}: write the one you mean")
    if isinstance(reading, Unread):
        raise click.UsageError(f"{option}: {reading.reason}")
    when = reading.when
    if when.lo is None or when.lo != when.hi:
        raise click.UsageError(
            f"{option}: {text!r} names {reading.echo}, and one day is needed: write it as 2019-03-27"
        )
    return when.lo


def _plain_day(text: str) -> int | None:
    """The day of a text such as 2019-03-27, which needs none of what reads dates as people type them."""
    year, month, day = text[:4], text[5:7], text[8:]
    if f"{year}-{month}-{day}" != text or not (
        len(day) == 2 and (year + month + day).isdecimal() and text.isascii()
    ):
        return None
    try:
        return date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        return None


def clock_from_text(at: str | None, zone: str | None) -> time | None:
    """``--at`` and ``--tz``; both or neither. Raises UsageError."""
    if at is None and zone is None:
        return None
    if at is None or zone is None:
        raise click.UsageError(
            "--at and --tz go together: 12:00 is another hour in Beijing than in Washington"
        )
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise click.UsageError(
            f"--tz: there is no time zone {zone!r}; write an IANA name, such as Asia/Shanghai"
        ) from None
    try:
        return time.fromisoformat(at)
    except ValueError:
        raise click.UsageError(f"--at: {at!r} is no time of day; write it as 12:01") from None


def iso(day: int | None) -> str | None:
    """A day as ``2019-03-27``."""
    return None if day is None else date.fromordinal(day).isoformat()
