"""The dated-states function against a slow, literal reading of the four rules, day by day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tradetui.core.records import Amount, Event, HistoryEntry, Step
from tradetui.core.states import event_state, state
from tradetui.core.when import When, parse

DAY_0 = date(2020, 1, 10)
#: Days stand for all days: open dates are read no further than some days beyond every other day.
SPAN = range(-6, 16)
NEVER = 10**6
EFFECT = ("adopted", "suspended", "ended")


def text(offset: int) -> str:
    return (DAY_0 + timedelta(offset)).isoformat()


def number(offset: int) -> int:
    return DAY_0.toordinal() + offset


# -- the slow, literal reading -----------------------------------------------------------------------------------


def days_of(when: When) -> list[int]:
    """Every day that a date may be, by asking of each."""
    return [number(n) for n in SPAN if when.possibly(number(n), number(n))]


def all_readings(steps):
    """Each fuzzy day over its days; one that stands in several places once; starts not given over all days."""
    fuzzy = {}
    for step in steps:
        for when in (step.decided, step.start, step.end):
            if (when is not None and step.status in EFFECT) or when is step.decided:
                fuzzy[when.edtf] = days_of(when)
        if step.status in EFFECT and step.start is None:
            fuzzy[f"start of {step.id}"] = [number(n) for n in SPAN]
    names = list(fuzzy)
    for days in product(*fuzzy.values()):
        reading = dict(zip(names, days, strict=True))
        rows = []
        for place, step in enumerate(steps):
            decided = reading[step.decided.edtf]
            start = end = None
            if step.status in EFFECT:
                start = reading[step.start.edtf if step.start else f"start of {step.id}"]
                end = reading[step.end.edtf] if step.end else NEVER
                if step.start is None and start < decided:
                    break
            rows.append((place, step, decided, start, end))
        else:
            yield rows


def begun(row, moment, day):
    """Whether a step has begun; at a time asked, a list of both answers where its own time isn't known."""
    _, step, _, start, _ = row
    own = day
    if moment is not None:
        at, zone = moment
        if zone and step.tz:
            local = datetime.combine(date.fromordinal(day), at, ZoneInfo(zone)).astimezone(ZoneInfo(step.tz))
            own, at = local.toordinal(), local.time()
        if start == own:
            return [time.fromisoformat(step.time) <= at] if step.time else [True, False]
    return [start <= own]


def own_day(step, moment, day):
    if moment is None or not (moment[1] and step.tz):
        return day
    local = datetime.combine(date.fromordinal(day), moment[0], ZoneInfo(moment[1]))
    return local.astimezone(ZoneInfo(step.tz)).toordinal()


def later_start(a, b):
    """Whether one step begins later than another: by day, then by clock where both have one."""
    if a[3] != b[3] or not (a[1].time and b[1].time):
        return a[3] > b[3]
    return moment_of(a) > moment_of(b)


def moment_of(row):
    clock = time.fromisoformat(row[1].time)
    return datetime.combine(date.fromordinal(row[3]), clock, ZoneInfo(row[1].tz))


def literal(steps, day, known_on, moment=None):
    """The set of answers over all readings: "no", or the rate; and the entries that decide."""
    answers, deciders = set(), set()
    for rows in all_readings(steps):
        # 1: those decided by K, but for those that another of them names
        taken = [row for row in rows if row[2] <= known_on]
        named = {(by[1].id, name) for by in taken for name in by[1].replaces}
        standing = [row for row in taken if not any(name == row[1].id != by for by, name in named)]
        effective = [row for row in standing if row[1].status in EFFECT]
        for choice in product(*(begun(row, moment, day) for row in effective)):
            # 2: which of those that cover the day decides
            covering = [
                row
                for row, yes in zip(effective, choice, strict=True)
                if yes and own_day(row[1], moment, day) <= row[4]
            ]
            decides = decided_by(covering)
            deciders.add(decides and decides[1].id)
            answers.add(decides[1].rate.value if decides and decides[1].status == "adopted" else "no")
    return answers, deciders


def decided_by(covering):
    if not covering:
        return None
    for_sure = []
    for row in covering:
        if row[1].status != "adopted":
            undone = False
            for other in covering:
                if other[1].status == "adopted" and other[2] > row[2] and later_start(other, row):
                    undone = True
            if not undone:
                for_sure.append(row)
    pool = for_sure or covering
    last_start = max(row[3] for row in pool)
    pool = [row for row in pool if row[3] == last_start]
    if all(row[1].time for row in pool):
        pool = [row for row in pool if not any(later_start(other, row) for other in pool)]
    last_decided = max(row[2] for row in pool)
    return [row for row in pool if row[2] == last_decided][-1]


