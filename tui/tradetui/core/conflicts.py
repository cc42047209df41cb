"""Where the sources disagree: values that no reading reconciles. A vaguer value is not a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Literal

from tradetui.core import amounts
from tradetui.core.frozen import frozen
from tradetui.core.knowledge import Published, known
from tradetui.core.paths import NoSuchPath, value_at
from tradetui.core.readings import spans
from tradetui.core.records import (
    Amount,
    AnyRecord,
    Citation,
    Event,
    Figure,
    Kind,
    Measure,
    Quote,
    Source,
    kind_of,
)
from tradetui.core.when import When, WhenError, parse


@frozen
class Claimed:
    """One value with the citations that hold it; ``held``: the value that the editor chose.

    ``record``: the record that holds it, where the values of several are set side by side.
    """

    value: str
    cites: tuple[Citation, ...] = ()
    held: bool = False
    record: str = ""


@frozen
class Conflict:
    """One point on which no reading reconciles the sources.

    ``field`` is the path ("when", "steps.s2.lines"). ``why``: a ``says`` that differs, figures of one
    series and date that differ (``version`` where only ``as_of`` differs), or a ``contradicts`` link.
    ``other`` is the record on the other side, where there is one.
    """

    kind: Kind
    id: str
    title: str
    field: str
    values: tuple[Claimed, ...]
    why: Literal["says", "figures", "version", "contradicts"]
    other: str = ""


def conflicts(records: Iterable[AnyRecord], known_on: int, published: Published) -> list[Conflict]:
    """Every point on which the sources that could be read on a day disagree, in file order of the records."""
    told = {}
    for record in records:
        answer = known(record, known_on, published)
        if answer is not None:
            told[record.id] = answer.record
    found: list[Conflict] = []
    for record in told.values():
        found.extend(_says(record))
        found.extend(_contradicts(record, told))
    found.extend(_figures([record for record in told.values() if isinstance(record, Figure)]))
    return found


def reconcile(one: object, other: object) -> bool:
    """Whether some reading of two values is the same: dates that overlap, numbers whose bounds do, equal words."""
    if isinstance(one, When) or isinstance(other, When):
        dates = _date(one), _date(other)
        if dates[0] is None or dates[1] is None:
            return _plain(one) == _plain(other)
        return any(a <= d and c <= b for a, b in spans(dates[0]) for c, d in spans(dates[1]))
    numbers = _amount(one), _amount(other)
    if numbers[0] is not None and numbers[1] is not None:
        return amounts.overlap(numbers[0], numbers[1])
    return _plain(one) == _plain(other)


def _says(record: AnyRecord) -> Iterator[Conflict]:
    """The fields on which a citation's ``says`` can't be reconciled with what is held, or with another's."""
    points: dict[str, dict[str, tuple[object, list[Citation]]]] = {}
    for path, cite in _citations(record):
        for name, value in cite.says.items():
            if name.rsplit(".", 1)[-1] == "when_text":
                continue  # the words in which a source dates something; what they mean is its `when`
            full = name if not path or name.split(".", 1)[0] in ("steps", "history") else f"{path}.{name}"
            claimed = points.setdefault(full, {})
            claimed.setdefault(words(value).strip(), (value, []))[1].append(cite)
    for name, point in points.items():
        try:
            held = value_at(record, name)
        except NoSuchPath:
            held = None
        claims = [(value, cites) for value, cites in point.values()]
        others = [held] if held not in (None, "", ()) else []
        pairs = [(value, other) for value, _ in claims for other in others]
        pairs.extend(combinations([value for value, _ in claims], 2))
        if all(reconcile(one, other) for one, other in pairs):
            continue
        values = [Claimed(words(value), tuple(cites)) for value, cites in claims]
        if others:
            values.insert(0, Claimed(words(held), _holders(record, name), held=True))
        yield Conflict(kind_of(record), record.id, title_of(record), name, tuple(values), "says")


