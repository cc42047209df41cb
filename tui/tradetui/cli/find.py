"""``tradetui find``: records that match a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tradetui.cli.days import iso
from tradetui.cli.opening import open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, write
from tradetui.core.frozen import replace
from tradetui.core.records import KINDS, PLURALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tradetui.cli.opening import Opened
    from tradetui.core.query.model import Query
    from tradetui.core.records import Kind
    from tradetui.store.archive import Archive, Count, Ids, Order, Row

HEADER = ("when", "kind", "status", "since", "title", "who", "id", "sources")


@click.command("find", cls=Verb, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option(
    "--in",
    "in_",
    type=click.Choice(list(PLURALS)),
    multiple=True,
    help="Only records of this kind; may be repeated.",
)
@click.option(
    "--sort",
    type=click.Choice(["when", "rank"]),
    default="when",
    show_default=True,
    help="By date, or best match first.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=None,
    help="At most so many; 0: no limit.  [default: 50, with --as no limit]",
)
@click.option(
    "--as",
    "as_",
    type=click.Choice(["quotes"]),
    help="Whole quotes in the fields that `tradetui import` reads; with --format csv or jsonl.",
)
@reading
def command(
    query: tuple[str, ...],
    in_: tuple[str, ...],
    sort: str,
    limit: int | None,
    as_: str | None,
    collection: str | None,
    known_on: str | None,
    format_: str,
) -> int:
    """Find records that match QUERY; an empty query is everything.

    \b
    Words, "exact phrases" (quote them for the shell too), -without, fields:
      by:lighthizer  kind:talks  status:missed  was:hoped  after:2019-01  cites:1
    docs/query.md has the whole table.

    \b
    Examples:
      tradetui find soybeans by:lighthizer after:2018-12
      tradetui find --in quotes '"some tariffs will stay"'
      tradetui find --in events status:missed --format json
      tradetui find tag:ip --as quotes --format csv > quotes.csv
    """
    from tradetui.core.query.parse import parse
    from tradetui.core.query.text import to_text

    text = " ".join(query)
    parsed = parse(text)
    opened = open_collection(collection, known_on)
    archive = opened.archive
    kinds: tuple[Kind, ...] = tuple(PLURALS[name] for name in in_) or KINDS
    if as_ is not None:
        kinds = _only_quotes(in_, format_)
    if limit is None:
        limit = 50 if as_ is None else 0
    order: Order = "rank" if sort == "rank" else "when"
    ids = _ids(
        archive, parsed.query, _groups(kinds, order), known_on=opened.known_on, order=order, limit=limit
    )
    total = archive.count(parsed.query, kinds=kinds, known_on=opened.known_on, cap=0)
    notes = [*opened.notes, *(_note(n.text, n.suggestion) for n in parsed.notes), *_notes(ids, total)]
    if as_ is not None:
        from tradetui.cli.quotes import put_quotes

        return put_quotes(opened, ids.rows, format_, notes)
    rows = archive.rows(ids.rows)
    answer = Answer(
        schema="tradetui/find/1",
        query={
            "text": text,
            "read_as": to_text(parsed.query),
            "in": [f"{k}s" for k in kinds],
            "sort": sort,
            "known_on": iso(opened.known_on),
        },
        records=lambda: (_machine(opened, row, row.row in ids.unsure) for row in rows),
        header=HEADER,
        rows=lambda: (_cells(opened, row, row.row in ids.unsure) for row in rows),
        total=total.number,
        total_capped=total.capped,
        truncated=total.number > len(ids.rows),
        notes=notes,
        empty=lambda: _why_empty(opened, parsed.query, kinds),
    )
    return write(answer, format_)


def _groups(kinds: tuple[Kind, ...], order: Order) -> tuple[tuple[Kind, ...], ...]:
    """Kinds that are listed one group after the other.

    People are dated by their posts, which began long before: by date they come last, not first.
    """
    if "actor" in kinds and len(kinds) > 1 and order == "when":
        return tuple(kind for kind in kinds if kind != "actor"), ("actor",)
    return (kinds,)


def _notes(ids: Ids, total: Count) -> Iterator[str]:
    """What must be said of the records listed."""
    yield from ids.notes
    if total.number > len(ids.rows):
        yield f"{len(ids.rows):,} of {total}; --limit 0 for all"
    if ids.ranked is not None:
        yield f"ranked among the {ids.ranked:,} latest that match"


def _ids(
    archive: Archive,
    query: Query,
    groups: tuple[tuple[Kind, ...], ...],
    *,
    known_on: int,
    order: Order,
    limit: int,
) -> Ids:
    """The ids of one group of kinds after the other, no more than the limit in all."""
    first, *others = groups
    ids = archive.ids(query, kinds=first, known_on=known_on, order=order, limit=limit)
    for kinds in others:
        left = limit - len(ids.rows) if limit else 0
        if limit and left <= 0:
            break
        more = archive.ids(query, kinds=kinds, known_on=known_on, order=order, limit=left)
        ids = replace(ids, rows=ids.rows + more.rows, unsure=ids.unsure | more.unsure)
    return ids


def _only_quotes(in_: tuple[str, ...], format_: str) -> tuple[Kind, ...]:
    """The kind that ``--as quotes`` writes. Raises UsageError where other options don't go with it."""
    if set(in_) - {"quotes"}:
        raise click.UsageError("--as quotes writes quotes: it does not go with --in " + ", ".join(in_))
    if format_ not in ("csv", "jsonl"):
        raise click.UsageError("--as quotes needs --format csv or --format jsonl")
    return ("quote",)


def _note(text: str, suggestion: str) -> str:
    return f"{text}: {suggestion}" if suggestion else text


def _why_empty(opened: Opened, query: Any, kinds: tuple[Kind, ...]) -> str:
    """Why nothing was found, in words; asked only when it is told."""
    from tradetui.present.answers import why_empty

    return " ".join(why_empty(query, opened.archive, kinds=kinds, known_on=opened.known_on))


def _machine(opened: Opened, row: Row, unsure: bool) -> dict[str, object]:
    from tradetui.cli.machine import record

    dossier = opened.archive.dossier(row.id, known_on=opened.known_on, row=row)
    if dossier is None:
        raise RuntimeError(f"{row.id} was found but can't be read")
    whole = record(dossier)
    whole["match"] = "possibly" if unsure else "surely"
    if row.status_since:
        whole["status_since"] = row.status_since
    return whole


def _cells(opened: Opened, row: Row, unsure: bool) -> tuple[str, ...]:
    """The cells of a table; a date is written with its doubt, words are never cut here."""
    from tradetui.core.when import parse, words

    when = words(parse(row.when), "short") if row.when else ""
    if unsure:
        when += " (possibly)"
    since = row.status_since if row.status != "happened" else ""
    status = row.status or row.form
    who = ", ".join(row.who)
    return (when, row.kind, status, since, row.title, who, row.id, str(row.sources))
