"""A row of a list as one line, or two, at a width: aligned, dense, and never surer than the record.

What a column holds depends on the view and the width alone, never on the other rows, so that a row can
be drawn without knowing its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from tradetui.core.query.highlight import hits
from tradetui.present import dates
from tradetui.present.cells import (
    MORE,
    MORE_ASCII,
    clean,
    clip,
    clip_line,
    fit,
    fit_line,
    highlight,
    line_width,
    merge,
    width,
)
from tradetui.present.matched import asked, of_row
from tradetui.present.roles import FORM, KIND, REVIEW, Line, Role, Run, Sign, marks, side_role, status_sign

if TYPE_CHECKING:
    from tradetui.core.query.model import Query, Words
    from tradetui.core.records import CollectionInfo
    from tradetui.store.archive import Row

View = Literal["timeline", "actors", "quotes", "measures", "sources", "figures"]


class Column(NamedTuple):
    """One column of a list: what it holds, its heading, its width in cells (0: what is left over)."""

    holds: str
    title: str
    size: int
    align: str = "left"


class _Context(NamedTuple):
    """All that the cells of one row are drawn from."""

    row: Row
    sides: tuple[str, ...]
    side_names: dict[str, str]
    words: Query | Sequence[Words]
    unsure: bool
    ascii_only: bool

    @property
    def more(self) -> str:
        """What shows a cut."""
        return MORE_ASCII if self.ascii_only else MORE


# For each view: from which width on, which columns, each with its width; the one without takes what is left.
_LAYOUTS: dict[View, tuple[tuple[int, str], ...]] = {
    "timeline": (
        (170, "date:26 sign:1 status:11 kind:11 title who:40 sides:14 sources:3"),
        (130, "date:20 sign:1 status:11 kind:11 title who:24 sides:10 sources:3"),
        (100, "date:20 sign:1 kind:11 title sides:10 sources:3"),
        (88, "date:16 sign:1 kind:11 title sources:3"),
        (76, "date:16 sign:1 kind:9 title sources:3"),
        (50, "date:14 sign:1 title"),
        (0, "date:11 sign:1 title"),
    ),
    "quotes": (
        (170, "date:20 sign:1 form:18 who:34 title detail:28 sources:3"),
        (130, "date:20 sign:1 who:28 title detail:20 sources:3"),
        (100, "date:16 sign:1 who:24 title sources:3"),
        (70, "date:14 sign:1 who:18 title"),
        (56, "date:11 sign:1 who:14 title"),
        (0, "date:11 sign:1 who:10 title"),
    ),
    "actors": (
        (130, "title:44 detail sides:14 kind:13 sources:3"),
        (100, "title:36 detail sides:14 kind:13 sources:3"),
        (90, "title:34 detail sides:14"),
        (70, "title:26 detail sides:14"),
        (44, "title:22 detail sides:8"),
        (0, "title sides:7"),
    ),
    "measures": (
        (100, "title sides:10 kind:11 detail:28 date:20 sources:3"),
        (60, "title sides:8 detail:20"),
        (0, "title sides:7"),
    ),
    "sources": (
        (100, "date:16 kind:10 who:26 title"),
        (60, "date:14 who:16 title"),
        (0, "date:11 title"),
    ),
    "figures": (
        (100, "date:20 sign:1 title detail:30 sources:3"),
        (0, "date:11 sign:1 title detail:18"),
    ),
}
_TITLES: dict[str, str] = {
    "date": "when",
    "who": "who",
    "sides": "side",
    "sign": "",
    "sources": "src",
    "title": "what",
}
_TITLES_IN: dict[View, dict[str, str]] = {
    "timeline": {"detail": ""},
    "quotes": {"date": "said", "who": "speaker", "title": "words", "detail": "to, where"},
    "actors": {"title": "name", "kind": "type", "detail": "post"},
    "measures": {"title": "measure", "sides": "by", "kind": "instrument", "detail": "state"},
    "sources": {"date": "published", "who": "publisher", "kind": "type", "title": "title"},
    "figures": {"date": "at", "title": "figure", "detail": "value"},
}
# Dates stand against the sign at their right, so that years fall under each other.
_RIGHT = frozenset({"sources", "date"})


@lru_cache(maxsize=64)
def columns(view: View, cells: int) -> tuple[Column, ...]:
    """The columns of a view at a width, the flexible one with its size filled in."""
    spec = next(found for least, found in _LAYOUTS[view] if cells >= least).split()
    named = [(name, int(size or 0)) for name, _, size in (part.partition(":") for part in spec)]
    left = max(1, cells - sum(size for _, size in named) - len(named) + 1)
    right = _RIGHT if view != "sources" else frozenset({"sources"})
    titles = {**_TITLES, **_TITLES_IN[view]}
    return tuple(
        Column(name, titles.get(name, name), size or left, "right" if name in right else "left")
        for name, size in named
    )


def header(cells: int, view: View) -> Line:
    """The titles of the columns of a view, as wide as its rows."""
    parts = (fit(column.title, column.size, column.align) for column in columns(view, cells))
    return ((fit(" ".join(parts), cells), "label"),)


def row(
    row: Row,
    cells: int,
    *,
    view: View = "timeline",
    info: CollectionInfo,
    words: Query | Sequence[Words] = (),
    unsure: bool = False,
    ascii_only: bool = False,
) -> Line:
    """A row as one line of exactly ``cells`` cells.

    ``words`` are marked where they stand; ``unsure`` marks a hit that matches only possibly.
    """
    context = _context(row, info, words, unsure, ascii_only)
    runs: list[Run] = []
    for number, column in enumerate(columns(view, cells)):
        if number:
            runs.append((" ", "text"))
        size = column.size
        line = _HOLDS[column.holds](context, size)
        used = line_width(line)
        if used > size:
            line = clip_line(line, size, context.more)
            used = line_width(line)
        space: Run = (" " * (size - used), "text")
        runs.extend((space, *line) if column.align == "right" else (*line, space))
    return fit_line(merge(runs), cells, context.more)


def two_lines(
    row: Row,
    cells: int,
    *,
    info: CollectionInfo,
    words: Query | Sequence[Words] = (),
    unsure: bool = False,
    ascii_only: bool = False,
) -> tuple[Line, Line]:
    """A row as two lines of exactly ``cells`` cells: what it is; by whom, on which side, how well sourced."""
    context = _context(row, info, words, unsure, ascii_only)
    when = dates.fitted(row.when, 20 if cells >= 50 else 11)
    lead: list[Run] = [*_sign(context, 1), (" ", "text")]
    room = max(1, cells - 2)
    if row.kind == "quote":
        if row.form in ("direct", "partial") and not unsure:
            # the quotation mark is the sign
            first = merge(((" ", "text"), *_quoted(context, room + 1)))
        else:
            first = merge([*lead, *_quoted(context, room)])
        second = _dotted(
            marks(ascii_only).dot,
            ((when, dates.role(row.when)),),
            _who(context, room),
            ((form_word(row.form), "dim"),),
            _sources_words(row),
        )
    else:
        date: Line = ((when, dates.role(row.when)), (" ", "text")) if row.when or row.kind == "event" else ()
        first = merge([*lead, *date, *_title(context, max(1, room - line_width(date)))])
        status: Line = ((status_sign(row.status).word, status_sign(row.status).role),) if row.status else ()
        second = _dotted(
            marks(ascii_only).dot,
            status,
            ((clean(row.event_kind), "dim"),),
            _who(context, room),
            _sides(context, room),
            _sources_words(row),
        )
    indent: Line = (("  ", "text"),)
    return (
        fit_line(first, cells, context.more),
        fit_line(merge((*indent, *second)), cells, context.more),
    )


def form_word(form: str) -> str:
    """The form of a quote in words."""
    return FORM[form].word if form in FORM else clean(form)


def _context(
    row: Row, info: CollectionInfo, words: Query | Sequence[Words], unsure: bool, ascii_only: bool
) -> _Context:
    names = {side.id: side.name for side in info.sides}
    return _Context(row, tuple(names), names, words, unsure, ascii_only)


def _dotted(dot: str, *parts: Line) -> Line:
    """The parts that are not empty, with a dot between them."""
    runs: list[Run] = []
    for part in parts:
        if any(text for text, _ in part):
            runs.extend(((f" {dot} ", "dim"), *part) if runs else part)
    return merge(runs)


def _date(context: _Context, cells: int) -> Line:
    edtf = context.row.when
    if not edtf:
        return (("no date", "dim"),) if context.row.kind in ("event", "quote", "figure") else ()
    return ((dates.fitted(edtf, cells), dates.role(edtf)),)


def _sign_of(row: Row) -> Sign:
    if row.kind == "event":
        return status_sign(row.status or "happened")
    if row.kind == "quote":
        return FORM.get(row.form, KIND["quote"])
    return KIND[row.kind]


def _sign(context: _Context, cells: int) -> Line:
    sign = _sign_of(context.row)
    return ((sign.draw(context.ascii_only), sign.role),)


def _status(context: _Context, cells: int) -> Line:
    row = context.row
    if row.kind != "event":
        return ((row.kind, "dim"),)
    sign = status_sign(row.status or "happened")
    return ((sign.word, sign.role),)


def _kind(context: _Context, cells: int) -> Line:
    return ((clean(context.row.event_kind), "dim"),)


def _form(context: _Context, cells: int) -> Line:
    return ((form_word(context.row.form), "dim"),)


def _remarks(context: _Context) -> tuple[Line, Line]:
    """What must be said of a row before its title, and after it."""
    before: Line = (("possibly ", "doubt"),) if context.unsure else ()
    review = context.row.review
    after: Line = ()
    if review != "checked":
        sign = REVIEW.get(review)
        text = f" {sign.draw(context.ascii_only)} {review}" if sign else f" {clean(review)}"
        after = ((text, "warn"),)
    return before, after


def _title(context: _Context, cells: int) -> Line:
    if context.row.kind == "quote":
        return _quoted(context, cells)
    text = clean(context.row.title)
    role: Role = "actor" if context.row.kind == "actor" else "title"
    return _with_remarks(context, cells, text, role, ("", ""))


def _quoted(context: _Context, cells: int) -> Line:
    """The words of a quote: in quotation marks only when they are the speaker's own."""
    own = context.row.form in ("direct", "partial")
    signs = marks(context.ascii_only)
    around_them = (signs.opens, signs.closes) if own else ("", "")
    return _with_remarks(context, cells, clean(context.row.title), "quote" if own else "text", around_them)


