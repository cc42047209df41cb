"""Whole quotes written in the fields that ``tradetui import`` reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tradetui.cli.output import put, say
from tradetui.core.records import Quote

if TYPE_CHECKING:
    from tradetui.cli.opening import Opened

#: Rows asked for at a time.
_PAGE = 500


def put_quotes(opened: Opened, rows: Sequence[int], format_: str, notes: Sequence[str]) -> int:
    """Write the quotes of these rows as CSV or JSON Lines; returns the exit status (1 when there are none)."""
    from tradetui.formats import quotes_csv, quotes_jsonl
    from tradetui.formats.quotes_out import COLUMNS, for_csv

    later = 0
    if format_ == "csv":
        put(",".join(COLUMNS) + "\r\n")
    for table, unread in _tables(opened, rows):
        later += unread
        put(quotes_csv.write(COLUMNS, for_csv(table)) if format_ == "csv" else quotes_jsonl.write(table))
    for note in notes:
        say(note)
    if later:
        say(f"{later:,} citations of sources printed later are left out")
    if not rows:
        say("no quotes found")
    return 0 if rows else 1


def _tables(opened: Opened, rows: Sequence[int]) -> Iterator[tuple[dict[str, Any], int]]:
    """The fields of each quote, and how many of its sources were printed later."""
    from tradetui.formats.quotes_out import flat

    for start in range(0, len(rows), _PAGE):
        for row in opened.archive.rows(rows[start : start + _PAGE]):
            dossier = opened.archive.dossier(row.id, known_on=opened.known_on, row=row)
            if dossier is None or not isinstance(dossier.known.record, Quote):
                raise RuntimeError(f"{row.id} was found but can't be read")
            known = dossier.known
            yield flat(dossier.known.record, known.cites, dossier.sources, dossier.names), len(known.later)
