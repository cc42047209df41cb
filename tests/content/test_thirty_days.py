"""Thirty random days between August 2017 and October 2026: what one could know on each, read off the sources.

The days are drawn as ``random.Random(20190327)`` draws them from the span of the record; what is expected was
looked up by hand. For each: the plans open on that day, the latest thing that had happened, and rates in force.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "content" / "us-china-trade-war"

Ask = Callable[..., dict[str, Any]]

PURCHASES = {"2020-01-01-purchase-period"}
TRUCE = {"2026-11-10-truce-end-date"}
LISTS = {"us-301-list-1": 25, "us-301-list-2": 25, "us-301-list-3": 25, "us-301-list-4a": 7.5}

#: Day: plans open on it, the latest events that had happened, rates in force (None: not in force).
DAYS: dict[str, tuple[set[str], set[str], dict[str, float | None]]] = {
    "2018-10-10": (
        {"2019-01-01-increase"},
        {"2018-10-04-pence"},
        {"us-301-list-1": 25, "us-301-list-3": 10, "cn-60bn-annex-1": 10, "cn-60bn-annex-4": 5},
    ),
    "2019-02-19": (
        {"2019-02-21-washington", "2019-03-02-increase"},
        {"2019-02-14-beijing"},
        {"us-301-list-3": 10, "cn-list-1": 25, "cn-autos-25": None},
    ),
    "2019-04-30": (
        {"2019-deal-window", "2019-05-deal-hope", "2019-05-09-washington-round-11"},
        {"2019-04-30-beijing"},
        {"us-301-list-3": 10, "us-232-steel": 25, "us-232-aluminium": 10, "cn-list-2": 25},
    ),
    "2019-06-07": (
        {"2019-deal-window"},
        {"2019-06-02-china-white-paper"},
        {"us-301-list-3": 25, "us-301-list-4-proposed": None, "cn-60bn-annex-1": 25, "cn-60bn-annex-2": 20},
    ),
    "2019-09-19": (
        {
            "2019-10-10-washington-round-13",
            "2019-10-15-rise-to-30",
            "2019-12-15-list-4b",
            "2019-12-15-china-december-duties",
        },
        {"2019-09-11-china-suspends-some-duties", "2019-09-11-rise-moved-to-15-oct"},
        {"us-301-list-4a": 15, "us-301-list-4b": None, "cn-75bn-part-1-ten": 10, "cn-75bn-part-2-ten": None},
    ),
    "2019-11-02": (
        {"2019-11-signing-hope", "2019-12-15-list-4b", "2019-12-15-china-december-duties"},
        {"2019-10-11-phase-one-in-principle"},
        {"us-301-list-1": 25, "us-301-list-4a": 15, "us-301-lists-1-3-plan-30": None},
    ),
    "2020-01-07": (
        {"2020-01-15-phase-one-signed"},
        {"2019-12-31-signing-date"},
        {"us-301-list-4a": 15, "us-301-list-4b": None, "cn-75bn-part-1-five": 5, "cn-75bn-part-2-five": None},
    ),
    "2020-10-18": (PURCHASES, {"2020-09-15-wto-panel-ds543"}, {**LISTS, "us-301-list-4b": None}),
    "2021-03-21": (PURCHASES, {"2020-09-15-wto-panel-ds543"}, dict(LISTS)),
    "2021-04-06": (PURCHASES, {"2020-09-15-wto-panel-ds543"}, dict(LISTS)),
    "2021-05-29": (PURCHASES, {"2020-09-15-wto-panel-ds543"}, dict(LISTS)),
    "2021-07-25": (PURCHASES, {"2020-09-15-wto-panel-ds543"}, dict(LISTS)),
    "2021-10-03": (PURCHASES, {"2020-09-15-wto-panel-ds543"}, dict(LISTS)),
    "2022-06-10": (set(), {"2022-02-08-piie-result"}, dict(LISTS)),
    "2022-07-22": (set(), {"2022-02-08-piie-result"}, dict(LISTS)),
    "2022-08-01": (set(), {"2022-02-08-piie-result"}, dict(LISTS)),
    "2022-09-01": (set(), {"2022-02-08-piie-result"}, dict(LISTS)),
    "2023-05-23": (set(), {"2022-09-08-301-continued"}, dict(LISTS)),
    "2023-10-13": (set(), {"2022-09-08-301-continued"}, dict(LISTS)),
    "2024-01-31": (set(), {"2022-09-08-301-continued"}, dict(LISTS)),
    "2024-03-14": (set(), {"2022-09-08-301-continued"}, dict(LISTS)),
    "2024-08-12": (
        set(),
        {"2024-05-28-fr-proposal"},
        {**LISTS, "us-301-fyr-electric-vehicles": None, "us-301-fyr-solar-cells": None},
    ),
    "2024-10-27": (
        set(),
        {"2024-09-27-301-increases-start"},
        {
            **LISTS,
            "us-301-fyr-electric-vehicles": 100,
            "us-301-fyr-solar-cells": 50,
            "us-301-fyr-steel-aluminium": 25,
            "us-301-fyr-semiconductors": None,
        },
    ),
    "2025-03-04": (
        set(),
        {"2025-03-04-fentanyl-20", "2025-03-04-china-farm-list"},
        {"us-ieepa-fentanyl-china": 20, "cn-2025-energy-15": 15, "cn-2025-farm-15": None},
    ),
    "2025-06-01": (
        set(),
        {"2025-05-14-rates-cut-to-10"},
        {
            "us-ieepa-fentanyl-china": 20,
            "us-ieepa-reciprocal-china": 10,
            "cn-2025-all-goods": 10,
            "cn-2025-farm-10": 10,
        },
    ),
    "2025-10-16": (
        {"2025-11-01-100-percent-duty"},
        {"2025-10-12-mofcom-reply"},
        {"us-ieepa-reciprocal-china": 10, "us-ieepa-fentanyl-china": 20, "us-threat-100-percent": None},
    ),
    "2025-12-05": (
        TRUCE,
        {"2025-11-10-fentanyl-10", "2025-11-10-china-farm-stop", "2025-11-10-maritime-suspension"},
        {"us-ieepa-fentanyl-china": 10, "us-ieepa-reciprocal-china": 10, "cn-2025-farm-15": None},
    ),
    "2026-05-20": (
        TRUCE,
        {"2026-05-13-beijing-summit"},
        {"us-ieepa-fentanyl-china": None, "us-section-122-surcharge": 10, "us-301-fyr-semiconductors": 50},
    ),
    "2026-06-12": (
        TRUCE,
        {"2026-06-02-forced-labour-proposal"},
        {"us-section-122-surcharge": 10, "us-301-forced-labour-china": None, "cn-2025-all-goods": 10},
    ),
    "2026-08-21": (
        TRUCE,
        {"2026-07-24-section-122-expires"},
        {"us-section-122-surcharge": None, "us-301-forced-labour-china": 12.5, **LISTS},
    ),
}


@pytest.fixture
def ask(asker: Callable[[Path], Ask]) -> Ask:
    """Ask the collection."""
    return asker(FOLDER)


def test_these_are_the_days_drawn() -> None:
    draw = random.Random(20190327)
    first, last = date(2017, 8, 14).toordinal(), date(2026, 10, 7).toordinal()
    drawn = sorted(date.fromordinal(draw.randint(first, last)).isoformat() for _ in range(30))
    assert drawn == list(DAYS)


@pytest.mark.parametrize("day", DAYS)
def test_the_plans_open_and_the_latest_that_had_happened(ask: Ask, day: str) -> None:
    plans, latest_events, _ = DAYS[day]
    answer = ask("find", "--in", "events", "--known-on", day, "--limit", "0")
    by_status: dict[str, dict[str, str]] = {}
    for record in answer["records"]:
        by_status.setdefault(record.get("status", "happened"), {})[record["id"]] = _first(record["when"])
    open_plans = {"planned", "hoped", "expected", "possible", "threatened"}
    assert {id_ for status in open_plans for id_ in by_status.get(status, {})} == plans
    begun = by_status["happened"]
    latest = max(begun.values())
    assert latest <= day
    assert {id_ for id_, first in begun.items() if first == latest} == latest_events


def _first(when: str) -> str:
    """The first day that a date can begin on, enough of EDTF for what had happened by then."""
    text = when.strip("[]{}").split("/")[0].split("..")[0].split(",")[0].rstrip("?~%")
    return text or "0000"


@pytest.mark.parametrize("day", DAYS)
def test_rates_in_force(ask: Ask, day: str) -> None:
    answer = ask("in-force", day, "--known-on", day, "--all")
    held = {record["id"]: record for record in answer["records"]}
    for measure, rate in DAYS[day][2].items():
        expected = ("not in force", None) if rate is None else ("in force", rate)
        assert (held[measure]["state"], held[measure]["rate"]) == expected, measure