def _with_remarks(context: _Context, cells: int, text: str, role: Role, around_them: tuple[str, str]) -> Line:
    before, after = _remarks(context)
    if line_width(after) * 3 > cells:
        sign = REVIEW.get(context.row.review)
        after = ((f" {sign.draw(context.ascii_only) if sign else '!'}", "warn"),)
    found = hits(text, context.words) if context.words else []
    if context.words and not (found and len(asked(context.words)) == 1):
        after = (*after, *_why(context, cells - line_width(after)))
    room = max(1, cells - line_width(before) - line_width(after))
    room_for_text = max(1, room - width(around_them[0]) - width(around_them[1]))
    if found and context.row.kind == "quote":
        text, found = around(text, found, room_for_text, context.more)
    body = highlight(clip(text, room_for_text, context.more), found, "hit", role)
    return merge((*before, (around_them[0], role), *body, (around_them[1], role), *after))


def _why(context: _Context, cells: int) -> Line:
    """Where a row matches, if not in what it shows of itself: as much of it as fits into a good third of the cells."""
    reason = of_row(context.row, context.words)
    # of a quote the exact words are asked for: that they don't hold what was typed is told at any width
    for text in (f" ({reason})", " (elsewhere)" if context.row.kind == "quote" else ""):
        if reason and text and width(text) * 5 <= cells * 2:
            return ((text, "note"),)
    return ()


