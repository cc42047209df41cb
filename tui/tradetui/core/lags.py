"""How many days lie between the announcement of a measure and its effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tradetui.core.frozen import frozen
from tradetui.core.knowledge import Published, known
from tradetui.core.readings import FIRST, LAST, spans
from tradetui.core.records import Citation, Measure, Step
from tradetui.core.states import EFFECTIVE
from tradetui.core.when import When


@frozen
class Lag:
    """The days from one announcement of a measure to one effect of it.

    ``step`` takes effect on ``start``; it was decided in ``decided``, ``least``..``most`` days before
    (below 0: retroactive; None: open). ``announced`` is the first that was told of this effect: of the
    proposals it answers and the plans that it replaces, and theirs; ``first_step`` names it,
    ``first_least``..``first_most`` count from it. ``plan``: the effect lies after the day known on.
    """

    measure: str
    title: str
    step: str
    status: str
    decided: When
    start: When
    least: int | None
    most: int | None
    announced: When
    first_step: str
    first_least: int | None
    first_most: int | None
    plan: bool = False
    cites: tuple[Citation, ...] = ()


def lags(measures: Iterable[Measure], known_on: int, published: Published | None = None) -> list[Lag]:
    """One for each step that takes effect and stands as known on a day; measures in file order, steps by effect."""
    found: list[Lag] = []
    for measure in measures:
        told = known(measure, known_on, published or {})
        if told is not None and isinstance(told.record, Measure):
            of_measure = _of_measure(told.record, known_on)
            found.extend(sorted(of_measure, key=lambda lag: spans(lag.start, "start")[0][0]))
    return found


def _of_measure(measure: Measure, known_on: int) -> Iterator[Lag]:
    steps = measure.steps
    dropped = {name for step in steps for name in step.replaces if name != step.id}
    for place, step in enumerate(steps):
        if step.status not in EFFECTIVE or step.start is None or step.id in dropped:
            continue
        first = _announced(steps, place)
        least, most = between(step.decided, step.start)
        first_least, first_most = between(first.decided, step.start)
        yield Lag(
            measure.id,
            measure.title,
            step.id,
            step.status,
            step.decided,
            step.start,
            least,
            most,
            first.decided,
            first.id,
            first_least,
            first_most,
            plan=spans(step.start, "start")[0][0] > known_on,
            cites=step.cites,
        )


def _announced(steps: tuple[Step, ...], place: int) -> Step:
    """The earliest decision on the way to a step: back along ``replaces``, and to the proposals it answers.

    A suspension or an end that takes a plan away was not announced by that plan.
    """
    places = {step.id: at for at, step in enumerate(steps)}
    adopted = steps[place].status == "adopted"
    seen = {place}
    ahead = [place]
    while ahead:
        for name in steps[ahead.pop()].replaces:
            before = places.get(name)
            if before is not None and before not in seen and (adopted or steps[before].status != "adopted"):
                seen.add(before)
                ahead.append(before)
    if adopted:
        seen.update(_answered(steps, seen))
    return steps[min(seen, key=lambda at: (_day(steps[at]), at))]


def _answered(steps: tuple[Step, ...], seen: set[int]) -> list[int]:
    """The proposals that the first of some decisions to adopt answers: those since the decision before it."""
    first = min((at for at in seen if steps[at].status == "adopted"), key=lambda at: (_day(steps[at]), at))
    decided = _day(steps[first])
    since = max((_day(s) for s in steps if s.status == "adopted" and _day(s) < decided), default=FIRST)
    return [
        at for at, s in enumerate(steps[:first]) if s.status == "proposed" and since <= _day(s) <= decided
    ]


def _day(step: Step) -> int:
    return spans(step.decided)[0][0]


def between(decided: When, start: When) -> tuple[int | None, int | None]:
    """The least and most days from a decision to an effect; dates of the same words are the same day."""
    before, after = spans(decided), spans(start, "start")
    if decided.edtf == start.edtf and before == after:
        return 0, 0
    least, most = after[0][0] - before[-1][1], after[-1][1] - before[0][0]
    bound = LAST // 2
    return (least if abs(least) < bound else None), (most if abs(most) < bound else None)
