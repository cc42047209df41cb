"""Several lines to be scrolled, and what in them can be followed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tradetui.core.frozen import frozen
from tradetui.present.cells import (
    MORE,
    MORE_ASCII,
    clip_line,
    line_width,
    merge,
    pad_line,
    plain,
    slice_line,
    width,
)
from tradetui.present.roles import Line, Role, Run, marks
from tradetui.present.wrapping import line_spans

TargetKind = Literal["record", "url", "source", "day"]


@frozen
class Target:
    """Something that can be followed: in ``line``, from ``start`` up to ``end`` (cells).

    ``value`` is the id of a record, an address, the number of a source in the list of the record in view, or a day
    (2019-03-28): what was in force then, as known then.
    """

    line: int
    start: int
    end: int
    kind: TargetKind
    value: str


@frozen
class Page:
    """Lines, each at most as wide as was asked for, and the targets in them in reading order."""

    lines: tuple[Line, ...] = ()
    targets: tuple[Target, ...] = ()

    def text(self) -> str:
        """The page as plain text, one line a line, without spaces at their ends."""
        return "\n".join("".join(text for text, _ in line).rstrip() for line in self.lines)


class Phrase:
    """A line in the making, parts of which can be followed."""

    def __init__(self, line: Line = ()) -> None:
        """``line`` is what it begins with."""
        self.runs: list[Run] = list(line)
        #: (start, end, kind, value), in characters of the line.
        self.targets: list[tuple[int, int, TargetKind, str]] = []

    def add(self, text: str, role: Role = "text", target: tuple[TargetKind, str] | None = None) -> Phrase:
        """Add text in a role, which leads to ``target``."""
        if target and text:
            start = sum(len(held) for held, _ in self.runs)
            self.targets.append((start, start + len(text), *target))
        self.runs.append((text, role))
        return self

    def extend(self, line: Line) -> Phrase:
        """Add a line."""
        self.runs.extend(line)
        return self

    def signs(self, numbers: Iterable[int]) -> Phrase:
        """Add the numbers of sources, ``[1][3]``, each leading to its source."""
        for number in numbers:
            if self.runs and not self.runs[-1][0].endswith("]"):
                self.add(" ")
            self.add(f"[{number}]", "link", ("source", str(number)))
        return self

    def line(self) -> Line:
        """What was put together."""
        return merge(self.runs)


class Builder:
    """Puts a page together, line by line, at a width in cells."""

    def __init__(self, width: int, ascii_only: bool = False) -> None:
        """An empty page so wide."""
        self.width = width
        self.marks = marks(ascii_only)
        #: What shows that something was cut off, one cell wide.
        self.cut = MORE_ASCII if ascii_only else MORE
        self.lines: list[Line] = []
        self.targets: list[Target] = []

    def blank(self) -> None:
        """An empty line, but never two, and none at the top."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def line(self, line: Line) -> None:
        """One line as it is; the caller keeps to the width."""
        self.lines.append(line)

    def flow(
        self,
        line: Line | Phrase,
        *,
        first: Line = (),
        indent: int | None = None,
        target: tuple[TargetKind, str] | None = None,
    ) -> None:
        """A line wrapped to the width after ``first``; what follows is indented, by default as wide as that.

        ``target``: the whole of ``line`` can be followed.
        """
        inside = line.targets if isinstance(line, Phrase) else []
        line = line.line() if isinstance(line, Phrase) else line
        lead = line_width(first)
        hang = lead if indent is None else indent
        # So narrow a column reads worse than one that begins under its label.
        if self.width - lead < 12 and lead > 4:
            self.lines.append(clip_line(merge(first), self.width, self.cut))
            hang = min(hang, 2)
            first, lead = ((" " * hang, "text"),), hang
        text = plain(line)
        if target:
            inside = [*inside, (0, len(text), *target)]
        for number, (start, end) in enumerate(line_spans(text, self.width - hang, self.width - lead)):
            before: Line = first if number == 0 else ((" " * hang, "text"),)
            cell = lead if number == 0 else hang
            for begin, stop, kind, value in inside:
                if begin < end and stop > start:
                    at = cell + width(text[start : max(begin, start)])
                    self.mark(at, at + width(text[max(begin, start) : min(stop, end)]), kind, value)
            self.lines.append(merge((*before, *slice_line(line, start, end))))

    def beside(self, phrase: Phrase, cells: int, right: Line, indent: int) -> None:
        """A phrase wrapped to so many cells, what follows indented, with ``right`` beside its first line."""
        left = Builder(cells)
        left.marks, left.cut = self.marks, self.cut
        left.flow(phrase, indent=indent)
        base = len(self.lines)
        self.targets.extend(Target(base + t.line, t.start, t.end, t.kind, t.value) for t in left.targets)
        self.lines.append(merge((*pad_line(left.lines[0], cells), *right)))
        self.lines.extend(left.lines[1:])

    def text(self, text: str, role: Role = "text", *, indent: int = 0) -> None:
        """Plain text in one role, wrapped."""
        self.flow(((text, role),), first=((" " * indent, "text"),) if indent else ())

    def mark(self, start: int, end: int, kind: TargetKind, value: str) -> None:
        """Cells of the line to come that can be followed."""
        self.targets.append(Target(len(self.lines), start, end, kind, value))

    def heading(self, text: str, aside: str = "") -> None:
        """A heading with an empty line before it, and something said beside it."""
        self.blank()
        runs: list[tuple[str, Role]] = [(text, "heading")]
        if aside and width(text) + width(aside) + 2 <= self.width:
            runs.append((f"  {aside}", "dim"))
        self.flow(tuple(runs))

    def page(self) -> Page:
        """What was put together."""
        return Page(tuple(self.lines), tuple(self.targets))


def stack(pages: Iterable[Page], *, between: int = 1) -> Page:
    """Pages one under the other with ``between`` empty lines, their targets moved along."""
    lines: list[Line] = []
    targets: list[Target] = []
    for page in pages:
        if lines and page.lines:
            lines.extend([()] * between)
        base = len(lines)
        lines.extend(page.lines)
        targets.extend(Target(t.line + base, t.start, t.end, t.kind, t.value) for t in page.targets)
    return Page(tuple(lines), tuple(targets))
