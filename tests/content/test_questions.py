"""Ten questions, each answered by the command beside it; the answers are read off the sources.

The same commands are asked of a made-up collection about something else in ``tests/unit/test_questions_harbour.py``,
so that nothing is fitted to this one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tradetui.cli.main import run

FOLDER = Path(__file__).parents[2] / "content" / "us-china-trade-war"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(asker: Callable[[Path], Ask]) -> Ask:
    """Ask the collection."""
    return asker(FOLDER)


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
    # nothing else was planned on that day, and the hope of a summit came later
    open_plans = ask(
        "find",
        "--known-on",
        "2019-01-15",
        "--in",
        "events",
        "status:planned,expected,hoped,possible,threatened",
    )
    assert ids(open_plans) == ["2019-03-02-increase"]


def test_2_after_the_delay_the_day_is_no_plan_any_more(ask: Ask) -> None:
    plan = ask("in-force", "2019-03-02", "--known-on", "2019-02-25")
    third = next(record for record in plan["records"] if record["id"] == "us-301-list-3")
    assert (third["state"], third["rate"], third["step"]["id"]) == ("in force", 10, "s2")
    found = ask("find", "--known-on", "2019-02-25", "--in", "events", "on:2019-03-02 was:planned")
    assert ids(found) == ["2019-03-02-increase"]
    assert found["records"][0]["status"] == "postponed"


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
    # and the report of 27 March 2019 names them still, for the weeks before it
    march = ask("find", '"six areas"', "on:2019-03", "--in", "events", "--known-on", "2019-03-27")
    assert ids(march) == ["2019-03-texts-progress"]
    assert {citation["source"]["id"] for citation in march["records"][0]["citations"]} == {
        "reuters-2019-03-27"
    }


# 6. Planned, hoped for or threatened, but never happened: with the day each died.
def test_6_what_never_came(ask: Ask) -> None:
    query = "was:planned,hoped,expected,possible,threatened status:missed,cancelled,postponed"
    answer = ask("find", query, "--in", "events", "--limit", "0")
    died = {record["id"]: record["status_since"] for record in answer["records"]}
    assert died == {
        "2018-09-22-talks-cancelled": "[2018-09-21,2018-09-22]",
        "2019-01-01-increase": "2018-12-01",
        "2019-03-02-increase": "2019-02-24",
        "2019-03-summit-goal": "2019-03-14",
        "2019-04-summit-hope": "2019-04-23",
        "2019-05-deal-hope": "2019-05-10",
        "2019-deal-window": "2019-06-29",
        "2019-10-01-rise-to-30": "2019-09-11",
        "2019-10-15-rise-to-30": "2019-10-11",
        "2019-11-signing-hope": "2019-11-26",
        "2019-12-15-list-4b": "2019-12-13",
        "2019-12-15-china-december-duties": "2019-12-15",
        "2020-01-01-purchase-period": "2022-02-08",
        "2025-11-01-100-percent-duty": "[2025-10-26..2025-10-30]",
    }


def test_6_the_day_is_in_the_table_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADETUI_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    out = tmp_path / "table.txt"
    with out.open("w", encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdout", file)
        run(["find", "was:hoped status:missed", "--in", "events", "--collection", str(FOLDER)])
    lines = out.read_text(encoding="utf-8").splitlines()
    goal = next(line for line in lines if "aimed at for the end of March 2019" in line)
    assert "missed" in goal and "2019-03-14" in goal


def test_6_a_status_counts_from_the_first_entry_that_says_so(ask: Ask) -> None:
    answer = ask("find", "status:missed,cancelled,postponed", "--in", "events", "--limit", "0")
    died = {record["id"]: record["status_since"] for record in answer["records"]}
    assert died["2019-03-summit-goal"] == "2019-03-14"
    assert died["2019-03-02-increase"] == "2019-02-24"
    assert died["2019-12-15-list-4b"] == "2019-12-13"


#: Read off the sources: the events for which one page was found, and two that the report of 27 March 2019 alone tells.
ON_ONE_SOURCE = {
    "2018-02-27-liu-he-washington",
    "2018-03-02-trade-wars-easy",
    "2018-03-23-ds542",
    "2018-03-23-mofcom-128",
    "2018-03-23-wto-goods",
    "2018-04-04-not-in-trade-war",
    "2018-05-13-zte-tweet",
    "2018-05-29-tariffs-revived",
    "2018-07-06-mofcom",
    "2018-08-08-cn-final-list2",
    "2018-11-wto-panels",
    "2018-12-29-call",
    "2019-03-22-keep-50bn",
    "2019-03-25-exclusions",
    "2019-03-29-brokerages",
    "2019-03-31-auto-extension",
    "2019-03-china-proposals",
    "2019-03-texts-progress",
    "2019-03-zhong-shan",
    "2019-05-09-fr-list-3-25",
    "2019-05-10-liu-three-concerns",
    "2019-06-18-trump-xi-call",
    "2019-07-18-negotiators-call",
    "2019-07-24-shanghai-announced",
    "2019-08-13-negotiators-call",
    "2019-08-20-fr-list-4",
    "2019-08-26-liu-he-calm",
    "2019-09-03-fr-30-percent-proposal",
    "2019-09-11-rise-moved-to-15-oct",
    "2019-11-26-negotiators-call",
    "2019-12-15-china-holds-december-duties",
    "2020-02-17-china-purchase-exclusions",
    "2020-05-07-negotiators-call",
    "2022-09-08-301-continued",
    "2024-05-28-fr-proposal",
    "2025-04-09-us-84",
    "2025-04-16-li-chenggang-appointed",
    "2025-07-28-stockholm-talks",
    "2025-10-12-mofcom-reply",
    "2025-11-10-fentanyl-10",
    "2026-02-04-trump-xi-call",
    "2026-02-20-eo-14389",
    "2026-06-02-forced-labour-proposal",
}


# 7. Which events rest on one source? Which have sources that disagree, on what?
def test_7_one_source_and_sources_that_disagree(ask: Ask) -> None:
    one = ask("find", "cites:1", "--in", "events", "--limit", "0")
    assert set(ids(one)) == ON_ONE_SOURCE
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
        ("us-301-list-3", "steps.s2.lines"),
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
        ("us-301-list-3", "s9", 304, 1),  # 10 July 2018 and 9 May 2019 to 10 May 2019
        ("cn-60bn-annex-1", "s3", 19, 19),  # 13 May to 1 June 2019
        ("us-301-list-4a", "s6", 114, 2),  # 10 May and 30 August to 1 September 2019
        ("us-301-list-4a", "s8", 63, 23),  # 13 December 2019 and 22 January to 14 February 2020
        ("cn-75bn-part-1-ten", "s1", 9, 9),  # 23 August to 1 September 2019
        ("us-ieepa-fentanyl-china", "s1", 3, 3),  # 1 to 4 February 2025
        ("cn-2025-all-goods", "s2", 6, 1),  # 4 and 9 April to 10 April 2025
    ):
        lag = lags[measure, step]
        assert (lag["announced_least"], lag["least"]) == (announced, decided), measure
    fuzzy = lags["us-301-fyr-semiconductors", "s2"]
    # 18 September 2024 to some day of 2025
    assert (fuzzy["least"], fuzzy["most"]) == (105, 469)


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
    ("who", "expected"),
    [
        (
            "lighthizer",
            [
                ("2017-08-18", "I have determined that these critical issues"),
                ("2018-04-05", "President Trump is proposing an appropriate response"),
                ("2018-07-10", "As a result of China's retaliation"),
                ("2018-11-20", "This update shows that China has not fundamentally altered"),
                ("2018-12-09", "As far as I'm concerned, it's a hard deadline."),
                ("2019-01-31", "At this point, it's impossible for me to predict success."),
                ("2019-02-22", "From now on, we're not using the word"),
                ("2019-02-27", "We can compete with anyone in the world"),
                ("2019-02-27", "The enforcement process will be very specific."),
                ("2019-05-06", "Over the course of the last week or so"),
                ("2019-05-06", "retreating from specific commitments"),
                ("2019-05-06", "Really, I would use the word 'reneging'"),
                ("2019-05-10", "The President also ordered us"),
                ("2019-12-13", "President Trump has focused on concluding"),
                ("2020-09-15", "the WTO is completely inadequate"),
            ],
        ),
        (
            "liu-he",
            [
                ("2018-05-20", "The two sides reached a consensus"),
                ("2019-08-26", "We think an escalation of the trade war"),
                ("2019-10-11", "We have made substantial progress in many fields."),
            ],
        ),
    ],
)
def test_10_all_that_someone_is_quoted_on(ask: Ask, who: str, expected: list[tuple[str, str]]) -> None:
    answer = ask("find", f"by:{who}", "--in", "quotes", "--sort", "when", "--limit", "0")
    said = [(record["said"], _words(record["text"])) for record in answer["records"]]
    assert [day for day, _ in said] == [day for day, _ in expected]
    for day, words in expected:
        assert any(when == day and text.startswith(words) for when, text in said), words


def _words(text: str | list[str]) -> str:
    return text if isinstance(text, str) else " ".join(text)
