"""Where lines break: at spaces, in Chinese and Japanese anywhere but beside their marks; measured in cells."""

from __future__ import annotations

import re
from functools import cache

from tradetui.present.cells import plain, slice_line, take, width
from tradetui.present.roles import Line

_CJK = "\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd"
_OPENS = "「『（《〈【〔［｛“‘(\\["
_CLOSES = "」』）》〉】〕］｝”’、。，．！？：；)\\],.!?:;%…"
_WORD = re.compile(" +|[^ ]+")


@cache
def _cjk_unit() -> re.Pattern[str]:
    """What a line of Chinese or Japanese may not be broken inside of; compiled when first needed, since it is slow."""
    marks = "\u0300-\u036f\u3099\u309a\ufe0e\ufe0f\U000e0100-\U000e01ef"
    return re.compile(f"[{_OPENS}]*[{_CJK}][{_CLOSES}{marks}]*|[^ \u3000{_CJK}]+|[ \u3000]+")


def wrap_spans(text: str, cells: int) -> list[tuple[int, int]]:
    """The lines of a text as (start, end) character offsets, each at most ``cells`` wide (2 at least).

    Lines break at spaces, which are left out at the break; between Chinese and Japanese characters anywhere
    but before closing and after opening punctuation; inside a word only when it is wider than the line.
    """
    cells = max(2, cells)
    lines: list[tuple[int, int]] = []
    position = 0
    for paragraph in text.split("\n"):
        lines.extend((position + start, position + end) for start, end in _wrap_paragraph(paragraph, cells))
        position += len(paragraph) + 1
    return lines


def _wrap_paragraph(text: str, cells: int) -> list[tuple[int, int]]:
    if width(text) <= cells:
        return [(0, len(text))]
    return (text.isascii() and _wrap_ascii(text, cells)) or _wrap_units(text, cells)


def _wrap_units(text: str, cells: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    units = _cjk_unit() if max(text) >= "\u2e80" else _WORD
    for unit in units.finditer(text):
        word, size = unit.group(), width(unit.group())
        if word[0] in " \u3000":
            used += size
            continue
        if used + size > cells and end > start:
            lines.append((start, end))
            start, used = unit.start(), 0
        elif used + size > cells:
            start, used = unit.start(), 0
        end = unit.start()
        while size > cells:
            head, word = take(word, cells)
            lines.append((start, end + len(head)))
            start = end = end + len(head)
            size = width(word)
            used = 0
        used += size
        end = unit.end()
    lines.append((start, end))
    return lines


def _wrap_ascii(text: str, cells: int) -> list[tuple[int, int]]:
    """The lines of words of plain letters with one space between each two; none where the text isn't only that."""
    if not text.isprintable() or "  " in text or text[0] == " " or text[-1] == " ":
        return []
    lines: list[tuple[int, int]] = []
    start, last = 0, len(text)
    while last - start > cells:
        end = text.rfind(" ", start, start + cells + 1)
        if end < 0:
            return []
        lines.append((start, end))
        start = end + 1
    lines.append((start, last))
    return lines


def wrap(text: str, cells: int) -> list[str]:
    """The lines of a text, each at most ``cells`` wide; see :func:`wrap_spans`."""
    return [text[start:end] for start, end in wrap_spans(text, cells)]


def wrap_line(line: Line, cells: int, first: int | None = None) -> list[Line]:
    """A line wrapped into several, each run keeping its role; see :func:`line_spans`."""
    return [slice_line(line, start, end) for start, end in line_spans(plain(line), cells, first)]


def line_spans(text: str, cells: int, first: int | None = None) -> list[tuple[int, int]]:
    """As :func:`wrap_spans`; ``first`` is the width of the first line where it differs."""
    spans = wrap_spans(text, cells if first is None else first)
    if first is None or first == cells or len(spans) < 2:
        return spans
    begin = spans[1][0]
    return [spans[0], *((start + begin, end + begin) for start, end in wrap_spans(text[begin:], cells))]
