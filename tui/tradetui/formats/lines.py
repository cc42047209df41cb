"""The lines of a file, none longer than can be held, each decoded on its own."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

#: Bytes of the longest line, and of the longest row, that is read; longer ones are refused.
MOST = 1_048_576


class FormatError(ValueError):
    """The file as a whole can't be read; the message says why, and after a semicolon what to do."""


class Line(NamedTuple):
    """One line with its line end. ``fault`` says why it can't be read; ``text`` is then empty."""

    number: int
    text: str
    fault: str = ""


def read_lines(file: BinaryIO, encoding: str = "utf-8", most: int = MOST) -> Iterator[Line]:
    """The lines of a file opened for bytes, counted from 1; a byte order mark is skipped.

    A line that is no text of the encoding, or longer than ``most`` bytes, comes as a fault, and the next line is
    read as if nothing had been.

    Raises:
        FormatError: an encoding that isn't known, or in which lines can't be told apart (UTF-16).
    """
    _require(encoding)
    number = 0
    raw = file.readline(most + 1)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FormatError("the file is UTF-16; convert it to UTF-8")
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[3:]
    while raw:
        number += 1
        if len(raw) > most and not raw.endswith(b"\n"):
            _skip(file, most)
            yield Line(number, "", f"longer than {most:,} bytes")
        else:
            try:
                yield Line(number, raw.decode(encoding))
            except UnicodeDecodeError as error:
                yield Line(number, "", f"byte {error.start + 1} is not {encoding}: {error.reason}")
        raw = file.readline(most + 1)


def _skip(file: BinaryIO, most: int) -> None:
    """Go on to the next line."""
    while (raw := file.readline(most)) and not raw.endswith(b"\n"):
        pass


def _require(encoding: str) -> None:
    try:
        right = "\n{,".encode(encoding) == b"\n{,"
    except (LookupError, UnicodeError):
        right = False
    if not right:
        raise FormatError(f"{encoding} is no encoding that lines can be read in; convert the file to UTF-8")
