"""``tradetui in-force``: which measures were in force on a day, as known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradetui.cli.days import clock_from_text, day_from_text, iso
from tradetui.cli.opening import open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, say, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tradetui.cli.opening import Opened
    from tradetui.core.in_force import InForce, MeasureState
    from tradetui.present.roles import Line

HEADER = ("state", "rate", "measure", "value", "by", "against", "decided", "from", "pending", "source", "id")


@click.command("in-force", cls=Verb)
@click.argument("date")
@click.option("--at", metavar="HH:MM", default=None, help="At this time of the day, in --tz.")
@click.option("--tz", "zone", metavar="ZONE", default=None, help="An IANA zone, such as America/New_York.")
@click.option(
    "--all/--in-force", "all_", default=False, help="Also list the measures not in force on that day."
)
@reading
def command(
    date: str,
    at: str | None,
    zone: str | None,
    all_: bool,
    collection: str | None,
    known_on: str | None,
    format_: str,
) -> int:
    """What was in force on DATE: each measure with its rate and what decided it, and totals with their arithmetic.

    What is pending on that day is told beside it. A day after the known-on day is a plan, and is said to be one.

    \b
    Examples:
      tradetui in-force 2019-05-08 --at 12:00 --tz America/New_York
      tradetui in-force 2019-03-02 --known-on 2019-01-15
    """
    day = day_from_text(date, option="DATE")
    clock = clock_from_text(at, zone)
    opened = open_collection(collection, known_on)
    result = opened.archive.in_force(day, known_on=opened.known_on, at=clock, zone=zone or "")
    shown = [m for m in result.measures if all_ or m.tells]
    notes = list(dict.fromkeys((*opened.notes, *result.notes)))
    if len(shown) < len(result.measures) and format_ != "table":
        notes.append(
            f"{len(result.measures) - len(shown)} other measures were not in force; --all lists them"
        )

    answer = Answer(
        schema="tradetui/in-force/1",
        query={"date": iso(day), "at": at, "tz": zone, "known_on": iso(opened.known_on), "all": all_},
        records=lambda: _machines(opened, shown),
        header=HEADER,
        rows=lambda: map(_cells, _machines(opened, shown)),
        total=len(shown),
        notes=notes,
        beside=_beside(opened, result, len(shown)) if format_ == "json" else {},
        lines=(lambda width: _lines(opened, result, width, all_)) if shown else None,
        empty=f"nothing was in force on {iso(day)}, as known on {iso(opened.known_on)}",
    )
    status = write(answer, format_)
    if any(one.state.verdict != "no" for one in result.measures):
        return status
    if shown:
        say(f"nothing was in force on {iso(day)}")
    return 1


def _machines(opened: Opened, shown: Sequence[MeasureState]) -> Iterator[dict[str, object]]:
    from tradetui.cli.machine import SourcesOf, measure_state

    sources = SourcesOf(opened.archive, opened.known_on)
    return (measure_state(one, sources) for one in shown)


def _beside(opened: Opened, result: InForce, shown: int) -> dict[str, object]:
    """What stands beside the records: totals, what sources print, how many measures are not listed."""
    from tradetui.cli import machine

    sources = machine.SourcesOf(opened.archive, opened.known_on)
    return {
        "totals": [machine.total(one) for one in result.totals],
        "printed": [machine.printed(one, sources) for one in result.printed],
        "left_out": len(result.measures) - shown,
    }


def _lines(opened: Opened, result: InForce, width: int, all_: bool) -> Sequence[Line]:
    """The answer as the screen has it."""
    from tradetui.present.called import called, in_force_ids
    from tradetui.present.measures import in_force_page

    sides = [side.id for side in opened.archive.info.sides]
    names = called(opened.archive, in_force_ids(result), known_on=opened.known_on)
    return in_force_page(result, width, names=names, sides=sides, all_measures=all_).lines


def _cells(record: dict[str, object]) -> tuple[str, ...]:
    step = record["step"]
    assert step is None or isinstance(step, dict)
    pending = record["pending"]
    assert isinstance(pending, list)
    source = record["citation"]
    return (
        ("plan: " if record["plan"] else "") + str(record["state"]),
        _amount(record["rate"])
        + (f" {record['unit']}" if record["unit"] and record["rate"] is not None else ""),
        str(record["title"]),
        _amount(record["value"]),
        str(record["by"]),
        str(record["against"]),
        str(step["decided"]) if step else "",
        str(step["from"] or "") if step else "",
        "; ".join(f"{p['status']} {_amount(p['rate'])} from {p['from'] or '?'}" for p in pending),
        str(source["source"]["id"]) if isinstance(source, dict) else "",
        str(record["id"]),
    )


def _amount(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value.get("words") or f"{value.get('low', '')}..{value.get('high', '')}")
    return f"{value:g}" if isinstance(value, float | int) else str(value)
