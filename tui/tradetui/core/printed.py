"""What sources print as the sum of several measures, beside the sum made here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tradetui.core.amounts import overlap
from tradetui.core.as_of import Published
from tradetui.core.frozen import frozen
from tradetui.core.knowledge import known
from tradetui.core.measure_states import MeasureState
from tradetui.core.records import Amount, Citation, Figure
from tradetui.core.totals import Total, total_of


@frozen
class Printed:
    """A figure that a source prints for some measures of one side, all in force on the day.

    ``figure`` is its id, ``value`` in ``unit`` what is printed, ``cites`` who prints it. ``here`` is the sum of the
    same ``measures`` made here, with its arithmetic; ``differs``: no reading makes the two one number. ``rest``: the
    measures that the side's own total counts and the figure doesn't.
    """

    figure: str
    label: str
    value: Amount
    unit: str
    measures: tuple[str, ...]
    here: Total
    differs: bool
    rest: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()


def named_by(figure: Figure) -> tuple[str, ...]:
    """The ids of what a figure is a number of: ``of``, and its links ``about``."""
    links = (link.to for link in figure.links if link.rel == "about")
    return tuple(dict.fromkeys(filter(None, (figure.of, *links))))


def printed(
    figures: Iterable[Figure],
    states: Mapping[str, MeasureState],
    sums: Iterable[Total],
    day: int,
    known_on: int,
    published: Published,
    side_of: Mapping[str, str],
) -> Iterator[Printed]:
    """The figures to set beside the totals of a day, in file order.

    Those that could be read on ``known_on``, whose ``at`` may cover ``day``, and that name measures of one side alone,
    each in force, whose values are counted in the figure's own unit. ``states`` are those of all measures, ``sums`` the
    totals made of them; ``side_of`` gives the side of an actor id.
    """
    whole = [each for each in sums if not each.tree]
    for figure in figures:
        measures = named_by(figure)
        if figure.value is None or figure.at is None or not figure.at.possibly(day, day):
            continue
        if not measures or any(name not in states for name in measures):
            continue
        of = [states[name] for name in measures]
        if any(each.state.verdict != "yes" for each in of) or len({each.side for each in of}) > 1:
            continue
        told = known(figure, known_on, published)
        if told is None or not told.cites:
            continue
        here = total_of(of, states, side_of, figure.unit)
        if here is None:
            continue
        added = {addend.measure for addend in here.addends}
        own = next((each for each in whole if _key(each) == _key(here)), None)
        rest = () if own is None else tuple(a.measure for a in own.addends if a.measure not in added)
        differs = not overlap(figure.value, here.amount)
        yield Printed(
            figure.id,
            figure.label or figure.series,
            figure.value,
            figure.unit,
            measures,
            here,
            differs,
            rest,
            told.cites,
        )


def _key(one: Total) -> tuple[str, str, str, str]:
    return one.by, one.against, one.currency, one.unit
