"""``tradetui measures``: every measure, or how long each took from announcement to effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradetui.cli.days import iso
from tradetui.cli.opening import Opened, open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradetui.core.lags import Lag
    from tradetui.core.records import Source

HEADER = ("id", "title", "by", "against", "instrument", "steps", "legal")
LAG_HEADER = (
    "measure",
    "step",
    "status",
    "first told",
    "decided",
    "in effect",
    "days from first told",
    "days",
    "source",
)


@click.command("measures", cls=Verb)
@click.option(
    "--lags", is_flag=True, help="Days from announcement to effect, least and most where a date is fuzzy."
)
@reading
def command(lags: bool, collection: str | None, known_on: str | None, format_: str) -> int:
    """List the measures; with --lags, the days between each announcement and its effect.

    \b
    Examples:
      tradetui measures
      tradetui measures --lags --format csv
    """
    opened = open_collection(collection, known_on)
    return write(_lags(opened) if lags else _list(opened), format_)


def _list(opened: Opened) -> Answer:
    from tradetui.cli.machine import record
    from tradetui.core.as_of import measure_as_of
    from tradetui.core.query.model import Query
    from tradetui.core.records import Measure

    archive = opened.archive
    rows = archive.rows(archive.ids(Query(), kinds=("measure",), known_on=opened.known_on).rows)
    found = (d for row in rows if (d := archive.dossier(row.id, known_on=opened.known_on, row=row)))
    held = (m for row in rows if isinstance(m := archive.record(row.id), Measure))
    # no column tells more than these: the steps as known on the day, none of what links to a measure
    measures = (measure_as_of(m, opened.known_on, {}) for m in held)
    return Answer(
        schema="tradetui/measures/1",
        query={"known_on": iso(opened.known_on)},
        records=lambda: (record(d) for d in found),
        header=HEADER,
        rows=lambda: (
            (m.id, m.title, m.by, m.against, m.instrument, str(len(m.steps)), m.legal) for m in measures
        ),
        total=len(rows),
        notes=opened.notes,
        empty="no measure was known",
    )


def _lags(opened: Opened) -> Answer:
    from tradetui.cli import machine

    found = opened.archive.lags(known_on=opened.known_on)
    sources = machine.SourcesOf(opened.archive, opened.known_on)
    return Answer(
        schema="tradetui/lags/1",
        query={"known_on": iso(opened.known_on)},
        records=lambda: (_machine(lag, sources) for lag in found),
        header=LAG_HEADER,
        rows=lambda: (
            (
                lag.measure,
                lag.step,
                ("plan: " if lag.plan else "") + lag.status,
                lag.announced.edtf,
                lag.decided.edtf,
                lag.start.edtf,
                days(lag.first_least, lag.first_most),
                days(lag.least, lag.most),
                lag.cites[0].source if lag.cites else "",
            )
            for lag in found
        ),
        total=len(found),
        notes=opened.notes,
        empty="no measure has an announcement and an effect",
    )


def days(least: int | None, most: int | None) -> str:
    """``12``, ``4 to 20``, ``at least 4``."""
    if least == most and least is not None:
        return str(least)
    if most is None:
        return f"at least {least}" if least is not None else "can't tell"
    return f"at most {most}" if least is None else f"{least} to {most}"


def _machine(lag: Lag, sources: Mapping[str, Source]) -> dict[str, object]:
    from tradetui.cli import machine

    return {
        "kind": "measure",
        "id": lag.measure,
        "title": lag.title,
        "step": lag.step,
        "status": lag.status,
        "decided": lag.decided.edtf,
        "from": lag.start.edtf,
        "least": lag.least,
        "most": lag.most,
        "announced": lag.announced.edtf,
        "announced_in": lag.first_step,
        "announced_least": lag.first_least,
        "announced_most": lag.first_most,
        "plan": lag.plan,
        "citations": [machine.citation(c, sources) for c in lag.cites],
    }
