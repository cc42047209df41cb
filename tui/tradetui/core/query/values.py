"""What the values of a query's fields mean: names resolved, dates as spans of days, numbers as ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.core.normalise import normalise, sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tradetui.core.query.model import Field
    from tradetui.core.when import When

#: Days beyond any date a record can hold: what stands for an open end when it is compared.
FIRST_DAY = -10_000_000
LAST_DAY = 10_000_000


def resolve(
    value: str, candidates: Mapping[str, Iterable[str]], *, whole_names: bool = True
) -> frozenset[str]:
    """Which of the candidates (id to its names and aliases) a value names.

    An id or a whole name wins; without one, those of which every word of the value begins a word of the id or
    of one name. A value ending in ``*`` always asks for beginnings. Case, accents, punctuation don't matter.
    ``whole_names`` is false where many share a name, as sources do a publisher: then only an id wins.
    """
    if not value.endswith("*"):
        wanted = normalise(value)
        exact = [
            key
            for key, known in candidates.items()
            if key == value
            or (wanted and wanted == normalise(key))
            or (wanted and whole_names and wanted in map(normalise, known))
        ]
        if exact:
            return frozenset(exact)
    return frozenset(
        key for key, known in candidates.items() if any(in_text(value, name) for name in (key, *known))
    )


def in_text(value: str, text: str) -> bool:
    """Whether every word of the value begins a word of the text (in any order)."""
    wanted = sought(value)
    held = normalise(text).split()
    return bool(wanted) and all(
        any(token.startswith(want.removesuffix("*")) for token in held) for want in wanted
    )


def is_id(value: str, key: str) -> bool:
    """Whether a value is this id, or with a ``*`` at its end the beginning of it."""
    return key.startswith(value[:-1]) if value.endswith("*") else key == value


@frozen
class DaySpan:
    """Days ``first``..``last`` (ordinals, both included).

    An open end is :data:`FIRST_DAY` or :data:`LAST_DAY`.
    """

    first: int
    last: int


def read_date(value: str) -> When:
    """The date of a field's value: EDTF, with ``A..B`` also for ``A/B``. Raises WhenError with the reason."""
    from tradetui.core.when import WhenError, parse  # a query without a date does without

    text = value.strip()
    if ".." in text and text[:1] not in "[{" and "/" not in text:
        first, _, last = text.partition("..")
        text = f"{first or '..'}/{last or '..'}"
    when = parse(text)
    if when.shape == "label":
        raise WhenError("a date of a kind that can't be compared with others")
    return when


def day_spans(field: Field) -> tuple[DaySpan, ...]:
    """The days that a date field asks for: one span for each value, and for each member of a set.

    A record matches if its date possibly (``surely:``: surely) touches any of them. ``after:`` runs from the
    first day named without end, ``before:`` up to the last. A value that is no date gives none: the parser
    has dropped it and said so.
    """
    spans: list[DaySpan] = []
    for value in field.values:
        try:
            when = read_date(value)
        except ValueError:
            continue
        if field.name == "after":
            spans.append(_span(when.lo, None))
        elif field.name == "before":
            spans.append(_span(None, when.hi))
        elif when.shape in ("one-of", "set") and when.members:
            spans.extend(_span(first, last) for first, last in when.members)
        else:
            spans.append(_span(when.lo, when.hi))
    return tuple(spans)


def _span(first: int | None, last: int | None) -> DaySpan:
    return DaySpan(FIRST_DAY if first is None else first, LAST_DAY if last is None else last)


def number_spans(field: Field) -> tuple[tuple[float, float], ...]:
    """The ranges ``(low, high)`` of whole numbers that a number field asks for, ends included."""
    return tuple(span for value in field.values if (span := read_number(value)) is not None)


def read_number(value: str) -> tuple[float, float] | None:
    """``2``, ``>2``, ``>=2``, ``<2``, ``<=2``, ``2..``, ``..4``, ``2..4`` as a range; None if it is none."""
    text = value.strip().replace("≥", ">=").replace("≤", "<=")
    lowest, highest = float("-inf"), float("inf")
    try:
        if text.startswith(">"):
            return (int(text[2:]) if text[1:2] == "=" else int(text[1:]) + 1), highest
        if text.startswith("<"):
            return lowest, (int(text[2:]) if text[1:2] == "=" else int(text[1:]) - 1)
        low, dots, high = text.partition("..")
        if not dots:
            return int(low), int(low)
        if not low and not high:
            return None
        return (int(low) if low else lowest), (int(high) if high else highest)
    except ValueError:
        return None
