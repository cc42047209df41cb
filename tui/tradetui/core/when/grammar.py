"""Reading EDTF: levels 0 and 1, quarters, sets and one-ofs, qualifiers of parts; the rest of level 2 as labels.

The grammar is that of https://www.loc.gov/standards/datetime/ (ISO 8601-2:2019). :func:`read` gives the
parts as written, which is what the words are made of; :func:`parse` gives the date itself.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from tradetui.core.when.model import DayRange, Draft, End, Precision, Shape, When, WhenError
from tradetui.core.when.parts import Part, fault, read_part, refusal

#: Longer text is refused: no date needs it, and reading it would take long.
LONGEST = 4000

_COARSENESS: dict[Precision, int] = {
    "day": 0,
    "month": 1,
    "quarter": 2,
    "season": 2,
    "year": 3,
    "decade": 4,
    "century": 5,
    "none": 6,
}
_STEPS = ("day", "month", "year")

#: A member of a set or one-of, or the two ends of an interval; None beside ``..`` is open, beside nothing unknown.
Pair = tuple[Part | None, Part | None]


class Tree:
    """A date as written: its shape, and a pair for each member.

    A pair is twice the same part unless ``..`` or ``/`` divides it.
    """

    __slots__ = ("end", "pairs", "shape", "start")

    def __init__(
        self, shape: Shape, pairs: tuple[Pair, ...], start: End = "known", end: End = "known"
    ) -> None:
        """Hold the parts."""
        self.shape: Shape = shape
        self.pairs = pairs
        self.start: End = start
        self.end: End = end


@lru_cache(maxsize=8192)
def parse(text: str) -> When:
    """Read EDTF; valid EDTF whose meaning is not read in full comes back with shape "label".

    Raises:
        WhenError: the text is not EDTF, or names a day that is not or a span that ends before it starts.
    """
    if isinstance(text, str) and len(text) == 10 and text[4] == "-" == text[7]:
        try:
            day = date.fromisoformat(text).toordinal()
        except ValueError:
            return _when(text)  # an X, a qualifier, the year 0000, or a fault to explain
        return _plain(text, day)
    return _when(text)


def read(text: str) -> Tree:
    """The parts of a date as written.

    Raises:
        WhenError: as :func:`parse`.
    """
    if text[:1] in ("{", "["):
        return _read_list(text)
    if "/" in text:
        return _read_interval(text)
    part = read_part(text, clock=True)
    return Tree("label" if part.label else "single", ((part, part),))


# -- from text to parts --------------------------------------------------------------------------------------


def _read_interval(text: str) -> Tree:
    """Two dates with ``/`` between; ``..`` is an open end, nothing an unknown one."""
    halves = text.split("/")
    if len(halves) != 2:
        raise fault(text, "an interval has one / between its two ends")
    ends: list[Part | None] = []
    how: list[End] = []
    for half in halves:
        ends.append(None if half in ("", "..") else read_part(half))
        how.append("open" if half == ".." else "known" if half else "unknown")
    start, end = ends
    if start is None and end is None:
        raise fault(text, "an interval needs a date on one side at least")
    if start is not None and end is not None:
        _check_order(text, start, end)
    label = (start is not None and start.label) or (end is not None and end.label)
    return Tree("label" if label else "interval", ((start, end),), how[0], how[1])


def _check_order(text: str, start: Part, end: Part) -> None:
    """Refuse a span whose end lies before its start however both are read."""
    before = start.lo is not None and end.hi is not None and end.hi < start.lo
    if before or (start.year is not None and end.year is not None and end.year < start.year):
        raise fault(text, f"the end ({end.text}) is before the start ({start.text})")


def _read_list(text: str) -> Tree:
    """A set ``{..}`` or a one-of ``[..]``."""
    shape: Shape = "set" if text[0] == "{" else "one-of"
    if text[-1] != ("}" if shape == "set" else "]") or len(text) < 3:
        raise refusal(text)
    pairs: list[Pair] = []
    label = False
    for item in text[1:-1].split(","):
        first, dots, last = item.partition("..")
        if not dots:
            part = read_part(first)
            pairs.append((part, part))
            label = label or part.label
            continue
        start = read_part(first) if first else None
        end = read_part(last) if last else None
        if start is None and end is None:
            raise fault(text, ".. needs a date on one side at least")
        if start is not None and end is not None:
            _check_order(text, start, end)
        label = label or not _steps_evenly(start, end, shape)
        pairs.append((start, end))
    return Tree("label" if label else shape, tuple(pairs))


def _steps_evenly(start: Part | None, end: Part | None, shape: Shape) -> bool:
    """Whether one can tell which days, months or years a range stands for."""
    units = {part.unit for part in (start, end) if part is not None}
    if any(part is not None and part.label for part in (start, end)):
        return False
    vague = any(part is not None and part.some for part in (start, end))
    return shape == "one-of" or (len(units) == 1 and units <= set(_STEPS) and not vague)


# -- from parts to a date ------------------------------------------------------------------------------------


def _plain(text: str, day: int) -> When:
    """A plain day: the most frequent date by far, so built without detours."""
    draft = Draft()
    draft.edtf = text
    draft.shape = "single"
    draft.precision = "day"
    draft.earliest_start = draft.latest_start = draft.earliest_end = draft.latest_end = day
    draft.members = ()
    draft.units = ()
    draft.start = draft.end = "known"
    draft.uncertain = draft.approximate = False
    draft.clock = ""
    return _frozen(draft)


def _frozen(draft: Draft) -> When:
    """The draft itself, from now on a When: setting slots through a frozen class would cost four times as
    much."""
    draft.__class__ = When
    return draft  # type: ignore[return-value]


def _when(text: str) -> When:
    if not isinstance(text, str):
        raise WhenError(f"{text!r}: a date is written as text, in quotation marks")
    if len(text) > LONGEST:
        raise fault(text, f"longer than any date ({len(text)} characters)")
    tree = read(text)
    draft = Draft()
    draft.edtf = text
    draft.shape = tree.shape
    draft.members = ()
    draft.units = ()
    draft.start, draft.end = tree.start, tree.end
    draft.clock = ""
    start, end = tree.pairs[0]
    if text[0] in "{[":
        _bound_list(draft, tree, text[0] == "{")
    elif start is end and start is not None:
        draft.earliest_start = draft.earliest_end = start.lo
        draft.latest_start = draft.latest_end = start.hi
        draft.clock = start.clock
    else:
        _bound_interval(draft, start, end)
    _qualify(draft, tree)
    return _frozen(draft)


def _qualify(draft: Draft, tree: Tree) -> None:
    """Flags and precision: those of all parts together."""
    marks = ""
    coarsest: Precision = "day"
    for pair in tree.pairs:
        for part in pair if pair[0] is not pair[1] else pair[:1]:
            if part is not None:
                marks += "".join(part.marks)
                if _COARSENESS[part.unit] > _COARSENESS[coarsest]:
                    coarsest = part.unit
    draft.precision = coarsest
    draft.uncertain = "?" in marks or "%" in marks
    draft.approximate = "~" in marks or "%" in marks


def _bound_interval(draft: Draft, start: Part | None, end: Part | None) -> None:
    """The four bounds of an interval, each as tight as the other end makes it (the end is not before the
    start)."""
    first: DayRange = (None, None) if start is None else (start.lo, start.hi)
    last: DayRange = (None, None) if end is None else (end.lo, end.hi)
    draft.earliest_start, draft.latest_end = first[0], last[1]
    draft.latest_start = None if draft.start == "open" else _least(first[1], last[1])
    draft.earliest_end = None if draft.end == "open" else _most(first[0], last[0])


def _least(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _most(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)


def _bound_list(draft: Draft, tree: Tree, every: bool) -> None:
    """Members and bounds of a set (``every``) or a one-of."""
    members: list[DayRange] = []
    units: list[Precision] = []
    for start, end in tree.pairs:
        members.append((None if start is None else start.lo, None if end is None else end.hi))
        given = start if start is not None else end
        units.append("none" if start is end or given is None or not every else given.unit)
    draft.members, draft.units = tuple(members), tuple(units)
    starts = [lo for lo, _ in members]
    ends = [hi for _, hi in members]
    lo = None if None in starts else min(day for day in starts if day is not None)
    hi = None if None in ends else max(day for day in ends if day is not None)
    draft.earliest_start, draft.latest_end = lo, hi
    if not every or tree.shape == "label":
        draft.earliest_end, draft.latest_start = lo, hi
        return
    # the first member to come is the set's start, the last its end
    draft.start = "open" if lo is None else "known"
    draft.end = "open" if hi is None else "known"
    firsts = [pair[0].hi for pair in tree.pairs if pair[0] is not None]
    lasts = [pair[1].lo for pair in tree.pairs if pair[1] is not None]
    draft.latest_start = None if lo is None else min(day for day in firsts if day is not None)
    draft.earliest_end = None if hi is None else max(day for day in lasts if day is not None)
