"""The one gate for untrusted text, and all measuring in terminal cells.

Whatever comes from a record passes :func:`clean` before it is drawn; what is cut, padded or wrapped is measured in
cells, never in characters. Nothing here parses markup: ``[sic]`` stays ``[sic]``. Textual is imported in
:func:`to_content` alone, Rich once there is a character whose width isn't plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tradetui.present.roles import Line, Role, Run

if TYPE_CHECKING:
    from textual.content import Content
    from textual.style import Style

#: What stands where something was cut off; one cell.
MORE = "…"
MORE_ASCII = "~"

# Marks that stack on one letter beyond this are dropped: they would be drawn over the rows around it.
_MOST_MARKS = 6
_JOINER = "\u200d"
# Ranges of what is never drawn: controls, soft hyphen, marks and overrides of direction, invisible letters and
# joiners, lone surrogates, tags, annotation anchors, noncharacters. The zero-width joiner is looked at by itself.
_UNSAFE = (
    *(
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
    ),
    *(
        (0x180B, 0x180F),
        (0x200B, 0x200C),
        (0x200E, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
    ),
    *((0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF)),
    *((0x1D173, 0x1D17A), (0xE0000, 0xE00FF)),
)
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"


@cache
def _table(lines: bool) -> dict[int, str | None]:
    """What :meth:`str.translate` does to each character that is not drawn: a space, a line end, or nothing."""
    table: dict[int, str | None] = {}
    for first, last in _UNSAFE:
        table.update(dict.fromkeys(range(first, last + 1)))
    table.update(dict.fromkeys(map(ord, "\t\x1c\x1d\x1e"), " "))
    table.update(dict.fromkeys(map(ord, _LINE_ENDS), "\n" if lines else " "))
    return table


def clean(text: str, *, lines: bool = False) -> str:
    """Text that is safe to draw: no controls, no overrides of direction, nothing invisible, no lone surrogates.

    Line ends and tabs become one space each; with ``lines`` line ends are kept, as ``\\n``. Every visible
    character stays as it was typed, brackets and markup included.
    """
    if text.isascii() and text.isprintable():
        return text
    return _cleaned(text, lines) if len(text) < 512 else _cleaned.__wrapped__(text, lines)


@lru_cache(maxsize=4096)
def _cleaned(text: str, lines: bool) -> str:
    text = text.replace("\r\n", "\n").translate(_table(lines))
    if text.isascii():
        return text
    if _JOINER in text:
        text = _without_stray_joiners(text)
    return _tame_marks(text)


def _pictograph(char: str) -> bool:
    return "\U0001f000" <= char <= "\U0001faff" or "\u203c" <= char <= "\u3299" or char in "\xa9\xae"


def _without_stray_joiners(text: str) -> str:
    """Zero-width joiners stay between pictographs only, where they make one picture of several."""
    return "".join(
        char
        for place, char in enumerate(text)
        if char != _JOINER
        or (
            0 < place < len(text) - 1
            and (_pictograph(text[place - 1]) or text[place - 1] == "\ufe0f")
            and _pictograph(text[place + 1])
        )
    )


def _tame_marks(text: str) -> str:
    """Text whose marks have a letter to stand on, and no more of them on one letter than any script needs."""
    marks = 0
    after_line_end = True
    kept: list[str] = []
    for char in text:
        if char < "\u0300" or char == "\n" or _cell_len(char):
            marks = 0
        elif char != _JOINER:
            if after_line_end:
                kept.append("◌")
            marks += 1
        if marks <= _MOST_MARKS:
            kept.append(char)
        after_line_end = char == "\n"
    return "".join(kept)


#: Letters, punctuation, arrows and lines of one cell each, whatever stands beside them in such a text.
_NARROW = re.compile("[ -~\xa0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc]*")


def width(text: str) -> int:
    """How many cells a text takes."""
    if (text.isascii() and text.isprintable()) or _NARROW.fullmatch(text):
        return len(text)
    return _cell_len(text)


def _cell_len(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def line_width(line: Line) -> int:
    """How many cells a line takes."""
    cells = 0
    for text, _ in line:
        # as width() has it: every line drawn comes through here, more than once
        cells += len(text) if text.isascii() and text.isprintable() else width(text)
    return cells


def graphemes(text: str) -> list[str]:
    """The text in the smallest pieces that a terminal draws as one; their widths add up to the text's."""
    if text.isascii():
        return list(text)
    pieces: list[str] = []
    joined = False
    for char in text:
        stays = (
            joined or char == _JOINER or char in "\ufe0e\ufe0f" or (ord(char) > 0x2FF and not _cell_len(char))
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
    if _NARROW.fullmatch(text):
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
    held: list[str] = []
    last: Role = "text"
    for text, role in runs:
        if role == last:
            held.append(text)
        elif text:
            if whole := "".join(held):
                merged.append((whole, last))
            held, last = [text], role
    if whole := "".join(held):
        merged.append((whole, last))
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
    used = line_width(line)
    if used > cells:
        line = clip_line(line, cells, more)
        used = line_width(line)
    return line if used >= cells else merge((*line, (" " * (cells - used), "text")))


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


def split_line(line: Line, at: int) -> tuple[Line, Line]:
    """A line in two: its first ``at`` cells, and the rest. What is cut in the middle shows as spaces."""
    used = 0
    for number, (text, role) in enumerate(line):
        if used == at:
            return line[:number], line[number:]
        size = width(text)
        if used + size > at:
            head, rest = take(text, at - used)
            if missing := at - used - width(head):
                piece = graphemes(rest)[0]
                head, rest = head + " " * missing, " " * (width(piece) - missing) + rest[len(piece) :]
            return (*line[:number], (head, role)), ((rest, role), *line[number + 1 :])
        used += size
    return line, ()


def over_line(line: Line, start: int, text: str, role: Role) -> Line:
    """The line with a text written over its cells from ``start`` on."""
    before, rest = split_line(line, start)
    return merge((*before, (text, role), *split_line(rest, width(text))[1]))


def cells_of(line: Line, start: int, end: int) -> str:
    """What stands in the cells ``start`` up to ``end``."""
    return plain(split_line(split_line(line, start)[1], end - start)[0])


def differing(old: Line, new: Line) -> tuple[int, int | None] | None:
    """From which cell on and up to which two lines differ (None: up to the end); None where they don't.

    All that differs lies between; beyond characters of one cell each it reaches to the edges of runs.
    """
    ends = range(min(len(old), len(new)))
    same = next((n for n in ends if old[n] != new[n]), len(ends))
    if same == len(old) == len(new):
        return None
    first = line_width(old[:same])
    if same < len(ends):
        first += _alike(old[same], new[same], 1)
    if line_width(old) != line_width(new):
        return first, None
    ends = range(1, len(ends) - same + 1)
    tail = next((n for n in ends if old[-n] != new[-n]), len(ends) + 1)
    end = line_width(new) - line_width(new[len(new) - tail + 1 :])
    if tail <= len(ends):
        end -= _alike(old[-tail], new[-tail], -1)
    return first, max(first, end)


def _alike(old: Run, new: Run, step: int) -> int:
    """How many cells at the beginning of two runs (``step`` 1) or at their end (-1) are the same."""
    if old[1] != new[1] or not (_NARROW.fullmatch(old[0]) and _NARROW.fullmatch(new[0])):
        return 0
    pairs = zip(old[0][::step], new[0][::step], strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(old[0]), len(new[0])))


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
