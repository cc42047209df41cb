"""The one gate for untrusted text, and all measuring in terminal cells.

Whatever comes from a record passes :func:`clean` before it is drawn; what is cut, padded or wrapped is measured in
cells, never in characters. Nothing here parses markup: ``[sic]`` stays ``[sic]``. Textual is imported in
:func:`to_content` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tradetui.present.roles import Line, Role, Run

if TYPE_CHECKING:
    from textual.content import Content
    from textual.style import Style

#: What stands where something was cut off; one cell.
MORE = "…"
MORE_ASCII = "~"

# Marks that stack on one letter beyond this are dropped: they would be drawn over the rows around it.
_MOST_MARKS = 6
_BREAKS = re.compile("\r\n|[\n\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Controls, soft hyphen, marks and overrides of direction, invisible letters and joiners, tags, annotation
# anchors, lone surrogates, noncharacters. The zero-width joiner is looked at by itself.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
_JOINER = "\u200d"
_PICTOGRAPH = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_PICTOGRAPH}\ufe0f])\u200d|\u200d(?![{_PICTOGRAPH}])")
_GRAPHEME_JOIN = "\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"


def clean(text: str, *, lines: bool = False) -> str:
    """Text that is safe to draw: no controls, no overrides of direction, nothing invisible, no lone surrogates.

    Line ends and tabs become one space each; with ``lines`` line ends are kept, as ``\\n``. Every visible character
    stays as it was typed, brackets and markup included.
    """
    if text.isascii() and text.isprintable():
        return text
    if lines:
        text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    else:
        text = _BREAKS.sub(" ", text)
    text = _UNSAFE.sub("", text)
    if _JOINER in text:
        text = _STRAY_JOINER.sub("", text)
    return text if text.isascii() else _tame_marks(text)


def _tame_marks(text: str) -> str:
    """Text whose marks have a letter to stand on, and no letter more of them than any script needs."""
    marks = 0
    after_line_end = True
    kept: list[str] = []
    for char in text:
        if char == "\n" or ord(char) < 0x300 or cell_len(char):
            marks = 0
        elif char != _JOINER:
            if after_line_end:
                kept.append("◌")
            marks += 1
        if marks <= _MOST_MARKS:
            kept.append(char)
        after_line_end = char == "\n"
    return "".join(kept)


def width(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return cell_len(text)


def line_width(line: Line) -> int:
    """How many cells a line takes."""
    return sum(width(text) for text, _ in line)


def graphemes(text: str) -> list[str]:
    """The text in the smallest pieces that a terminal draws as one; their widths add up to the text's."""
    if text.isascii():
        return list(text)
    pieces: list[str] = []
    joined = False
    for char in text:
        stays = (
            joined or char == _JOINER or char in "\ufe0e\ufe0f" or (ord(char) > 0x2FF and not cell_len(char))
        )
        if pieces and stays:
            pieces[-1] += char
        else:
            pieces.append(char)
        joined = char == _JOINER
    return pieces


def take(text: str, cells: int) -> tuple[str, str]:
    """The longest beginning that fits into so many cells, and the rest."""
    if cells <= 0:
        return "", text
    if text.isascii():
        return text[:cells], text[cells:]
    used = position = 0
    for piece in graphemes(text):
        used += width(piece)
        if used > cells:
            break
        position += len(piece)
    return text[:position], text[position:]


def clip(text: str, cells: int, more: str = MORE) -> str:
    """The text, cut to so many cells; a cut shows as ``more`` at the end."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    return take(text, cells - width(more))[0] + more


def clip_left(text: str, cells: int, more: str = MORE) -> str:
    """The end of the text that fits into so many cells; a cut shows as ``more`` at the beginning."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    room = cells - width(more)
    kept: list[str] = []
    for piece in reversed(graphemes(text)):
        room -= width(piece)
        if room < 0:
            break
        kept.append(piece)
    return more + "".join(reversed(kept))


