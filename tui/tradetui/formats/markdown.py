"""Text and tables in Markdown (CommonMark, with the tables of GitHub), in which no record text is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tradetui.formats.one_line import one_line

# The dollar sign too: some readers set what stands between two of them as mathematics.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What begins a heading, a list, a rule or a fence, at the beginning of a line only.
_BLOCK = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")


def escape_markdown(text: str) -> str:
    """The text as one line, in which nothing reads as markup."""
    text = _ENTITY.sub("&amp;", _SIGNS.sub(r"\\\1", one_line(text)))
    return _BLOCK.sub(_escape_block, text)


def _escape_block(match: re.Match[str]) -> str:
    sign = match[2]
    return f"{match[1]}{sign}\\" if sign[0].isdigit() else f"{match[1]}\\{sign}"


def markdown_link(text: str, url: str) -> str:
    """A link, ``text`` being Markdown already; only the text where the address is not one of the web."""
    address = web_address(url)
    return f"[{text}](<{address}>)" if address else text


def web_address(url: str) -> str:
    """The address with what could end it early percent-encoded; empty unless it is http or https."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    return "".join(
        char if char.isprintable() and char not in ' <>\\"{}`' else _percent(char) for char in url.strip()
    )


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def markdown_table(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A table, one line a row, with a line end after each; None is an empty cell."""
    lines = [_row(header), _row(["---"] * len(header), raw=True), *map(_row, rows)]
    return "".join(f"{line}\n" for line in lines)


def _row(cells: Iterable[object], raw: bool = False) -> str:
    return f"| {' | '.join(str(cell) if raw else _cell(cell) for cell in cells)} |"


def _cell(value: object) -> str:
    return "" if value is None else escape_markdown(str(value))
