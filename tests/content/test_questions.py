"""Ten questions, each answered by the command beside it; the answers are read off the sources.

The same commands are asked of a made-up collection about something else, so that nothing is fitted to this one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tradetui.cli.main import run

FOLDER = Path(__file__).parents[2] / "content" / "us-china-trade-war"
HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> Ask:
    """Run a command on a collection and return its machine-read answer."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("TRADETUI_TODAY", "2026-11-24")

    def asked(*arguments: str, folder: Path = FOLDER) -> dict[str, Any]:
        status = run([*arguments, "--collection", str(folder), "--format", "json"])
        out, err = capsys.readouterr()
        assert status in (0, 1), err
        answer: dict[str, Any] = json.loads(out)
        return answer

    return asked


def ids(answer: dict[str, Any]) -> list[str]:
    return [record["id"] for record in answer["records"]]


def rates(answer: dict[str, Any], by: str) -> dict[str, float | None]:
    return {
        record["id"]: record["rate"]
        for record in answer["records"]
        if record["state"] == "in force" and record["by"] == by and not record["children"]
    }


# 1. Which US tariffs on Chinese goods were in force at noon, Washington time, on 8 May 2019, and on 10 May?
@pytest.mark.parametrize(("day", "rate"), [("2019-05-08", 10), ("2019-05-10", 25)])
def test_1_in_force_at_noon_in_washington(ask: Ask, day: str, rate: int) -> None:
    answer = ask("in-force", day, "--at", "12:00", "--tz", "America/New_York")
    lists = {
        id_: found
        for id_, found in rates(answer, "ustr").items()
        if id_.startswith("us-301-list") and "exclusions" not in id_
    }
    assert lists == {"us-301-list-1": 25, "us-301-list-2": 25, "us-301-list-3": rate}


# 2. What did people on 15 January 2019 expect for 2 March 2019?
def test_2_what_was_expected_for_2_march_2019(ask: Ask) -> None:
    plan = ask("in-force", "2019-03-02", "--known-on", "2019-01-15")
    third = next(record for record in plan["records"] if record["id"] == "us-301-list-3")
    assert third["plan"] is True
    assert (third["state"], third["rate"], third["step"]["id"]) == ("in force", 25, "s5")
    found = ask("find", "--known-on", "2019-01-15", "--in", "events", "on:2019-03-02")
    assert ids(found) == ["2019-03-02-increase"]
    assert found["records"][0]["status"] == "planned"
    told = [entry["on"] for entry in found["records"][0]["history"]]
    assert told == ["2018-12-01", "2018-12-19"]


# 3. What changed between 30 November 2018 and 10 May 2019?
def test_3_changes(ask: Ask) -> None:
    answer = ask("changes", "2018-11-30", "2019-05-10")
    changed = [
        (record["id"], record["before"], record["after"])
        for record in answer["records"]
        if record["what"] == "measure" and not record["possibly"]
    ]
    assert ("us-301-list-3", "in force: 10 percent", "in force: 25 percent") in [
        (id_, before.split(";")[0], after.split(";")[0]) for id_, before, after in changed
    ]
    steps = [record["step"] for record in answer["records"] if record["id"] == "us-301-list-3"]
    assert {"s4", "s5", "s6", "s7", "s8", "s9"} <= set(steps)
    told = set(ids(answer))
    assert {
        "2018-12-01-buenos-aires",
        "2019-03-summit-goal",
        "2019-01-01-increase",
        "2019-03-02-increase",
    } <= told
    assert "us-301-list-2" not in told


