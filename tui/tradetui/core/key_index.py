"""Where each key of a TOML file stands.

No reader of TOML tells positions once it has read a file, so this scanner finds them: from the path of keys
and array positions to an offset in the text. It runs only on a file with a fault, and only on text that
``tomli`` has accepted, so it checks nothing. Its paths are exactly those of ``tomli``'s result.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# The four kinds of string, the long ones first; up to two quotation marks may stand before the closing three.
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
# A number, a truth value or a date, which may have a blank in it.
_SCALAR = re.compile(r"[^,\]}#\n]+")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class KeyIndex:
    """Offsets of every key and array item of a TOML text, by path."""

    __slots__ = ("_lines", "offsets")

    def __init__(self, text: str) -> None:
        """``text`` is TOML that ``tomli`` reads."""
        text = text.replace("\r\n", "\n")
        self.offsets = _Scanner(text).scan()
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(self, path: Path) -> tuple[int, int]:
        """Line and column of a path, or of the nearest table around it: both from 1, the column in
        characters.
        """
        while path and path not in self.offsets:
            path = path[:-1]
        offset = self.offsets.get(path, 0)
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


class _Scanner:
    """One pass over a text. ``at`` is the offset that is read next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.offsets: dict[Path, int] = {}
        self.tables: dict[Path, int] = {}  # how many tables an array of tables has so far

    def scan(self) -> dict[Path, int]:
        """The offsets by path."""
        table: Path = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            before = self.at
            table = self.header() if self.text[self.at] == "[" else self.pair(table)
            self.skip(_BLANK)
            if self.at == before:  # not TOML: never go round for ever
                break
        return self.offsets

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Read what a pattern matches here, if anything."""
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def header(self) -> Path:
        """``[a.b]`` or ``[[a.b]]``: the path of the table that begins."""
        start = self.at
        array = self.text.startswith("[[", start)
        self.at += 2 if array else 1
        path: Path = ()
        keys = self.dotted_key()
        for position, (key, _) in enumerate(keys):
            path = (*path, key)
            self.offsets.setdefault(path, start)
            if array and position == len(keys) - 1:
                self.tables[path] = self.tables.get(path, 0) + 1
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
                self.offsets.setdefault(path, start)
        self.at += 2 if array else 1
        return path

    def pair(self, table: Path) -> Path:
        """``a.b = value`` within a table; gives back the table."""
        path = table
        for key, offset in self.dotted_key():
            path = (*path, key)
            self.offsets.setdefault(path, offset)
        self.at += 1  # =
        self.skip(_SPACE)
        self.value(path)
        return table

    def dotted_key(self) -> list[tuple[str, int]]:
        """The keys up to ``=`` or ``]``, each with its offset."""
        keys: list[tuple[str, int]] = []
        while True:
            self.skip(_SPACE)
            offset = self.at
            if self.text[self.at : self.at + 1] in ('"', "'"):
                keys.append((_unquote(self.skip(_STRING)), offset))
            else:
                keys.append((self.skip(_BARE_KEY), offset))
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def value(self, path: Path) -> None:
        """A value, with the paths inside it."""
        match self.text[self.at : self.at + 1]:
            case "[":
                self.array(path)
            case "{":
                self.inline_table(path)
            case '"' | "'":
                self.skip(_STRING)
            case _:
                self.skip(_SCALAR)

    def array(self, path: Path) -> None:
        """``[a, b]``."""
        self.at += 1
        position = 0
        self.skip(_BLANK)
        while self.text[self.at : self.at + 1] not in ("]", ""):
            item = (*path, position)
            self.offsets[item] = self.at
            self.value(item)
            position += 1
            self.comma()
        self.at += 1

    def inline_table(self, path: Path) -> None:
        """``{a = 1, b = 2}``."""
        self.at += 1
        self.skip(_BLANK)
        while self.text[self.at : self.at + 1] not in ("}", ""):
            self.pair(path)
            self.comma()
        self.at += 1

    def comma(self) -> None:
        """The comma after an item, if there is one, with the blanks around it."""
        self.skip(_BLANK)
        if self.text.startswith(",", self.at):
            self.at += 1
        self.skip(_BLANK)


def _unquote(quoted: str) -> str:
    """The key that a quoted key is."""
    if quoted.startswith("'"):
        return quoted[1:-1]

    def escape(found: re.Match[str]) -> str:
        code = found[1]
        if len(code) > 1:
            return chr(int(code[1:], 16))
        return _SHORT_ESCAPES.get(code, code)

    return _ESCAPE.sub(escape, quoted[1:-1])