def around(
    text: str, found: Sequence[tuple[int, int]], cells: int, more: str = MORE
) -> tuple[str, list[tuple[int, int]]]:
    """The part of a text that shows its first hit within so many cells, and the hits in that part.

    The part begins at a word; what was left out before it shows as ``more``.
    """
    start, end = found[0]
    if width(text[:end]) <= cells - width(more) or width(text) <= cells:
        return text, list(found)
    # A third of the room for what comes before the hit, unless the hit itself needs it.
    before = max(0, min(cells // 3, cells - width(text[start:end]) - 2 * width(more)))
    # the longest part that fits: a longer one is never narrower
    begin = bisect_left(range(start), True, key=lambda at: width(text[at:start]) <= before)
    space = text.find(" ", begin, start)
    if begin > 0 and space != -1 and text[begin - 1] != " ":
        begin = space + 1
    shift = len(more) - begin
    return more + text[begin:], [(s + shift, e + shift) for s, e in found if e > begin]


def _who(context: _Context, cells: int) -> Line:
    """Names, as many as fit, with the number of the others; the words of the query are marked in them."""
    line = _names(context, cells)
    text = "".join(part for part, _ in line)
    found = hits(text, context.words) if context.words else []
    if not found:
        return line
    rest = text[len(line[0][0]) :]
    return merge(
        (*highlight(line[0][0], [s for s in found if s[1] <= len(line[0][0])], "hit", "actor"), (rest, "dim"))
    )


def _names(context: _Context, cells: int) -> Line:
    names = [clean(name) for name in context.row.who]
    if not names:
        return ()
    for shown in range(len(names), 0, -1):
        rest = f" +{len(names) - shown}" if shown < len(names) else ""
        text = ", ".join(names[:shown])
        if width(text) + width(rest) <= cells:
            return merge(((text, "actor"), (rest, "dim")))
    rest = f" +{len(names) - 1}" if len(names) > 1 and cells > 8 else ""
    return merge(((clip(names[0], cells - width(rest), context.more), "actor"), (rest, "dim")))


def _sides(context: _Context, cells: int) -> Line:
    """The sides by name where the names fit, else by id."""
    ids = context.row.sides
    # all by name or all by id, whatever this row holds, so that one column speaks one language
    names = context.side_names.values()
    needed = (
        sum(map(width, names)) + len(names) - 1
        if context.row.kind in ("event", "quote")
        else max(map(width, names), default=0)
    )
    named = [clean(context.side_names.get(side, side) if needed <= cells else side) for side in ids]
    runs: list[Run] = []
    for number, (side, name) in enumerate(zip(ids, named, strict=True)):
        runs.extend([(" ", "text")] if number else [])
        runs.append((name, side_role(side, context.sides)))
    return merge(runs)


def _detail(context: _Context, cells: int) -> Line:
    return ((clip(clean(context.row.detail), cells, context.more), "dim"),)


def _sources(context: _Context, cells: int) -> Line:
    number = context.row.sources
    return ((str(number), "dim" if number else "warn"),)


def _sources_words(row: Row) -> Line:
    if not row.sources:
        return (("no source", "warn"),)
    return ((f"{row.sources} source{'' if row.sources == 1 else 's'}", "dim"),)


_HOLDS: dict[str, Callable[[_Context, int], Line]] = {
    "date": _date,
    "sign": _sign,
    "status": _status,
    "kind": _kind,
    "form": _form,
    "title": _title,
    "who": _who,
    "sides": _sides,
    "detail": _detail,
    "sources": _sources,
}