# 4. Everything said by unnamed US officials in the report of 27 March 2019, each official apart.
def test_4_the_unnamed_officials_apart(ask: Ask) -> None:
    answer = ask("find", "source:reuters-2019-03-27 is:unnamed side:us", "--in", "quotes", "--limit", "0")
    assert answer["total"] == 13

    def said(*query: str) -> list[str]:
        return ids(ask("find", "source:reuters-2019-03-27", *query, "--in", "quotes", "--limit", "0"))

    assert said("described:first") == ["q-seed-5"]
    assert said("described:second") == ["q-seed-4"]
    assert set(said('described:"one official"')) == {
        "q-seed-proposals",
        "q-seed-hope",
        "q-seed-1",
        "q-seed-2",
    }
    assert set(said("described:another")) == {"q-seed-3", "q-seed-sticking-ip", "q-seed-sticking-enforcement"}
    assert len(said('described:"U.S. officials"')) == 4


# 5. Which six areas were under written negotiation in March 2019, and who says so?
def test_5_the_six_areas(ask: Ask) -> None:
    assert "2019-02-20-six-texts" in ids(ask("find", "six memorandums", "--in", "events"))
    shown = json.dumps(ask("show", "2019-02-20-six-texts"))
    for area in (
        "forced technology transfer and cyber theft",
        "intellectual property rights",
        "services",
        "currency",
        "agriculture",
        "non-tariff barriers",
    ):
        assert area in shown
    assert "reuters-2019-03-27" in shown and "lincoln-2019-02-21" in shown


# 6. Planned, hoped for or threatened, but never happened: with the day each died.
def test_6_what_never_came(ask: Ask) -> None:
    query = "was:planned,hoped,expected,possible,threatened status:missed,cancelled,postponed"
    answer = ask("find", query, "--in", "events", "--limit", "0")
    died = {record["id"]: record["status_since"] for record in answer["records"]}
    assert set(died) == {
        "2018-09-22-talks-cancelled",
        "2019-01-01-increase",
        "2019-03-02-increase",
        "2019-03-summit-goal",
        "2019-04-summit-hope",
        "2019-05-deal-hope",
        "2019-deal-window",
        "2019-10-01-rise-to-30",
        "2019-10-15-rise-to-30",
        "2019-11-signing-hope",
        "2019-12-15-list-4b",
        "2020-01-01-purchase-period",
        "2025-11-01-100-percent-duty",
    }
    assert died["2019-01-01-increase"] == "2018-12-01"
    assert died["2019-10-15-rise-to-30"] == "2019-10-11"
    assert died["2020-01-01-purchase-period"] == "2022-02-08"


def test_6_a_status_counts_from_the_first_entry_that_says_so(ask: Ask) -> None:
    answer = ask("find", "status:missed,cancelled,postponed", "--in", "events", "--limit", "0")
    died = {record["id"]: record["status_since"] for record in answer["records"]}
    assert died["2019-03-summit-goal"] == "2019-03-14"
    assert died["2019-03-02-increase"] == "2019-02-24"
    assert died["2019-12-15-list-4b"] == "2019-12-13"


# 7. Which events rest on one source? Which have sources that disagree, on what?
def test_7_one_source_and_sources_that_disagree(ask: Ask) -> None:
    one = ask("find", "cites:1", "--in", "events", "--limit", "0")
    assert one["total"] > 20
    for record in one["records"]:
        cited = {cite["source"]["id"] for cite in record["citations"]}
        nested = {
            cite if isinstance(cite, str) else cite["source"]
            for entry in record.get("history", [])
            for cite in entry.get("cites", [])
        }
        assert len(cited | nested) == 1, record["id"]
    points = {(record["id"], record["field"]) for record in ask("conflicts")["records"]}
    assert {
        ("2018-06-15-cn-list", "when"),
        ("2018-12-01-buenos-aires", "summary"),
        ("2025-06-11-trump-deal-done", "summary"),
        ("f-tariffs-ordered-2018-03-22", "value"),
        ("f-soybeans-2018-12", "value"),
        ("f-phase-one-reached-2022-02", "value"),
        ("f-not-yet-taxed-trump-2019-05", "value"),
        ("us-301-proposed-2018-04", "base.value"),
        ("us-301-list-3", "lines"),
        ("cn-60bn-annex-4", "lines"),
        ("us-section-122-surcharge", "steps.s1.rate"),
        ("q-2019-05-06-lighthizer-retreating", "text"),
        ("2025-04-10-china-84-in-force", "time"),
    } <= points


