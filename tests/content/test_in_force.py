"""What was in force on which day, read off the notices and reports, not off the program."""

from __future__ import annotations

from datetime import date, time

import pytest

from tradetui.core.in_force import InForce, MeasureState, in_force, series
from tradetui.core.records import Actor, Collection, Figure, Measure, Source
from tradetui.present.measures import in_force_page

#: Day, measure, rate in percent; None: not in force. Each as the sources of the measure's steps print it.
RATES: list[tuple[str, str, float | None]] = [
    ("2018-01-01", "us-301-list-1", None),
    ("2018-03-22", "us-232-steel", None),
    ("2018-03-23", "us-232-steel", 25),
    ("2018-03-23", "us-232-aluminium", 10),
    ("2018-04-17", "cn-sorghum-deposit", None),
    ("2018-04-18", "cn-sorghum-deposit", 178.6),
    ("2018-05-19", "cn-sorghum-deposit", None),
    ("2018-07-05", "us-301-list-1", None),
    ("2018-07-06", "us-301-list-1", 25),
    ("2018-07-06", "cn-list-1", 25),
    ("2018-08-22", "us-301-list-2", None),
    ("2018-08-23", "us-301-list-2", 25),
    ("2018-08-23", "cn-list-2", 25),
    ("2018-09-23", "us-301-list-3", None),
    ("2018-09-24", "us-301-list-3", 10),
    ("2018-09-24", "cn-60bn-annex-1", 10),
    ("2018-09-24", "cn-60bn-annex-2", 10),
    ("2018-09-24", "cn-60bn-annex-3", 5),
    ("2018-09-24", "cn-60bn-annex-4", 5),
    ("2019-01-01", "us-301-list-3", 10),
    ("2019-03-02", "us-301-list-3", 10),
    ("2019-05-09", "us-301-list-3", 10),
    ("2019-05-10", "us-301-list-3", 25),
    ("2019-05-31", "cn-60bn-annex-1", 10),
    ("2019-06-01", "cn-60bn-annex-1", 25),
    ("2019-06-01", "cn-60bn-annex-2", 20),
    ("2019-06-01", "cn-60bn-annex-3", 10),
    ("2019-06-01", "cn-60bn-annex-4", 5),
    ("2019-08-31", "us-301-list-4a", None),
    ("2019-09-01", "us-301-list-4a", 15),
    ("2019-09-01", "cn-75bn-part-1-ten", 10),
    ("2019-09-01", "cn-75bn-part-1-five", 5),
    ("2019-10-15", "us-301-list-1", 25),
    ("2019-12-15", "us-301-list-4b", None),
    ("2019-12-15", "cn-75bn-part-2-ten", None),
    ("2019-12-15", "cn-75bn-part-2-five", None),
    ("2020-02-13", "us-301-list-4a", 15),
    ("2020-02-14", "us-301-list-4a", 7.5),
    ("2020-02-14", "cn-75bn-part-1-ten", 5),
    ("2020-02-14", "cn-75bn-part-1-five", 2.5),
    ("2024-09-26", "us-301-fyr-electric-vehicles", None),
    ("2024-09-27", "us-301-fyr-electric-vehicles", 100),
    ("2024-09-27", "us-301-fyr-solar-cells", 50),
    ("2024-09-27", "us-301-fyr-steel-aluminium", 25),
    ("2025-02-03", "us-ieepa-fentanyl-china", None),
    ("2025-02-04", "us-ieepa-fentanyl-china", 10),
    ("2025-02-10", "cn-2025-energy-15", 15),
    ("2025-02-10", "cn-2025-energy-10", 10),
    ("2025-03-04", "us-ieepa-fentanyl-china", 20),
    ("2025-03-10", "cn-2025-farm-15", 15),
    ("2025-03-10", "cn-2025-farm-10", 10),
    ("2025-04-04", "us-ieepa-reciprocal-china", None),
    ("2025-04-05", "us-ieepa-reciprocal-china", 10),
    ("2025-04-09", "us-ieepa-reciprocal-china", 84),
    ("2025-04-09", "cn-2025-all-goods", None),
    ("2025-04-10", "us-ieepa-reciprocal-china", 125),
    ("2025-04-10", "cn-2025-all-goods", 84),
    ("2025-04-12", "cn-2025-all-goods", 125),
    ("2025-05-13", "us-ieepa-reciprocal-china", 125),
    ("2025-05-14", "us-ieepa-reciprocal-china", 10),
    ("2025-05-14", "cn-2025-all-goods", 10),
    ("2025-08-20", "us-ieepa-reciprocal-china", 10),
    ("2025-11-09", "us-ieepa-fentanyl-china", 20),
    ("2025-11-09", "cn-2025-farm-10", 10),
    ("2025-11-10", "us-ieepa-fentanyl-china", 10),
    ("2025-11-10", "cn-2025-farm-15", None),
    ("2025-11-10", "cn-2025-farm-10", None),
    ("2025-12-01", "cn-2025-all-goods", 10),
    ("2025-12-01", "us-ieepa-reciprocal-china", 10),
    ("2026-02-23", "us-ieepa-reciprocal-china", 10),
    ("2026-02-24", "us-ieepa-reciprocal-china", None),
    ("2026-02-24", "us-ieepa-fentanyl-china", None),
    ("2026-02-24", "us-section-122-surcharge", 10),
    ("2026-07-24", "us-section-122-surcharge", None),
    ("2026-07-24", "us-301-forced-labour-china", 12.5),
    ("2026-10-07", "us-301-list-1", 25),
    ("2026-10-07", "us-301-list-3", 25),
    ("2026-10-07", "us-301-list-4a", 7.5),
]