def agree(steps, day, known_on, moment=None):
    answers, deciders = literal(steps, day, known_on, moment)
    at, zone = moment or (None, "")
    found = state(steps, day, known_on, at=at, zone=zone)
    assert not found.cut
    if len(answers) > 1:
        assert found.verdict == "unsure"
        assert {s.id for s in found.disagree} == deciders - {None}
    else:
        (answer,) = answers
        assert (found.verdict, found.step and found.step.status == "adopted" and found.step.rate.value) == (
            ("no", found.step and False) if answer == "no" else ("yes", answer)
        )
        decide = {s.id for s in found.either} | ({found.step.id} if found.step else set())
        assert decide == deciders - {None}
    assert found.plan == (day > known_on)


# -- made-up measures --------------------------------------------------------------------------------------------

exact = st.integers(0, 9).map(text)


@st.composite
def fuzzy_texts(draw):
    """One EDTF of the shapes that a date of a step may have."""
    a, b = sorted((draw(st.integers(0, 9)), draw(st.integers(0, 9))))
    shape = draw(st.sampled_from(["span", "either", "before", "after", "three"]))
    c = draw(st.integers(0, 9))
    members = ",".join(dict.fromkeys(text(n) for n in sorted((a, b, c))))
    return {
        "span": f"[{text(a)}..{text(b)}]",
        "either": f"[{text(a)},{text(b)}]" if a != b else text(a),
        "three": f"[{members}]",
        "before": f"[..{text(b)}]",
        "after": f"[{text(a)}..]",
    }[shape]


@st.composite
def measures(draw, most=5, fuzzy=True, times=False):
    """Steps of one measure; at most two fuzzy days, each of which may stand in several places."""
    pool = [draw(fuzzy_texts()) for _ in range(draw(st.integers(0, 2)) if fuzzy else 0)]
    some_day = exact | st.sampled_from(pool) if pool else exact
    count = draw(st.integers(1, most))
    without_start = draw(st.integers(0, count * 3)) if fuzzy and len(pool) < 2 else -1
    steps = []
    for place in range(count):
        status = draw(st.sampled_from(["adopted", "adopted", "suspended", "ended", "postponed", "proposed"]))
        timed = times and draw(st.booleans())
        steps.append(
            Step(
                id=f"s{place}",
                decided=parse(draw(some_day)),
                status=status,
                start=None if place == without_start else parse(draw(some_day)),
                end=parse(draw(some_day)) if draw(st.integers(0, 3)) == 0 else None,
                rate=Amount(float(draw(st.integers(1, 2)))),
                replaces=tuple(f"s{n}" for n in draw(st.sets(st.integers(0, count - 1), max_size=2)))
                if draw(st.booleans())
                else (),
                time=draw(st.sampled_from(["00:01", "12:01", "23:30"])) if timed else "",
                tz=draw(st.sampled_from(["America/New_York", "Asia/Shanghai"])) if timed else "",
            )
        )
    return tuple(steps)


days = st.integers(-1, 11).map(number)


@settings(max_examples=300, deadline=None)
@given(measures(most=7, fuzzy=False), days, days)
def test_exact_days(steps, day, known_on):
    agree(steps, day, known_on)


@settings(max_examples=250, deadline=None)
@given(measures(most=4), days, days)
def test_fuzzy_days(steps, day, known_on):
    agree(steps, day, known_on)


@settings(max_examples=150, deadline=None)
@given(
    measures(most=4, fuzzy=False, times=True),
    days,
    days,
    st.sampled_from([time(0, 0), time(0, 1), time(11, 30), time(23, 30)]),
    st.sampled_from(["", "America/New_York", "Asia/Shanghai", "UTC"]),
)
def test_times(steps, day, known_on, at, zone):
    agree(steps, day, known_on, (at, zone))


@settings(max_examples=40, deadline=None)
@given(measures(most=3, times=True), days, days, st.sampled_from([time(0, 1), time(12, 0)]))
def test_fuzzy_days_and_times(steps, day, known_on, at):
    agree(steps, day, known_on, (at, "America/New_York"))


@settings(max_examples=200, deadline=None)
@given(st.lists(exact | fuzzy_texts(), min_size=1, max_size=3), days)
@example(["2020-01-10", "[2020-01-10..2020-01-12]"], number(1))
def test_histories(entries, known_on):
    event = Event(
        id="e",
        title="A meeting",
        history=tuple(
            HistoryEntry(on=parse(on), status="planned", note=str(n)) for n, on in enumerate(entries)
        ),
    )
    last = set()
    texts = sorted({entry.on.edtf for entry in event.history})
    for reading in product(*(days_of(parse(each)) for each in texts)):
        day_of = dict(zip(texts, reading, strict=True))
        by_then = [
            (day_of[e.on.edtf], n) for n, e in enumerate(event.history) if day_of[e.on.edtf] <= known_on
        ]
        last.add(max(by_then)[1] if by_then else None)
    found = event_state(event, known_on)
    if len(last) == 1:
        assert (found.entry and int(found.entry.note)) == last.pop()
    else:
        assert {int(e.note) for e in found.disagree} == last - {None}
        assert found.nothing == (None in last)
