"""The dated-states function: the worked tables, and the four rules one by one."""

from __future__ import annotations

from datetime import date, time

import pytest

from tradetui.core.records import Amount, Event, HistoryEntry, Step
from tradetui.core.states import State, event_state, state
from tradetui.core.when import parse


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def step(
    name: str, decided: str, status: str, start: str = "", rate: float | None = None, **more: object
) -> Step:
    replaces = more.pop("replaces", ())
    end = more.pop("end", "")
    return Step(
        id=name,
        decided=parse(decided),
        status=status,  # type: ignore[arg-type]
        start=parse(start) if start else None,
        end=parse(str(end)) if end else None,
        rate=None if rate is None else Amount(rate),
        unit="percent",
        replaces=(replaces,) if isinstance(replaces, str) else replaces,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def told(answer: State) -> tuple[str, float | None, str | None, tuple[str, ...]]:
    """Verdict (or "plan"), rate, deciding step, what is pending."""
    verdict = "plan" if answer.plan and answer.verdict == "yes" else answer.verdict
    decides = answer.step
    rate = decides.rate.value if decides is not None and decides.rate is not None else None
    return verdict, rate, decides and decides.id, tuple(s.id for s in answer.pending)


LIST_3 = (
    step("s1", "2018-07-10", "proposed", "", 10),
    step("s2", "2018-09-17", "adopted", "2018-09-24", 10),
    step("s3", "2018-09-17", "adopted", "2019-01-01", 25),
    step("s4", "2018-12-01", "postponed", replaces="s3"),
    step("s5", "2018-12-19", "adopted", "2019-03-02", 25, replaces="s4"),
    step("s6", "2019-02-24", "postponed", replaces="s5"),
    step("s7", "2019-02-28", "postponed", replaces="s6"),
    step("s8", "2019-05-05", "proposed", "2019-05-10", 25, replaces="s7"),
    step("s9", "2019-05-09", "adopted", "2019-05-10", 25, replaces="s8"),
)


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
        ("2019-05-10", "2026-10-07", "yes", 25, "s9", ()),
    ],
)
def test_the_worked_table(about, known_on, verdict, rate, decides, pending):
    assert told(state(LIST_3, day(about), day(known_on))) == (verdict, rate, decides, pending)