def pad(text: str, cells: int, align: str = "left") -> str:
    """The text, filled with spaces to so many cells; ``align`` is left, right or center."""
    missing = cells - width(text)
    if missing <= 0:
        return text
    if align == "right":
        return " " * missing + text
    if align == "center":
        return " " * (missing // 2) + text + " " * (missing - missing // 2)
    return text + " " * missing


def fit(text: str, cells: int, align: str = "left", more: str = MORE) -> str:
    """The text in exactly so many cells: cut or filled."""
    return pad(clip(text, cells, more), cells, align)


def plain(line: Line) -> str:
    """The text of a line without its roles."""
    return "".join(text for text, _ in line)


def join(parts: Iterable[Line], between: Line = ()) -> Line:
    """Several lines as one, with ``between`` between each two."""
    runs: list[Run] = []
    for number, part in enumerate(parts):
        if number:
            runs.extend(between)
        runs.extend(part)
    return merge(runs)


def merge(runs: Iterable[Run]) -> Line:
    """Runs as a line: neighbours of one role as one, empty ones dropped."""
    merged: list[Run] = []
    for text, role in runs:
        if not text:
            continue
        if merged and merged[-1][1] == role:
            merged[-1] = (merged[-1][0] + text, role)
        else:
            merged.append((text, role))
    return tuple(merged)


def clip_line(line: Line, cells: int, more: str = MORE) -> Line:
    """The line, cut to so many cells; a cut shows as ``more`` in the role of what was cut."""
    if line_width(line) <= cells:
        return line
    if cells <= 0:
        return ()
    left = cells - width(more)
    kept: list[Run] = []
    for text, role in line:
        size = width(text)
        if size > left:
            kept.append((take(text, left)[0] + more, role))
            break
        kept.append((text, role))
        left -= size
    return merge(kept)


def pad_line(line: Line, cells: int, role: Role = "text") -> Line:
    """The line, filled with spaces to so many cells."""
    missing = cells - line_width(line)
    return line if missing <= 0 else merge((*line, (" " * missing, role)))


def fit_line(line: Line, cells: int, more: str = MORE) -> Line:
    """The line in exactly so many cells: cut or filled."""
    return pad_line(clip_line(line, cells, more), cells)


def highlight(text: str, spans: Sequence[tuple[int, int]], role: Role = "hit", base: Role = "text") -> Line:
    """The text as runs, with the spans (character offsets, possibly overlapping) in a role of their own."""
    runs: list[Run] = []
    position = 0
    for start, end in sorted(spans):
        start, end = max(start, position), min(end, len(text))
        if start < end:
            runs += [(text[position:start], base), (text[start:end], role)]
            position = end
    runs.append((text[position:], base))
    return merge(runs)


def slice_line(line: Line, start: int, end: int) -> Line:
    """The part of a line between two character offsets."""
    runs: list[Run] = []
    position = 0
    for text, role in line:
        runs.append((text[max(0, start - position) : max(0, end - position)], role))
        position += len(text)
    return merge(runs)


# Spaces at which a line may break: the no-break ones are not among them.
_SPACE = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_CJK = "\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd"
_OPENS = "「『（《〈【〔［｛“‘(\\["
_CLOSES = "」』）》〉】〕］｝”’、。，．！？：；)\\],.!?:;%…"
_UNIT = re.compile(
    f"[{_OPENS}]*[{_CJK}][{_CLOSES}\u0300-\u036f\u3099\u309a\ufe0e\ufe0f\U000e0100-\U000e01ef]*"
    f"|[^{_SPACE}{_CJK}]+(?:[{_CLOSES}])*"
    f"|[{_SPACE}]+"
)


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
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for unit in _UNIT.finditer(text):
        word, size = unit.group(), width(unit.group())
        if word[0].isspace() and word[0] not in "\u00a0\u202f\u2007":
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


def to_content(*lines: Line, styles: Mapping[Role, str | Style] | None = None) -> Content:
    """Lines, one under the other, as Textual content; nothing in them is read as markup.

    ``styles`` gives the style of each role; a role that is not in it is drawn plain.
    """
    from textual.content import Content

    of_role = styles or {}
    parts: list[tuple[str, str | Style]] = []
    for number, line in enumerate(lines):
        if number:
            parts.append(("\n", ""))
        parts.extend((text, of_role.get(role, "")) for text, role in line)
    return Content.assemble(*parts)
