"""What changed between two days, each as known on itself."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tradetui.core.changes import Change, changes
from tradetui.core.knowledge import known
from tradetui.core.records import Amount, AnyRecord, Citation, Event, Figure, HistoryEntry, Measure, Step
from tradetui.core.states import state
from tradetui.core.when import When, parse

NOW = date(2021, 1, 1).toordinal()
PUBLISHED: dict[str, When | None] = {"gazette": parse("2020-02-01"), "book": parse("2020-09-01")}
GAZETTE = (Citation(source="gazette"),)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def ask(
    *records: AnyRecord, a: str = "2020-02-01", b: str = "2020-06-01", known_on: int = NOW
) -> list[Change]:
    return changes(records, day(a), day(b), known_on, PUBLISHED)


def brief(found: list[Change]) -> list[tuple[str, str, str, str]]:
    return [(each.what, each.step, each.before, each.after) for each in found]


def step(
    name: str, decided: str, status: str, start: str = "", rate: float | None = None, *replaces: str
) -> Step:
    return Step(
        id=name,
        decided=parse(decided),
        status=status,  # type: ignore[arg-type]
        start=parse(start) if start else None,
        rate=None if rate is None else Amount(rate),
        unit="percent",
        replaces=replaces,
        cites=GAZETTE,
    )


def fee(*steps: Step) -> Measure:
    return Measure(id="fee", title="Berth fee", steps=steps)


def event(*history: tuple[str, str, str], **more: object) -> Event:
    entries = tuple(
        HistoryEntry(on=parse(on), status=status, when=parse(when) if when else None)  # type: ignore[arg-type]
        for on, status, when in history
    )
    last = history[-1] if history else None
    more.setdefault("status", last[1] if last else "happened")
    more.setdefault("when", parse(last[2]) if last and last[2] else None)
    return Event(id="gala", title="Gala", history=entries, cites=GAZETTE, **more)  # type: ignore[arg-type]


def test_a_measure_with_its_steps_between():
    found = ask(
        fee(
            step("s1", "2020-01-05", "adopted", "2020-01-10", 5),
            step("s2", "2020-03-01", "adopted", "2020-04-01", 8),
        )
    )
    assert brief(found) == [
        ("measure", "s2", "in force: 5 percent", "in force: 8 percent"),
        ("step", "s2", "", "adopted: 8 percent from 1 April 2020"),
    ]
    assert found[0].before_state is not None and found[0].before_state.known_on == day("2020-02-01")
    assert (found[1].day, found[1].cites, found[1].effect) == (day("2020-03-01"), GAZETTE, False)


def test_a_pending_plan_is_part_of_the_state():
    found = ask(
        fee(
            step("s1", "2020-01-05", "adopted", "2020-07-01", 5),
            step("s2", "2020-03-01", "postponed", "", None, "s1"),
        )
    )
    assert brief(found) == [
        ("measure", "", "not in force; adopted: 5 percent from 1 July 2020", "not in force; postponed"),
        ("step", "s2", "", "postponed"),
    ]


def test_a_step_decided_before_that_takes_effect_between():
    found = ask(fee(step("s1", "2020-01-05", "adopted", "2020-03-01", 5)))
    assert [(each.what, each.effect, each.day) for each in found] == [
        ("measure", False, None),
        ("step", True, day("2020-03-01")),
    ]


def test_a_replaced_step_did_not_take_effect():
    steps = (
        step("s1", "2020-01-05", "adopted", "2020-03-01", 5),
        step("s2", "2020-02-10", "withdrawn", "", None, "s1"),
    )
    assert [each.step for each in ask(fee(*steps)) if each.what == "step"] == ["s2"]


def test_a_retroactive_step_is_marked():
    found = ask(fee(step("s1", "2020-03-01", "adopted", "2020-01-10", 5)))
    assert [(each.what, each.before, each.retroactive) for each in found] == [
        ("measure", "not known", False),
        ("step", "", True),
    ]


def test_cant_tell_on_one_side_is_possibly_changed():
    found = ask(
        fee(
            step("s1", "2020-01-05", "adopted", "2020-01-10", 5),
            step("s2", "2020-03-01", "adopted", "[2020-05-01..2020-07-01]", 8),
        )
    )
    assert [(each.what, each.possibly) for each in found] == [("measure", True), ("step", False)]
    assert found[0].after.startswith("can't tell: ")


def test_nothing_between_is_nothing():
    assert ask(fee(step("s1", "2020-01-05", "adopted", "2020-01-10", 5))) == []
    assert ask(fee(step("s1", "2020-08-05", "adopted", "2020-08-10", 5))) == []
    assert ask(Measure(id="group", title="Fees")) == []


def test_the_known_on_day_caps_both():
    measure = fee(
        step("s1", "2020-01-05", "adopted", "2020-01-10", 5),
        step("s2", "2020-05-01", "adopted", "2020-05-10", 8),
    )
    assert ask(measure, known_on=day("2020-03-01")) == []
    plan = fee(step("s1", "2020-01-05", "adopted", "2020-04-01", 5))
    found = ask(plan, known_on=day("2020-03-01"))
    assert found[0].after == "a plan: in force: 5 percent"


def test_days_in_the_wrong_order_are_swapped():
    measure = fee(step("s1", "2020-03-01", "adopted", "2020-04-01", 5))
    assert ask(measure, a="2020-06-01", b="2020-02-01") == ask(measure)


# -- events ----------------------------------------------------------------------------------------------------


def test_an_event_that_happened_between_tells_what_it_was_before():
    found = ask(event(("2020-01-05", "planned", "2020-05-01"), ("2020-05-01", "happened", "2020-05-01")))
    assert brief(found) == [("happened", "", "planned: 1 May 2020", "happened: 1 May 2020")]
    assert found[0].day == day("2020-05-01")


def test_an_event_put_off():
    found = ask(event(("2020-01-05", "planned", "2020-05-01"), ("2020-03-01", "postponed", "2020-08")))
    assert [(each.what, each.after, each.day) for each in found] == [
        ("event", "postponed: August 2020", day("2020-03-01"))
    ]


def test_the_day_is_that_of_the_entry_that_first_said_so():
    entries = (
        ("2020-01-05", "hoped", "2020-05-01"),
        ("2020-03-01", "missed", ""),
        ("2020-04-01", "missed", "2020-05-01"),
    )
    assert [(each.after, each.day) for each in ask(event(*entries))] == [
        ("missed: 1 May 2020", day("2020-03-01"))
    ]
    moved = (("2020-01-05", "planned", "2020-07-01"), ("2020-03-01", "planned", "2020-08-01"))
    assert [(each.after, each.day) for each in ask(event(*moved))] == [
        ("planned: 1 August 2020", day("2020-03-01"))
    ]


def test_a_new_plan():
    assert brief(ask(event(("2020-03-01", "hoped", "2020-08")))) == [
        ("event", "", "not known", "hoped: August 2020")
    ]


def test_an_old_event_told_only_now():
    found = ask(event(when=parse("2019-05-01"), known_from=parse("2020-04-01")))
    assert brief(found) == [("event", "", "not known", "happened: 1 May 2019")]
    assert not found[0].possibly


def test_an_event_that_may_have_happened_between():
    (found,) = ask(event(when=parse("2020-02/2020-03"), known_from=parse("2020-04-01")), a="2020-03-15")
    assert (found.what, found.possibly) == ("happened", True)


def test_an_event_known_before_and_unchanged_is_left_out():
    assert ask(event(when=parse("2020-01-20"), known_from=parse("2020-01-20"))) == []
    assert ask(event(("2020-01-05", "planned", "2020-08-01"))) == []


# -- figures ---------------------------------------------------------------------------------------------------


def figure(name: str, as_of: str, value: float, **more: object) -> Figure:
    return Figure(
        id=name,
        series="guests",
        at=parse("2019"),
        as_of=parse(as_of),
        value=Amount(value),
        cites=GAZETTE,
        **more,
    )  # type: ignore[arg-type]


def test_a_newer_version_of_a_figure():
    found = ask(
        figure("f1", "2020-01-01", 10), figure("f2", "2020-03-01", 12), figure("f3", "2020-12-01", 13)
    )
    assert [(each.what, each.id, each.before, each.after) for each in found] == [("figure", "f2", "10", "12")]
    assert ask(figure("f2", "2020-03-01", 12)) == []


# -- any records -----------------------------------------------------------------------------------------------

some_dates = st.integers(0, 40).map(lambda n: (date(2020, 1, 1) + timedelta(n)).isoformat())
fuzzy = some_dates | st.sampled_from(
    ["2020-01", "[2020-01-10,2020-02-01]", "[2020-01-20..]", "2020-01-10/2020-02-05"]
)
days = st.integers(-2, 45).map(lambda n: date(2020, 1, 1).toordinal() + n)
statuses = st.sampled_from(["adopted", "adopted", "suspended", "postponed", "proposed"])
some_steps = st.builds(
    Step,
    id=st.sampled_from(["s1", "s2", "s3"]),
    decided=fuzzy.map(parse),
    status=statuses,
    start=st.none() | fuzzy.map(parse),
    rate=st.sampled_from([1.0, 2.0]).map(Amount),
)
some_measures = st.lists(some_steps, max_size=3, unique_by=lambda step: step.id).map(
    lambda steps: fee(*steps)
)
entries = st.builds(
    HistoryEntry,
    on=fuzzy.map(parse),
    status=st.sampled_from(["planned", "missed", "happened"]),
    when=st.none() | fuzzy.map(parse),
)


@st.composite
def some_events(draw):
    history = tuple(draw(st.lists(entries, max_size=3)))
    status = history[-1].status if history else "happened"
    return Event(
        id="gala", title="Gala", when=parse(draw(fuzzy)), status=status, history=history, cites=GAZETTE
    )


@settings(max_examples=150, deadline=None)
@given(some_measures | some_events(), days, days, days)
def test_of_any_records(record, a, b, known_on):
    assert changes([record], a, a, known_on, PUBLISHED) == []
    found = changes([record], a, b, known_on, PUBLISHED)
    assert found == changes([record], b, a, known_on, PUBLISHED)
    a, b = min(a, b), max(a, b)
    if isinstance(record, Measure):
        old, new = (state(record.steps, d, min(d, known_on)) for d in (a, b))
        told = [each for each in found if each.what == "measure"]
        if (old.verdict, old.pending) != (new.verdict, new.pending):
            assert told
        if told:
            assert told[0].possibly == ("unsure" in (old.verdict, new.verdict))
    else:
        before, after = (known(record, min(d, known_on), PUBLISHED) for d in (a, b))
        if after is not None and before is None:
            assert found
        assert len(found) <= 1
