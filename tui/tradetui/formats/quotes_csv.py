"""Quotes as comma-separated values (RFC 4180) with a header of :mod:`tradetui.formats.quote_fields`."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tradetui.formats.lines import MOST, FormatError, Line
from tradetui.formats.quote_fields import field_of
from tradetui.formats.rows import Reason, Table

DELIMITERS = (",", ";", "\t")


def tables(lines: Iterable[Line], names: Mapping[str, str] | None = None) -> Iterator[Table]:
    """Each row under its header, or why it can't be read; blank lines are no rows.

    Where a quotation mark is never closed only the line that opens it is refused, and reading goes on with the next.
    ``names``: columns that are to be read as a field. Cells that are empty are left out.

    Raises:
        FormatError: there is no header, none of its columns holds the words, or a column stands twice.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MOST))
    feed = _Feed(iter(lines))
    header, delimiter = _header(feed, names or {})
    wide = len(header)
    while (line := feed.begin()) is not None:
        if line.fault:
            feed.next_line()
            yield Table(line.number, None, Reason("", "unreadable", line.fault))
            continue
        if not line.text.strip():
            feed.next_line()
            continue
        cells = _cells(feed, delimiter)
        if isinstance(cells, Reason):
            yield Table(line.number, None, cells)
            continue
        if len(cells) > wide and not any(cells[wide:]):
            cells = cells[:wide]
        if len(cells) != wide:
            reason = f"{len(cells)} cells, where the header has {wide}"
            yield Table(line.number, None, Reason("", "cells", reason, "quote cells that hold a delimiter"))
            continue
        yield Table(line.number, {name: cell for name, cell in zip(header, cells, strict=True) if cell})


def write(columns: Sequence[str], table: Mapping[str, Any]) -> str:
    """One line (CRLF) of the columns of :mod:`tradetui.formats.quote_fields`; what is no text as JSON.

    Nothing is altered for a spreadsheet's sake: :mod:`tradetui.formats.csv_text` is for looking at.
    """
    return ",".join(_written(table.get(column)) for column in columns) + "\r\n"


def _written(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, str):
        text = value
    elif isinstance(value, (list, tuple)) and all(map(_stands_alone, value)):
        text = ";".join(value)
    else:
        text = json.dumps(value, ensure_ascii=False)
    if text.strip() != text or any(sign in text for sign in ',"\n\r'):
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return text


def _stands_alone(item: Any) -> bool:
    """Whether a text may stand in a list with ; between its items."""
    return isinstance(item, str) and ";" not in item and item.strip() == item and item[:1] not in ("[", "{")


class _Feed:
    """Lines for one row at a time, that can be given back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._waiting: deque[Line] = deque()
        self._taken: list[Line] = []
        self._size = 0

    def begin(self) -> Line | None:
        """The line that the next row begins with, still to be read; None at the end."""
        self._taken.clear()
        self._size = 0
        if not self._waiting:
            line = next(self._lines, None)
            if line is None:
                return None
            self._waiting.append(line)
        return self._waiting[0]

    def next_line(self) -> Line:
        """The next line of the row; raises StopIteration at the end, and csv.Error where none can follow."""
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._taken.append(line)
        self._size += len(line.text)
        if len(self._taken) > 1 and (line.fault or self._size > MOST):
            raise csv.Error("a quotation mark is not closed")
        return line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The text of :meth:`next_line`."""
        return self.next_line().text

    def give_back(self) -> None:
        """Give back all lines of the row but the first."""
        self._waiting.extendleft(reversed(self._taken[1:]))


def _cells(feed: _Feed, delimiter: str) -> list[str] | Reason:
    """The cells of the row that is to be read."""
    waiting = feed.next_line()
    text = waiting.text
    if '"' not in text:
        return text.rstrip("\r\n").split(delimiter)
    rest = _After(text, feed)
    try:
        return next(csv.reader(rest, strict=True, delimiter=delimiter))
    except (csv.Error, StopIteration) as error:
        feed.give_back()
        reason = str(error) if isinstance(error, csv.Error) else ""
        if not reason or "unexpected end" in reason:
            reason = "a quotation mark is not closed"
        return Reason("", "not-csv", reason, 'write a quotation mark inside a quoted cell as ""')


class _After:
    """A line, then those that follow."""

    def __init__(self, text: str, feed: _Feed) -> None:
        self._first: str | None = text
        self._feed = feed

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._first is not None:
            text, self._first = self._first, None
            return text
        return next(self._feed)


def _header(feed: _Feed, names: Mapping[str, str]) -> tuple[list[str], str]:
    """The columns, and the sign between them: the one that makes a header with a column for the words."""
    while (line := feed.begin()) is not None and not line.fault and not line.text.strip():
        feed.next_line()
    if line is None or line.fault:
        raise FormatError(
            f"there is no header: {line.fault if line else 'the file is empty'}; name the columns"
        )
    feed.next_line()
    for delimiter in DELIMITERS:
        try:
            cells = [cell.strip() for cell in next(csv.reader([line.text], strict=True, delimiter=delimiter))]
        except (csv.Error, StopIteration):
            continue
        if any(field_of(cell, names) in ("text", "fragments") for cell in cells):
            cells = [cell or f"column {place}" for place, cell in enumerate(cells, 1)]
            _require_distinct(cells)
            return cells, delimiter
    raise FormatError("no column of the header holds the words; name one of them text or quote")


def _require_distinct(cells: Sequence[str]) -> None:
    for cell in cells:
        if cells.count(cell) > 1:
            raise FormatError(f"the column {cell} stands twice; name them apart")