def _citations(record: AnyRecord) -> Iterator[tuple[str, Citation]]:
    """Every citation of a record with the path of the entry that it hangs on."""
    for cite in record.cites:
        yield "", cite
    if isinstance(record, Measure):
        for step in record.steps:
            yield from ((f"steps.{step.id}", cite) for cite in step.cites)
    elif isinstance(record, Event):
        for place, entry in enumerate(record.history, 1):
            yield from ((f"history.{place}", cite) for cite in entry.cites)


def _holders(record: AnyRecord, name: str) -> tuple[Citation, ...]:
    """The citations that support the value held: those of its own entry if it stands in one, else the record's."""
    inside = [path for path, _ in _citations(record) if path and name.startswith(f"{path}.")]
    own = inside[0] if inside else ""
    return tuple(
        cite
        for path, cite in _citations(record)
        if path == own
        and cite.stance == "supports"
        and name not in cite.says
        and name.removeprefix(f"{own}.") not in cite.says
    )


def _contradicts(record: AnyRecord, told: Mapping[str, AnyRecord]) -> Iterator[Conflict]:
    for link in record.links:
        other = told.get(link.to)
        if link.rel == "contradicts" and other is not None:
            sides = tuple(Claimed(title_of(each), each.cites, record=each.id) for each in (record, other))
            yield Conflict(kind_of(record), record.id, title_of(record), "", sides, "contradicts", link.to)


def _figures(figures: list[Figure]) -> Iterator[Conflict]:
    """Figures of one series and date that differ; versions where those that differ were published at other times."""
    groups: dict[tuple[str, str, str, str], list[Figure]] = {}
    for figure in figures:
        at = "" if figure.at is None else figure.at.edtf
        groups.setdefault((figure.series, at, figure.of, figure.unit), []).append(figure)
    for group in groups.values():
        differing = [
            (one, other) for one, other in combinations(group, 2) if not reconcile(one.value, other.value)
        ]
        if not differing:
            continue
        version = all(
            one.as_of is not None and other.as_of is not None and not reconcile(one.as_of, other.as_of)
            for one, other in differing
        )
        first, second = differing[0]
        values = tuple(
            Claimed(amounts.with_unit(each.value, each.unit), each.cites, record=each.id) for each in group
        )
        why: Literal["version", "figures"] = "version" if version else "figures"
        yield Conflict("figure", first.id, title_of(first), "value", values, why, second.id)


def title_of(record: AnyRecord) -> str:
    """What a record is called in a list."""
    if isinstance(record, Quote):
        return " … ".join(record.text)
    if isinstance(record, Figure):
        return record.label or record.series
    if isinstance(record, Event | Measure | Source):
        return record.title
    return record.name


def words(value: object) -> str:
    """A value as text: a date as EDTF, a number in its source's words."""
    if isinstance(value, When):
        return value.edtf
    number = _amount(value)
    if number is not None:
        return amounts.text(number)
    if isinstance(value, tuple | list):
        return " … ".join(words(each) for each in value)
    return "" if value is None else str(value)


def _date(value: object) -> When | None:
    if isinstance(value, When):
        return value
    if isinstance(value, str):
        try:
            return parse(value)
        except WhenError:
            return None
    return None


def _amount(value: object) -> Amount | None:
    if isinstance(value, Amount):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Amount(float(value))
    if isinstance(value, Mapping) and value.keys() <= {"value", "low", "high", "words"}:
        numbers = [value.get(key) for key in ("value", "low", "high")]
        exact = [None if n is None else float(n) if isinstance(n, int | float) else None for n in numbers]
        return Amount(exact[0], exact[1], exact[2], str(value.get("words", "")))
    return None


def _plain(value: object) -> str:
    """A value as compared: what a search doesn't tell apart (case, quotation marks, dashes) doesn't matter."""
    from tradetui.core.normalise import normalise

    text = words(value)
    return normalise(text) or text.strip()
