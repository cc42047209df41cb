"""How an answer is written: data on stdout, talk on stderr.

Every verb makes one :class:`Answer`; what is machine-read has the shape that :mod:`tradetui.cli.shapes` documents.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.core.frozen import field, frozen

if TYPE_CHECKING:
    from tradetui.present.roles import Line

Plain = dict[str, object]


@frozen
class Answer:
    """What a verb found.

    ``schema`` is the name and version of its machine-read shape; ``records`` makes that shape's records when it is
    asked for; ``header`` and ``rows`` are the cells of table, CSV and Markdown; ``lines``, where given, is what a
    person reads instead of the table; ``beside`` stands beside ``records`` in JSON.
    """

    schema: str
    query: Mapping[str, object]
    records: Callable[[], Iterable[Plain]]
    header: Sequence[str]
    rows: Callable[[], Iterable[Sequence[str]]]
    total: int
    total_capped: bool = False
    truncated: bool = False
    notes: Sequence[str] = ()
    beside: Mapping[str, object] = field(default_factory=dict)
    lines: Callable[[int], Iterable[Line]] | None = None
    empty: str | Callable[[], str] = "nothing found"


def write(answer: Answer, format_: str) -> int:
    """Write an answer to stdout and its notes to stderr; returns the exit status (1 for an empty answer)."""
    writer = {"json": _json, "jsonl": _json_lines, "csv": _csv, "markdown": _markdown, "table": _table}[
        format_
    ]
    writer(answer)
    if format_ not in ("json",):
        for note in answer.notes:
            say(note)
    if not answer.total:
        say(answer.empty if isinstance(answer.empty, str) else answer.empty())
        return 1
    return 0


def say(note: str) -> None:
    """Talk, on stderr, through the gate."""
    from tradetui.present.cells import clean

    print(clean(note), file=sys.stderr)  # noqa: T201


def put(text: str) -> None:
    """Data, on stdout."""
    sys.stdout.write(text)


def _json(answer: Answer) -> None:
    import json

    head = {
        "schema": answer.schema,
        "query": dict(answer.query),
        "notes": list(answer.notes),
        "total": answer.total,
        "total_capped": answer.total_capped,
        "truncated": answer.truncated,
        **answer.beside,
    }
    put("{\n")
    for key, value in head.items():
        put(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n")
    # a record a line: indenting each would take json's slow way
    put('  "records": [')
    separator = "\n"
    for record in answer.records():
        put(f"{separator}    {json.dumps(record, ensure_ascii=False)}")
        separator = ",\n"
    put("\n  ]\n}\n" if separator != "\n" else "]\n}\n")


def _json_lines(answer: Answer) -> None:
    import json

    for record in answer.records():
        put(json.dumps(record, ensure_ascii=False) + "\n")


def _csv(answer: Answer) -> None:
    from tradetui.formats.csv_text import csv_rows

    for line in csv_rows(answer.header, answer.rows()):
        put(line)


def _markdown(answer: Answer) -> None:
    from tradetui.formats.markdown import markdown_table

    put(markdown_table(answer.header, answer.rows()))


def _table(answer: Answer) -> None:
    from tradetui.cli.colour import paint
    from tradetui.present.table import table

    width = terminal_width()
    if answer.lines is not None:
        lines: Iterable[Line] = answer.lines(width or 100)
    elif not answer.total:
        return
    else:
        lines = table(answer.header, [list(row) for row in answer.rows()], width)
    for line in lines:
        put(paint(line) + "\n")


def terminal_width() -> int:
    """Columns of the terminal on stdout; 0 when it is none, and nothing is cut."""
    if not sys.stdout.isatty():
        return 0
    import shutil

    return shutil.get_terminal_size().columns