#: The table of the design (list 3): day asked about, known on, verdict, rate, what is pending.
LIST_3: list[tuple[str, str, str, float | None, str]] = [
    ("2018-08-15", "2018-08-15", "no", None, "10"),
    ("2018-12-10", "2018-11-30", "yes", 10, "25 2019-01-01"),
    ("2019-01-15", "2018-11-30", "yes", 25, ""),
    ("2019-01-15", "2018-12-10", "yes", 10, "postponed"),
    ("2019-03-10", "2019-01-15", "yes", 25, ""),
    ("2019-03-03", "2019-03-03", "yes", 10, "postponed"),
    ("2019-05-10", "2019-05-06", "yes", 10, "25"),
    ("2019-05-10", "2026-10-07", "yes", 25, ""),
]


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def ask(record: Collection, about: str, known_on: str, at: time | None = None, zone: str = "") -> InForce:
    measures = [held for held in record.of_kind("measure") if isinstance(held, Measure)]
    published = {held.id: held.published for held in record.of_kind("source") if isinstance(held, Source)}
    sides = {held.id: held.side for held in record.of_kind("actor") if isinstance(held, Actor) and held.side}
    return in_force(
        measures,
        day(about),
        day(known_on),
        at=at,
        zone=zone,
        published=published,
        side_of=sides,
        figures=[held for held in record.of_kind("figure") if isinstance(held, Figure)],
    )


def one(answer: InForce, measure: str) -> MeasureState:
    return next(state for state in answer.measures if state.measure.id == measure)


@pytest.mark.parametrize(("about", "measure", "rate"), RATES)
def test_rate_on_a_day(record: Collection, about: str, measure: str, rate: float | None) -> None:
    held = [state for state in ask(record, about, "2026-10-07").measures if state.measure.id == measure]
    assert len(held) == 1, measure
    verdict = held[0].state.verdict
    if rate is None:
        assert verdict == "no"
    else:
        assert verdict == "yes"
        assert held[0].rate is not None and held[0].rate.value == rate


@pytest.mark.parametrize(("about", "known_on", "verdict", "rate", "pending"), LIST_3)
def test_list_3_as_known_on_a_day(
    record: Collection, about: str, known_on: str, verdict: str, rate: float | None, pending: str
) -> None:
    state = one(ask(record, about, known_on), "us-301-list-3")
    assert state.state.verdict == verdict
    assert (state.rate.value if state.rate and verdict == "yes" else None) == rate
    told = [
        f"{step.status} {step.rate.value if step.rate else ''} {step.start.edtf if step.start else ''}"
        for step in state.state.pending
    ]
    assert all(any(word in line for line in told) for word in pending.split()), told


def test_noon_in_washington_on_8_and_10_may_2019(record: Collection) -> None:
    def rates(about: str) -> dict[str, float | None]:
        answer = ask(record, about, "2026-10-07", at=time(12), zone="America/New_York")
        return {
            state.measure.id: state.rate.value if state.rate else None
            for state in answer.measures
            if state.state.verdict == "yes"
            and state.measure.instrument == "tariff"
            and state.measure.id.startswith("us-301-list")
        }

    assert rates("2019-05-08") == {"us-301-list-1": 25, "us-301-list-2": 25, "us-301-list-3": 10}
    assert rates("2019-05-10") == {"us-301-list-1": 25, "us-301-list-2": 25, "us-301-list-3": 25}


