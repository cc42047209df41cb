"""Rules of the files themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradetui.core.files import read
from tradetui.core.load import Loaded
from tradetui.core.problems import Problem

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
# What TOML 1.1 added: two escapes, a comma before the end of an inline table, a clock time without seconds. Patterns
# that begin with a character of their own are ten times as quick as one that tries both.
_ESCAPE = re.compile(r"\\[ex]")
_COMMA = re.compile(r",(?:\s|#[^\n]*\n)*\}")
_MINUTES = re.compile(r":\d\d(?![:\d])")
_TIME_BEFORE = re.compile(r"(?:[=\[,\n]|^)\s*(?:\d{4}-\d\d-\d\d[Tt ])?\d\d$")
_TIME_AFTER = re.compile(r"(?:[Zz]|[+-]\d\d:\d\d)?\s*(?:[,\]}#\n]|$)")


def may_be_newer(text: str) -> bool:
    """Whether TOML that ``tomli`` reads may be TOML 1.1 only; never wrong when it says no.

    An inline table that breaks lines, which TOML 1.0 refuses, leaves a line with unequal numbers of braces.
    """
    if _ESCAPE.search(text) or _COMMA.search(text):
        return True
    for found in _MINUTES.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if _TIME_BEFORE.search(before) and _TIME_AFTER.match(text, found.end()):
            return True
    return any(line.count("{") != line.count("}") for line in text.split("\n") if "{" in line or "}" in line)


def toml_1_0(loaded: Loaded) -> Iterator[Problem]:
    """Files that only a reader of TOML 1.1 takes: other people's programs refuse them.

    The standard library reads TOML 1.0 and so is the judge, as long as it does; it is slow, and asked only where
    it must be.
    """
    broken = {
        problem.file
        for problem in loaded.problems
        if problem.check in ("not-toml", "not-utf-8", "unreadable")
    }
    for file in loaded.files:
        if not file.endswith(".toml") or file in broken:
            continue
        try:
            text = read(loaded.folder, file).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # gone or changed since it was loaded
        if may_be_newer(text):
            yield from _refused(file, text)


def _refused(file: str, text: str) -> Iterator[Problem]:
    import tomllib

    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (0, 0)
        reason = f"TOML 1.1 only: {_PLACE.sub('', str(error)).strip().lower()}"
        remedy = "write it as TOML 1.0, which every reader of TOML takes"
        yield Problem(file, line, column, "", "toml-1.1", reason, remedy, "warning")
