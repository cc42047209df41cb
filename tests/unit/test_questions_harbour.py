"""The ten questions that are asked of the bundled record, asked of a made-up one about a harbour.

The answers are read off the files of ``tests/collections/harbour``, not off the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(asker: Callable[[Path], Ask]) -> Ask:
    """Ask the collection."""
    return asker(HARBOUR)


def ids(answer: dict[str, Any]) -> list[str]:
    return [record["id"] for record in answer["records"]]


def states(answer: dict[str, Any]) -> dict[str, tuple[str, float | None]]:
    return {record["id"]: (record["state"], record["rate"]) for record in answer["records"]}


NOON = ("--at", "12:00", "--tz", "Europe/Stockholm")


# 1. What was in force at noon on a day, at what rate?
@pytest.mark.parametrize(
    ("day", "state", "rate"),
    [
        ("2011-04-30", "not in force", None),
        ("2011-05-01", "in force", 5),  # from 00:01 of that day
        ("2011-09-15", "in force", 5),  # the rise of September was put off
        ("2011-11-15", "in force", 5),  # and so was that of November
        ("2012-03-11", "in force", 5),
        ("2012-06-01", "in force", 12),
        ("2012-07-15", "not in force", None),  # suspended for the summer
        ("2012-10-15", "in force", 12),
        ("2012-12-20", "not in force", None),
    ],
)
def test_1_in_force_at_noon(ask: Ask, day: str, state: str, rate: float | None) -> None:
    answer = ask("in-force", day, *NOON, "--all")
    assert states(answer)["avik-fee-trawlers"] == (state, rate)


def test_1_a_step_without_an_hour_can_t_be_told_at_noon_of_its_own_day(ask: Ask) -> None:
    assert states(ask("in-force", "2011-05-01", *NOON))["avik-fee-ferries"][0] == "can't tell"
    assert states(ask("in-force", "2011-05-02", *NOON))["avik-fee-ferries"] == ("in force", 34)


# 2. What did people expect on one day for another?
@pytest.mark.parametrize(
    ("known_on", "rate", "step"),
    [("2011-10-10", 12, "s5"), ("2011-11-01", 5, "s2"), ("2011-08-25", 5, "s2"), ("2011-05-02", 12, "s3")],
)
def test_2_what_was_expected(ask: Ask, known_on: str, rate: float, step: str) -> None:
    answer = ask("in-force", "2011-11-15", "--known-on", known_on)
    fee = next(record for record in answer["records"] if record["id"] == "avik-fee-trawlers")
    assert fee["plan"] is True
    assert (fee["state"], fee["rate"], fee["step"]["id"]) == ("in force", rate, step)


def test_2_what_is_found_for_the_day_as_known_then(ask: Ask) -> None:
    answer = ask("find", "--known-on", "2011-08-01", "--in", "events", "on:2011-09-30")
    assert set(ids(answer)) == {"2011-settlement-goal", "2011-ferry-strike", "2011-patrols"}
    goal = next(record for record in answer["records"] if record["id"] == "2011-settlement-goal")
    assert goal["status"] == "hoped"
    assert [entry["on"] for entry in goal["history"]] == ["2011-07-20"]


# 3. What changed between two days?
def test_3_what_changed(ask: Ask) -> None:
    answer = ask("changes", "2011-06-20", "2012-06-01")
    steps: dict[str, set[str]] = {}
    for record in answer["records"]:
        if record["what"] == "step":
            steps.setdefault(record["id"], set()).add(record["step"])
    assert steps["avik-fee-trawlers"] >= {"s4", "s5", "s6", "s7"}
    assert "s2" not in steps["avik-fee-trawlers"]
    assert "s2" in steps["avik-fee-ferries"] and "s2" in steps["merisalo-berths"]
    fee = next(r for r in answer["records"] if r["what"] == "measure" and r["id"] == "avik-fee-trawlers")
    assert fee["before"].startswith("in force: 5 percent")
    assert fee["after"].startswith("in force: 12 percent")
    told = set(ids(answer))
    assert {"2011-settlement-goal", "2011-settlement-later", "2012-05-14-judgment"} <= told
    assert "2011-06-14-duty" not in told and "2012-12-01-end" not in told


# 4. All that was said by unnamed officials in one report, each apart.
def test_4_unnamed_officials_apart(ask: Ask) -> None:
    def said(*query: str) -> list[str]:
        return ids(ask("find", "source:courier-2011-10-05", *query, "--in", "quotes"))

    assert said("is:unnamed", "side:avik") == ["q-official-one", "q-official-two"]
    assert said("described:first") == ["q-official-one"]
    assert said("described:second") == ["q-official-two"]
    assert said('described:"another official"') == ["q-official-two"]
    assert said("is:unnamed", "side:merisalo") == []


# 5. Which goods were meant, and who says so?
def test_5_what_is_meant_and_who_says_so(ask: Ask) -> None:
    assert ids(ask("find", '"crushed or in blocks"')) == ["merisalo-ice-duty"]
    shown = json.dumps(ask("show", "merisalo-ice-duty"), ensure_ascii=False)
    assert "ice, crushed or in blocks" in shown
    assert "merisalo-bulletin-2011-06-14" in shown and "Decision 31: duty on ice" in shown


# 6. Planned, hoped for or threatened, but never happened, with the day each died.
def test_6_what_never_came(ask: Ask) -> None:
    query = "was:planned,hoped,expected,possible,threatened status:missed,cancelled,postponed"
    answer = ask("find", query, "--in", "events")
    assert {record["id"]: record["status_since"] for record in answer["records"]} == {
        "2011-summer-regatta": "2011-06-15",
        "2011-settlement-goal": "2011-09-26",
        "2011-settlement-later": "2012-01-02",
        "2012-blockade-threat": "2012-05-14",
    }


# 7. Which events rest on one source, and where do sources disagree?
def test_7_one_source(ask: Ask) -> None:
    assert set(ids(ask("find", "cites:1", "--in", "events", "--limit", "0"))) == {
        "2011-first-talks",
        "2011-03-letter",
        "2011-04-01-protest",
        "2011-spring-count",
        "2011-07-closure",
        "2011-07-ferry-letter",
        "2011-ferry-strike",
        "2011-patrols",
        "2011-10-04-officials",
        "2011-10-28-post",
        "2011-lost-nets",
        "2012-filing",
        "2012-05-14-judgment",
        "2012-second-quarter-market",
        "2012-winter-repairs",
        "2012-12-01-end",
        "2012-next-season",
        "2012-dredging",
    }


def test_7_sources_that_disagree(ask: Ask) -> None:
    points = {(record["id"], record["field"]) for record in ask("conflicts")["records"]}
    assert {
        ("2011-04-01-notice", "summary"),
        ("2011-06-14-duty", "when"),
        ("avik-fee-trawlers", "steps.s7.lines"),
    } <= points
    assert {id_ for id_, _ in points} >= {"f-boats-guild", "f-revenue-2011-first"} or {
        id_ for id_, _ in points
    } >= {"f-boats-museum", "f-revenue-2011-second"}
    assert any(id_.startswith("2012-dredging") for id_, _ in points)


# 8. How many days between the announcement and the effect?
@pytest.mark.parametrize(
    ("measure", "step", "announced", "decided"),
    [
        ("avik-fee-trawlers", "s2", (52, 52), (30, 30)),  # 10 March and 1 April to 1 May 2011
        ("avik-fee-ferries", "s1", (30, 30), (30, 30)),
        ("avik-fee-trawlers", "s8", (11, 11), (11, 11)),  # 20 June to 1 July 2012
        ("avik-fee-trawlers", "s9", (14, 14), (14, 14)),
        ("merisalo-ice-duty", "s1", (-13, -13), (-13, -13)),  # 14 June, back to 1 June
        ("merisalo-ice-duty", "s2", (1, 60), (1, 60)),  # some day in June to some day in July
        ("merisalo-berths", "s2", (3, 7), (0, 0)),  # between 11 and 15 July, and 18 July
    ],
)
def test_8_days_from_announcement_to_effect(
    ask: Ask, measure: str, step: str, announced: tuple[int, int], decided: tuple[int, int]
) -> None:
    lags = {(lag["id"], lag["step"]): lag for lag in ask("measures", "--lags")["records"]}
    lag = lags[measure, step]
    assert (lag["least"], lag["most"]) == decided
    assert (lag["announced_least"], lag["announced_most"]) == announced


# 9. Which days are meant by the words of a report, and who says so?
def test_9_dates_of_a_source(ask: Ask) -> None:
    read = {(date["words"], date["edtf"]) for date in ask("dates", "courier-2011-07-20")["records"]}
    assert {
        ("by the end of September", "2011-09-30~"),
        ("one day in the week before last", "[2011-07-11..2011-07-15]"),
    } <= read
    later = {(date["words"], date["edtf"]) for date in ask("dates", "courier-2011-10-05")["records"]}
    assert ("October, November or December, who knows", "[2011-10,2011-11,2011-12]") in later


# 10. All that someone is quoted on, in order, with the words.
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("dahl", ["q-dahl-catch", "q-dahl-tax", "q-dahl-post"]),
        ("salo", ["q-guild-boats", "q-salo-denied", "q-hostile"]),
        ("李梅", ["q-li-mei-letter", "q-li-mei-short"]),
    ],
)
def test_10_all_that_someone_is_quoted_on(ask: Ask, who: str, expected: list[str]) -> None:
    answer = ask("find", f"by:{who}", "--in", "quotes", "--sort", "when")
    assert ids(answer) == expected
    assert all(record["text"] for record in answer["records"])