def test_totals_of_27_march_2019_against_those_that_the_report_prints(record: Collection) -> None:
    """250 billion dollars of Chinese goods, 50 at 25 percent and 200 at 10; about 110 of US goods.

    The figures name the lists that they are of; what the lists add up to is what the report prints.
    """
    answer = ask(record, "2019-03-27", "2026-10-07")
    values = {
        state.measure.id: state.value.value
        for state in answer.measures
        if state.state.verdict == "yes" and state.value is not None
    }
    for figure, printed in (
        ("f-us-duties-value-2019-03-27", 250),
        ("f-us-duties-25-value-2019-03-27", 50),
        ("f-cn-duties-value-2019-03-27", 110),
    ):
        held = record.records[figure]
        assert isinstance(held, Figure) and held.value is not None
        lists = [link.to for link in held.links if link.rel == "about"]
        assert sum(values[measure] or 0 for measure in lists) == held.value.value == printed
    us = next(total for total in answer.totals if total.by == "us" and not total.tree)
    china = next(total for total in answer.totals if total.by == "china" and not total.tree)
    assert us.amount.value == 250
    assert {rate: amount.value for rate, amount in us.by_rate} == {"25 percent": 50, "10 percent": 200}
    # the program's own total counts the answer to the steel duties too, which the report leaves out
    assert china.amount.value == pytest.approx(110 + 2.969)


@pytest.mark.parametrize("known_on", ["2019-03-27", "2026-10-07"])
def test_printed_totals_of_27_march_2019_stand_beside_ours(record: Collection, known_on: str) -> None:
    """Both are shown: 250 is what the US lists add up to; "about $110 billion" leaves out the answer to steel."""
    answer = ask(record, "2019-03-27", known_on)
    found = {each.figure: each for each in answer.printed}
    us = found["f-us-duties-value-2019-03-27"]
    assert (us.value.value, us.here.amount.value, us.differs, us.rest) == (250, 250, False, ())
    china = found["f-cn-duties-value-2019-03-27"]
    assert (china.value.words, china.here.amount.words, china.differs) == (
        "about $110 billion",
        "about 110",
        False,
    )
    assert [(each.measure, each.amount.value) for each in china.here.addends] == [
        ("cn-list-1", 34),
        ("cn-list-2", 16),
        ("cn-60bn", 60),
    ]
    assert china.rest == ("cn-232-retaliation-15", "cn-232-retaliation-25")
    assert [(cite.source, cite.at) for cite in china.cites] == [("reuters-2019-03-27", "paragraph 13")]
    # the day before, nobody had printed them
    assert not {each.figure for each in ask(record, "2019-03-26", "2019-03-26").printed} & {
        us.figure,
        china.figure,
    }


@pytest.mark.parametrize(
    "about", ["2017-08-01", "2018-09-30", "2019-05-10", "2020-06-01", "2025-05-01", "2026-03-01"]
)
def test_whom_nobody_can_tell_of_is_one_answer_everywhere(record: Collection, about: str) -> None:
    measures = [held for held in record.of_kind("measure") if isinstance(held, Measure)]
    published = {held.id: held.published for held in record.of_kind("source") if isinstance(held, Source)}
    sides = {held.id: held.side for held in record.of_kind("actor") if isinstance(held, Actor) and held.side}
    for known_on in (about, "2026-10-07"):
        answer = ask(record, about, known_on)
        unsure = {it.measure.id for it in answer.measures if it.state.verdict == "unsure" and not it.children}
        if known_on != about and about < "2025":
            assert "us-301-exclusions-2025" in unsure
        assert all(it.tells and not it.later for it in answer.measures if it.measure.id in unsure)
        assert {id_ for total in answer.totals for id_ in total.unsure} == unsure
        drawn: set[str] = set()
        for side in ("us", "china"):
            points = series(
                measures,
                side,
                answer.day,
                answer.day,
                answer.known_on,
                published=published,
                side_of=sides,
            )
            drawn |= {id_ for point in points for id_ in point.unsure}
        assert drawn == unsure
        text = in_force_page(answer, 300, names={}).text()
        listed = text.split("\n")
        for it in answer.measures:
            if it.measure.id in unsure:
                assert any(line.strip().startswith(f"◪ {it.measure.title}  can't tell") for line in listed)
