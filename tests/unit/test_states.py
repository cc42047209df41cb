"""The dated-states function: the worked tables, and the four rules one by one."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest

from tradetui.core.records import Amount, Event, HistoryEntry, Step
from tradetui.core.states import MOST_READINGS, State, event_state, state
from tradetui.core.when import parse

NOW = "2026-10-07"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def step(
    name: str, decided: str, status: str, start: str = "", rate: float | None = None, **more: str
) -> Step:
    replaces = more.pop("replaces", "")
    end = more.pop("end", "")
    return Step(
        id=name,
        decided=parse(decided),
        status=status,  # type: ignore[arg-type]
        start=parse(start) if start else None,
        end=parse(end) if end else None,
        rate=None if rate is None else Amount(rate),
        unit="percent",
        replaces=tuple(replaces.split()),
        **more,
    )


def told(answer: State) -> tuple[str, float | None, str | None, tuple[str, ...]]:
    """Verdict (or "plan"), rate, deciding step, what is pending."""
    verdict = "plan" if answer.plan and answer.verdict == "yes" else answer.verdict
    decides = answer.step
    rate = decides.rate.value if decides is not None and decides.rate is not None else None
    return verdict, rate, decides and decides.id, ids(answer.pending)


def ids(steps: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(each.id for each in steps)


def ask(steps: tuple[Step, ...] | list[Step], about: str, known_on: str = NOW, **more) -> State:
    return state(steps, day(about), day(known_on), **more)


def tables(page: str) -> list[list[list[str]]]:
    """The tables of a Markdown page, without their headings."""
    found: list[list[list[str]]] = []
    rows: list[list[str]] = []
    for line in [*page.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            found.append(rows[2:])
            rows = []
    return found


PAGE = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
STEPS, ANSWERS = tables(PAGE[PAGE.index("A worked example") :])[:2]
LIST_3 = tuple(
    step(name, decided, status, start, float(rate) if rate else None, replaces=replaces)
    for name, decided, status, start, rate, replaces in STEPS
)


@pytest.mark.parametrize(("about", "known_on", "answer"), ANSWERS)
def test_the_worked_table_of_the_page(about, known_on, answer):
    verdict, rate, decides, pending = told(ask(LIST_3, about, known_on))
    assert re.findall(r"s\d", answer) == [each for each in (decides, *pending) if each]
    expected = {"plan": "a plan: ", "yes": "in force: ", "no": "not in force"}[verdict]
    assert answer.startswith(expected if rate is None else f"{expected}{rate:g} ({decides})")


@pytest.mark.parametrize(
    ("about", "known_on", "verdict", "rate", "decides", "pending"),
    [
        ("2018-08-15", "2018-08-15", "no", None, None, ("s1",)),
        ("2018-12-10", "2018-11-30", "plan", 10, "s2", ("s3",)),
        ("2019-01-15", "2018-11-30", "plan", 25, "s3", ()),
        ("2019-01-15", "2018-12-10", "plan", 10, "s2", ("s4",)),
        ("2019-03-10", "2019-01-15", "plan", 25, "s5", ()),
        ("2019-03-03", "2019-03-03", "yes", 10, "s2", ("s7",)),
        ("2019-05-10", "2019-05-06", "plan", 10, "s2", ("s8",)),
        ("2019-05-10", NOW, "yes", 25, "s9", ()),
    ],
)
def test_the_worked_table(about, known_on, verdict, rate, decides, pending):
    assert told(ask(LIST_3, about, known_on)) == (verdict, rate, decides, pending)


# The duties of February to November 2025. The US duty on goods of China under two emergencies, and two of China's.
FENTANYL = (
    step("f1", "2025-02-01", "adopted", "2025-02-04", 10, time="00:01", tz="America/New_York"),
    step("f2", "2025-03-03", "adopted", "2025-03-04", 20, time="00:01", tz="America/New_York"),
    step("f3", "2025-11-04", "adopted", "2025-11-10", 10, time="00:01", tz="America/New_York"),
    step("f4", "2026-02-20", "ended", "2026-02-24", time="00:00", tz="America/New_York"),
)
RECIPROCAL = (
    step("r1", "2025-04-02", "adopted", "2025-04-05", 10),
    step("r2", "2025-04-02", "adopted", "2025-04-09", 34),
    step("r3", "2025-04-08", "adopted", "2025-04-09", 84, replaces="r2"),
    step("r4", "2025-04-09", "adopted", "2025-04-10", 125),
    step("r5", "2025-05-12", "adopted", "2025-05-14", 34),
    # 24 of the 34 points suspended: a second adopted entry with an end
    step("r6", "2025-05-12", "adopted", "2025-05-14", 10, end="2025-08-11"),
    step("r7", "2025-08-11", "adopted", "2025-08-12", 10, end="2025-11-09"),
    step("r8", "2025-11-04", "adopted", "2025-11-10", 10, end="2026-11-09"),
    step("r9", "2026-02-20", "ended", "2026-02-24"),
)
ALL_US_GOODS = (
    step("a1", "2025-04-04", "adopted", "2025-04-10", 34),
    step("a2", "2025-04-09", "adopted", "2025-04-10", 84, replaces="a1"),
    step("a3", "2025-04-11", "adopted", "2025-04-12", 125),
)
FARM_15 = (
    step("c1", "2025-03-04", "adopted", "2025-03-10", 15),
    step("c2", "2025-11-05", "ended", "2025-11-10", time="13:01", tz="Asia/Shanghai"),
)


@pytest.mark.parametrize(
    ("steps", "about", "known_on", "verdict", "rate", "decides", "pending"),
    [
        (FENTANYL, "2025-02-03", "2025-02-03", "no", None, None, ("f1",)),
        (FENTANYL, "2025-02-04", "2025-02-04", "yes", 10, "f1", ()),
        (FENTANYL, "2025-03-03", "2025-03-03", "yes", 10, "f1", ("f2",)),
        (FENTANYL, "2025-03-04", "2025-03-04", "yes", 20, "f2", ()),
        (FENTANYL, "2025-11-10", "2025-10-30", "plan", 20, "f2", ()),
        (FENTANYL, "2025-11-10", "2025-11-05", "plan", 10, "f3", ()),
        (FENTANYL, "2026-02-24", NOW, "no", None, "f4", ()),
        (RECIPROCAL, "2025-04-09", "2025-04-07", "plan", 34, "r2", ()),
        (RECIPROCAL, "2025-04-08", "2025-04-08", "yes", 10, "r1", ("r3",)),
        (RECIPROCAL, "2025-04-09", "2025-04-09", "yes", 84, "r3", ("r4",)),
        (RECIPROCAL, "2025-04-10", "2025-04-10", "yes", 125, "r4", ()),
        (RECIPROCAL, "2025-05-13", "2025-05-13", "yes", 125, "r4", ("r5", "r6")),
        (RECIPROCAL, "2025-05-14", "2025-05-14", "yes", 10, "r6", ()),
        # until it is prolonged the 34 come back
        (RECIPROCAL, "2025-08-12", "2025-08-10", "plan", 34, "r5", ()),
        (RECIPROCAL, "2025-08-12", "2025-08-12", "yes", 10, "r7", ()),
        (RECIPROCAL, "2025-11-10", "2025-11-01", "plan", 34, "r5", ()),
        (RECIPROCAL, "2025-11-10", "2025-11-10", "yes", 10, "r8", ()),
        (RECIPROCAL, "2026-11-10", "2025-11-10", "plan", 34, "r5", ()),
        (RECIPROCAL, "2026-03-01", "2025-11-10", "plan", 10, "r8", ()),
        (RECIPROCAL, "2026-03-01", NOW, "no", None, "r9", ()),
        (RECIPROCAL, "2026-11-10", "2026-03-01", "no", None, "r9", ()),
        (ALL_US_GOODS, "2025-04-10", "2025-04-05", "plan", 34, "a1", ()),
        (ALL_US_GOODS, "2025-04-11", "2025-04-11", "yes", 84, "a2", ("a3",)),
        (ALL_US_GOODS, "2025-04-12", "2025-04-12", "yes", 125, "a3", ()),
        (FARM_15, "2025-03-09", "2025-03-09", "no", None, None, ("c1",)),
        (FARM_15, "2025-11-09", "2025-11-09", "yes", 15, "c1", ("c2",)),
        (FARM_15, "2025-11-10", "2025-11-10", "no", None, "c2", ()),
    ],
)
def test_the_duties_of_2025(steps, about, known_on, verdict, rate, decides, pending):
    assert told(ask(steps, about, known_on)) == (verdict, rate, decides, pending)


def test_a_dropped_step_still_drops():
    steps = [
        step("s1", "2020-01-01", "adopted", "2020-02-01", 5),
        step("s2", "2020-01-02", "postponed", replaces="s1"),
        step("s3", "2020-01-03", "withdrawn", replaces="s2"),
    ]
    assert told(ask(steps, "2020-03-01")) == ("no", None, None, ("s3",))


def test_a_step_does_not_drop_itself():
    assert (
        told(ask([step("s1", "2020-01-01", "adopted", "2020-02-01", 5, replaces="s1")], "2020-03-01"))[0]
        == "yes"
    )


def test_a_suspension_outdoes_a_later_start_decided_before_it():
    steps = [
        step("s1", "2020-01-01", "adopted", "2020-01-01", 5),
        step("s2", "2020-01-02", "adopted", "2020-03-01", 10),
        step("s3", "2020-01-10", "suspended", "2020-02-01"),
    ]
    assert told(ask(steps, "2020-03-05")) == ("no", None, "s3", ())


def test_a_suspension_gives_way_to_what_was_decided_later_and_begins_later():
    steps = [
        step("s1", "2020-01-01", "adopted", "2020-01-01", 5),
        step("s2", "2020-01-10", "suspended", "2020-02-01"),
        step("s3", "2020-02-10", "adopted", "2020-03-01", 5),
    ]
    assert told(ask(steps, "2020-02-29"))[:3] == ("no", None, "s2")
    assert told(ask(steps, "2020-03-01"))[:3] == ("yes", 5, "s3")


def test_an_adoption_of_the_same_start_does_not_undo_an_end():
    steps = [
        step("s1", "2020-01-01", "ended", "2020-02-01"),
        step("s2", "2020-01-05", "adopted", "2020-02-01", 5),
    ]
    assert told(ask(steps, "2020-02-05"))[:3] == ("no", None, "s1")


def test_after_a_suspension_with_an_end_the_rate_comes_back():
    steps = [
        step("s1", "2020-01-01", "adopted", "2020-01-01", 5),
        step("s2", "2020-01-10", "suspended", "2020-02-01", end="2020-02-28"),
    ]
    assert ask(steps, "2020-02-28").verdict == "no"
    assert ids(ask(steps, "2020-02-28").changes) == ("s2",)
    assert told(ask(steps, "2020-02-29"))[:3] == ("yes", 5, "s1")


def test_ties_go_to_the_later_decision_then_to_the_last_in_the_file():
    earlier = step("s1", "2020-01-05", "adopted", "2020-02-01", 5)
    later = step("s2", "2020-01-02", "adopted", "2020-02-01", 10)
    assert told(ask([earlier, later], "2020-02-01"))[2] == "s1"
    assert told(ask([step("s3", "2020-01-05", "adopted", "2020-02-01", 7), earlier], "2020-02-01"))[2] == "s1"


def test_a_retroactive_step_counts_from_its_start_once_decided():
    steps = [step("s1", "2020-03-01", "adopted", "2020-01-01", 5)]
    assert ask(steps, "2020-02-01", "2020-02-01").verdict == "no"
    assert ask(steps, "2020-02-01", "2020-03-01").verdict == "yes"


def test_a_change_on_the_day_itself_is_shown_and_the_day_ends_with_it():
    answer = ask(LIST_3, "2019-05-10")
    assert ids(answer.changes) == ("s9",)
    assert ask(LIST_3, "2019-05-11").changes == ()


# -- fuzzy days ------------------------------------------------------------------------------------------------


def test_a_fuzzy_start_is_unsure_inside_its_span_and_sure_outside():
    steps = [step("s1", "2020-01-01", "adopted", "2020-03", 5)]
    assert ask(steps, "2020-02-29").verdict == "no"
    assert [ask(steps, f"2020-03-{d:02}").verdict for d in (1, 15, 30)] == ["unsure"] * 3
    assert ask(steps, "2020-03-31").verdict == "yes"
    assert ids(ask(steps, "2020-03-15").disagree) == ("s1",)


def test_a_fuzzy_start_between_two_equal_rates_changes_nothing():
    steps = [
        step("s1", "2020-01-01", "adopted", "2020-01-01", 5),
        step("s2", "2020-02-01", "adopted", "2020-03", 5),
    ]
    answer = ask(steps, "2020-03-15")
    assert (answer.verdict, answer.step and answer.step.id, ids(answer.either)) == ("yes", "s2", ("s1",))


def test_days_of_the_same_words_vary_together():
    steps = [
        step("s1", "2020-01-01", "adopted", "2020-01-01", 5, end="2020-03"),
        step("s2", "2020-01-01", "adopted", "2020-03", 5),
    ]
    assert {ask(steps, f"2020-03-{d:02}").verdict for d in range(1, 32)} == {"yes"}
    apart = [steps[0], step("s2", "2020-01-01", "adopted", "[2020-03-01..2020-03-31]", 5)]
    assert ask(apart, "2020-03-15").verdict == "unsure"


def test_one_of_several_days():
    steps = [step("s1", "2020-01-01", "adopted", "[2020-03-01,2020-05-01]", 5)]
    assert [ask(steps, d).verdict for d in ("2020-02-29", "2020-04-01", "2020-05-01")] == [
        "no",
        "unsure",
        "yes",
    ]


def test_a_fuzzy_decision_is_unsure_only_while_k_is_inside_it():
    steps = [step("s1", "2020-03", "adopted", "2020-02-01", 5)]
    assert [ask(steps, "2020-06-01", k).verdict for k in ("2020-02-29", "2020-03-10", "2020-03-31")] == [
        "no",
        "unsure",
        "yes",
    ]


def test_adopted_without_a_start_cant_be_told_from_its_decision_on():
    steps = [
        step("s1", "2020-01-01", "adopted", "2020-01-01", 5),
        step("s2", "2020-03-01", "adopted", "", 10),
    ]
    assert told(ask(steps, "2020-02-29"))[:3] == ("yes", 5, "s1")
    for about in ("2020-03-01", "2021-01-01"):
        answer = ask(steps, about)
        assert (answer.verdict, ids(answer.disagree)) == ("unsure", ("s1", "s2"))


def test_an_end_on_or_after_a_day_cant_be_told_past_it():
    steps = [step("s1", "2025-02-04", "adopted", "2025-02-10", 15, end="[2025-11-10..]")]
    assert ask(steps, "2025-11-10").verdict == "yes"
    assert ask(steps, "2025-11-11").verdict == "unsure"
    assert ask(steps, "2026-10-07").verdict == "unsure"


def test_how_far_the_record_saw_is_not_told_before_that_day():
    steps = [step("s1", "2019-01-01", "adopted", "2019-01-10", 25, end="[2020-02-14..]")]
    assert told(ask(steps, "2020-03-01", "2019-06-01")) == ("plan", 25, "s1", ())
    assert told(ask(steps, "2020-03-01", "2020-02-13")) == ("plan", 25, "s1", ())
    assert ask(steps, "2020-03-01", "2020-02-13").step == step(
        "s1", "2019-01-01", "adopted", "2019-01-10", 25
    )
    assert ask(steps, "2020-03-01", "2020-02-14").verdict == "unsure"


def test_an_overtaken_rate_that_ends_with_the_one_above_does_not_come_back():
    steps = [
        step("s1", "2018-09-18", "adopted", "2018-09-24", 10, end="[2020-02-14..]"),
        step("s2", "2019-05-13", "adopted", "2019-06-01", 25, end="[2020-02-14..]"),
    ]
    assert told(ask(steps, "2019-05-31", "2019-05-20")) == ("plan", 10, "s1", ("s2",))
    assert told(ask(steps, "2019-06-01", "2019-06-01")) == ("yes", 25, "s2", ())
    assert told(ask(steps, "2020-02-14")) == ("yes", 25, "s2", ())
    assert ids(ask(steps, "2020-02-15").disagree) == ("s2",)


def test_an_unknown_start_is_unsure_up_to_its_bound():
    steps = [step("s1", "2019-01-01", "adopted", "[..2020-03-10]", 15)]
    assert ask(steps, "2020-03-09").verdict == "unsure"
    assert ask(steps, "2020-03-10").verdict == "yes"


def test_a_doubted_date_is_taken_as_written_and_named():
    steps = [step("s1", "2020-01-01", "adopted", "2020-03-10?", 5)]
    answer = ask(steps, "2020-03-10")
    assert (answer.verdict, ids(answer.doubt)) == ("yes", ("s1",))


def test_a_disagreeing_entry_is_not_also_told_as_pending():
    answer = ask([step("s1", "2020-01-01", "adopted", "2020-03", 5)], "2020-03-15")
    assert (ids(answer.disagree), ids(answer.pending)) == (("s1",), ())


def test_too_many_fuzzy_days_are_said_to_be_too_many():
    months = [f"[2020-{m:02}-01..2020-{m + 5:02}-20]" for m in range(1, 8)]
    steps = [step(f"s{n}", "2019-01-01", "adopted", months[n], n) for n in range(7)]
    answer = ask(steps, "2020-07-10")
    assert (answer.verdict, answer.cut, len(answer.disagree)) == ("unsure", True, 7)
    assert MOST_READINGS < 100_000


# -- times -----------------------------------------------------------------------------------------------------

NOON = step("s1", "2020-01-01", "adopted", "2020-02-10", 5, time="12:01", tz="Asia/Shanghai")


def test_a_time_is_asked_in_the_steps_own_zone_where_none_is_given():
    assert ask([NOON], "2020-02-10", at=time(12, 0)).verdict == "no"
    assert ask([NOON], "2020-02-10", at=time(12, 1)).verdict == "yes"
    assert ask([NOON], "2020-02-10").verdict == "yes"


def test_a_time_in_another_zone_is_the_same_moment():
    # 12:01 in Shanghai is 23:01 of the day before in New York
    new_york = {"zone": "America/New_York"}
    assert ask([NOON], "2020-02-09", at=time(23, 0), **new_york).verdict == "no"
    assert ask([NOON], "2020-02-09", at=time(23, 1), **new_york).verdict == "yes"
    assert ask([NOON], "2020-02-09", at=time(23, 0), **new_york).pending == (NOON,)


def test_a_step_without_a_time_cant_answer_for_a_time_of_its_own_day():
    steps = [step("s1", "2020-01-01", "adopted", "2020-02-10", 5)]
    assert ask(steps, "2020-02-10", at=time(12)).verdict == "unsure"
    assert ask(steps, "2020-02-09", at=time(12)).verdict == "no"
    assert ask(steps, "2020-02-11", at=time(12)).verdict == "yes"
    assert ask(steps, "2020-02-10").verdict == "yes"


def test_of_two_starts_on_a_day_the_later_clock_decides():
    morning = step("s1", "2020-01-05", "adopted", "2020-02-10", 5, time="00:01", tz="America/New_York")
    evening = step("s2", "2020-01-01", "adopted", "2020-02-10", 7, time="18:00", tz="America/New_York")
    assert told(ask([evening, morning], "2020-02-10"))[2] == "s2"
    # 12:01 in Shanghai comes before 00:01 in New York on the same date
    assert told(ask([morning, NOON], "2020-02-10"))[2] == "s1"


def test_a_resumption_later_on_the_day_of_a_suspension():
    steps = [
        step("s1", "2020-01-01", "suspended", "2020-02-10", time="00:01", tz="Asia/Shanghai"),
        step("s2", "2020-01-02", "adopted", "2020-02-10", 5, time="12:01", tz="Asia/Shanghai"),
    ]
    assert ask(steps, "2020-02-10", at=time(9)).verdict == "no"
    assert told(ask(steps, "2020-02-10", at=time(13)))[2] == "s2"


def test_many_steps_without_a_time_cost_no_readings():
    steps = [step(f"s{n}", "2020-01-01", "adopted", f"2020-02-{n + 1:02}", n) for n in range(28)]
    assert told(ask(steps, "2020-02-20", at=time(12)))[0] == "unsure"
    assert ids(ask(steps, "2020-02-20", at=time(12)).disagree) == ("s18", "s19")


# -- histories -------------------------------------------------------------------------------------------------


def history(*entries: tuple[str, str]) -> Event:
    return Event(
        id="e",
        title="A meeting",
        history=tuple(HistoryEntry(on=parse(on), status=status) for on, status in entries),  # type: ignore[arg-type]
    )


def status(event: Event, known_on: str) -> str | tuple[str, ...] | None:
    found = event_state(event, day(known_on))
    if found.disagree:
        return tuple(entry.status for entry in found.disagree)
    return found.entry and found.entry.status


def test_a_history_stands_at_its_last_entry_known():
    event = history(("2020-01-01", "planned"), ("2020-02-01", "postponed"), ("2020-03-01", "happened"))
    days = ("2019-12-31", "2020-01-01", "2020-02-15", "2020-03-01")
    assert [status(event, d) for d in days] == [None, "planned", "postponed", "happened"]


def test_entries_of_one_day_count_in_file_order():
    assert (
        status(history(("2020-01-01", "planned"), ("2020-01-01", "cancelled")), "2020-01-01") == "cancelled"
    )


def test_a_history_may_stand_in_any_order():
    assert status(history(("2020-02-01", "missed"), ("2020-01-01", "hoped")), "2020-03-01") == "missed"


def test_a_fuzzy_entry_leaves_it_open_until_its_last_day():
    event = history(("2020-01-01", "planned"), ("2020-02", "cancelled"))
    assert status(event, "2020-02-10") == ("planned", "cancelled")
    assert status(event, "2020-02-29") == "cancelled"


def test_fuzzy_entries_of_the_same_words_are_of_the_same_day():
    event = history(("2020-02", "planned"), ("2020-02", "cancelled"))
    assert status(event, "2020-02-29") == "cancelled"