# 8. How many days between the announcement and the effect of each list?
def test_8_days_from_announcement_to_effect(ask: Ask) -> None:
    lags = {(lag["id"], lag["step"]): lag for lag in ask("measures", "--lags")["records"]}
    for measure, step, announced, decided in (
        ("us-301-list-1", "s1", 21, 21),  # 15 June to 6 July 2018
        ("us-301-list-2", "s2", 69, 16),  # 15 June and 7 August to 23 August 2018
        ("us-301-list-3", "s2", 76, 7),  # 10 July and 17 September to 24 September 2018
        ("cn-list-1", "s1", 21, 21),
        ("cn-list-2", "s2", 69, 15),  # 8 August to 23 August 2018
        ("cn-60bn-annex-1", "s2", 52, 6),  # 3 August and 18 September to 24 September 2018
    ):
        lag = lags[measure, step]
        assert (lag["announced_least"], lag["least"]) == (announced, decided), measure
    fuzzy = lags["us-301-fyr-semiconductors", "s2"]
    assert fuzzy["least"] < fuzzy["most"]


# 9. "End of March", "next week" and "Since July 2018": which days are meant, and who says so?
def test_9_dates_of_a_source(ask: Ask) -> None:
    dates = ask("dates", "reuters-2019-03-27")["records"]
    read = {(date["words"], date["edtf"]) for date in dates}
    assert {
        ("initial end-of-March goal", "2019-03-31~"),
        ("next week", "[2019-04-01..2019-04-05]"),
        ("Since July 2018", "2018-07/2019-03-27"),
        ("on Thursday", "2019-03-28/.."),
        ("last week", "[2019-03-17..2019-03-23]"),
    } <= read
    week = next(date for date in dates if date["words"] == "next week")
    assert week["at"] == "paragraph 3"
    assert week["held"] == "2019-04-03/2019-04-05"
    assert "cri-2019-04-07" in json.dumps(week["others"])


# 10. Everything Robert Lighthizer is quoted on, in order, with his words; the same for Liu He.
@pytest.mark.parametrize(
    ("who", "first", "last", "count"),
    [
        ("lighthizer", "q-lighthizer-2017-08-18", "q-2020-09-15-lighthizer-wto", 15),
        ("liu-he", "q-liu-2018-05-20", "q-2019-10-11-liu-progress", 3),
    ],
)
def test_10_all_that_someone_is_quoted_on(ask: Ask, who: str, first: str, last: str, count: int) -> None:
    answer = ask("find", f"by:{who}", "--in", "quotes", "--sort", "when", "--limit", "0")
    said = [record["said"] for record in answer["records"]]
    assert said == sorted(said)
    assert len(said) == count
    assert (ids(answer)[0], ids(answer)[-1]) == (first, last)
    assert all(record["text"] for record in answer["records"])


@pytest.mark.parametrize(
    "command",
    [
        ("in-force", "2012-06-01", "--at", "12:00", "--tz", "Europe/Stockholm"),
        ("in-force", "2011-10-15", "--known-on", "2011-08-25"),
        ("find", "on:2011-10", "--known-on", "2011-08-25"),
        ("changes", "2011-06-20", "2012-06-01"),
        ("find", "is:unnamed", "--in", "quotes"),
        ("find", "was:planned,hoped status:missed,cancelled,postponed", "--in", "events"),
        ("find", "cites:1", "--in", "events"),
        ("conflicts",),
        ("measures", "--lags"),
        ("dates", "courier-2011-10-05"),
        ("find", "by:salo", "--in", "quotes", "--sort", "when"),
    ],
)
def test_the_same_commands_on_a_harbour(ask: Ask, command: tuple[str, ...]) -> None:
    answer = ask(*command, folder=HARBOUR)
    assert answer["records"], command
