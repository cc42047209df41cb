"""Comma-separated values (RFC 4180) that a spreadsheet opens without running anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tradetui.formats.one_line import one_line

_FORMULA = "=+-@\t\r\n＝＋－＠"
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")


def csv_rows(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a file, each with its line end (CRLF); None is an empty cell.

    A text that a spreadsheet would take for a formula is written with an apostrophe before it, so it is shown
    and not run; numbers stay as they are. Control characters are left out.
    """
    yield _line(header)
    for row in rows:
        yield _line(row)


def _line(cells: Iterable[object]) -> str:
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    # cleaned first: a control character before it must not hide a formula
    text = inert(one_line(value, keep_lines=True))
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(sign in text for sign in ',"\n') else text


def inert(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    formula = text[:1] in _FORMULA or text.lstrip()[:1] in _FORMULA if text else False
    return f"'{text}" if formula and not _NUMBER.fullmatch(text) else text
