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
    from collections.abc import Iterator, Sequence

    from tradetui.cli.opening import Opened
    from tradetui.core.query.model import Query
    from tradetui.core.records import Kind
    from tradetui.store.archive import Archive, Count, Ids, Order, Row

HEADER = ("when", "kind", "status", "since", "title", "who", "id", "sources")


class _Search(Verb):
    """A verb whose words may begin with a minus (``-without``): of these only ``-h`` is an option.

    click would take such a word apart into options of one letter each, and find the ``-h`` in ``-the``.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words that begin with one minus as words."""
        end = args.index("--") if "--" in args else len(args)
        words = [_WORD + arg if _minus(arg) else arg for arg in args[:end]]
        return super().parse_args(ctx, words + args[end:])


#: Before words with a minus, so that they aren't read as options; no argument holds it, being what ends one.
_WORD = "\0"


def _minus(arg: str) -> bool:
    return len(arg) > 1 and arg[0] == "-" and arg[1] != "-" and arg != "-h"


def _as_typed(ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removeprefix(_WORD) for word in words)


@click.command("find", cls=_Search)
@click.argument("query", nargs=-1, callback=_as_typed)
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
    default=None,
    help="By date, or best match first.  [default: rank for --in quotes with words, as on screen; else when]",
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
    sort: str | None,
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

    text = " ".join(query)
    parsed = parse(text)
    kinds: tuple[Kind, ...] = tuple(PLURALS[name] for name in in_) or KINDS
    if as_ is not None:
        kinds = _only_quotes(in_, format_)
    opened = open_collection(collection, known_on)
    order = _order(sort, parsed.query, kinds, whole=as_ is not None)
    if limit is None:
        limit = 50 if as_ is None else 0
    archive, on = opened.archive, opened.known_on
    ids = _ids(archive, parsed.query, _groups(kinds, order), known_on=on, order=order, limit=limit)
    total = archive.count(parsed.query, kinds=kinds, known_on=on, cap=0)
    notes = [*opened.notes, *(_note(n.text, n.suggestion) for n in parsed.notes), *_notes(ids, total)]
    if as_ is not None:
        from tradetui.cli.quotes import put_quotes

        return put_quotes(opened, ids.rows, format_, notes)
    return write(_answer(opened, text, parsed.query, kinds, order, ids, total, notes), format_)


def _order(sort: str | None, query: Query, kinds: tuple[Kind, ...], *, whole: bool) -> Order:
    """The order asked for, else what the screen has: quotes by how well they match words, all others by date.

    ``whole``: all of them are wanted, to go on with elsewhere: by date.
    """
    if sort is not None:
        return "rank" if sort == "rank" else "when"
    if kinds != ("quote",) or whole:
        return "when"
    from tradetui.present.matched import asked

    return "rank" if asked(query) else "when"


def _answer(
    opened: Opened,
    text: str,
    query: Query,
    kinds: tuple[Kind, ...],
    order: Order,
    ids: Ids,
    total: Count,
    notes: Sequence[str],
) -> Answer:
    """What was found, to be written in any format."""
    from tradetui.core.query.text import to_text

    rows = opened.archive.rows(ids.rows)
    return Answer(
        schema="tradetui/find/1",
        query={
            "text": text,
            "read_as": to_text(query),
            "in": [f"{k}s" for k in kinds],
            "sort": order,
            "known_on": iso(opened.known_on),
        },
        records=lambda: (_machine(opened, row, row.row in ids.unsure) for row in rows),
        header=HEADER,
        rows=lambda: (_cells(opened, row, row.row in ids.unsure) for row in rows),
        total=total.number,
        total_capped=total.capped,
        truncated=total.number > len(ids.rows),
        notes=notes,
        empty=lambda: _why_empty(opened, query, kinds),
    )


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
