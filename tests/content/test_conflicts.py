"""Where the sources disagree: each point of the list that was kept while they were read, one test a point.

The values are those of that list, not of the program. A value of which no source is at hand can't stand
as a citation's ``says``: it stands in the record's note, and that is what the last table holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tradetui.cli.main import run
from tradetui.core.records import Collection, Event, Figure, Measure, Quote

FOLDER = Path(__file__).parents[2] / "content" / "us-china-trade-war"

#: What stands against what: (record, field) to the values and, for each, a source that gives it.
Told = Callable[[str, str], dict[str, set[str]]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The answer of ``tradetui conflicts``: value to its sources, per record and field."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    patch.setenv("TRADETUI_TODAY", "2026-11-24")
    out = tmp_path_factory.mktemp("conflicts") / "out.json"
    with out.open("w", encoding="utf-8") as file:
        patch.setattr("sys.stdout", file)
        assert run(["conflicts", "--collection", str(FOLDER), "--format", "json"]) == 0
    patch.undo()
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for one in json.loads(out.read_text(encoding="utf-8"))["records"]:
        values = found.setdefault((one["id"], one["field"]), {})
        for value in one["values"]:
            cited = {citation["source"]["id"] for citation in value["citations"]}
            values.setdefault(value["value"], set()).update(cited)
    return lambda id_, field: found.get((id_, field), {})


def given(values: dict[str, set[str]], word: str, source: str) -> bool:
    """Is there a value with this word in it that this source gives?"""
    return any(word in value and source in cited for value, cited in values.items())


def test_tariffs_ordered_on_22_march_2018(told: Told) -> None:
    values = told("f-tariffs-ordered-2018-03-22", "value")
    assert given(values, "about $50 billion", "wh-memo-2018-03-22")
    assert given(values, "up to $60 billion", "ijr-2018-03-22")
    assert given(values, "up to $60 billion", "scmp-embassy-2018-03-23")


def test_list_of_3_april_2018(told: Told, record: Collection) -> None:
    values = told("us-301-proposed-2018-04", "base.value")
    assert given(values, "50", "fr-83-14906")
    assert given(values, "46.2", "piie-magvol")
    # 1,333 is a reading of "about 1,300", so no conflict; it is kept all the same.
    held = record.records["us-301-proposed-2018-04"]
    assert isinstance(held, Measure)
    assert "1,333" in held.note
    assert held.lines is not None and held.lines.words == "about 1,300"


def test_lines_of_list_3(told: Told, record: Collection) -> None:
    values = told("us-301-list-3", "steps.s2.lines")
    assert given(values, "5745", "fr-83-47974")
    assert given(values, "5733", "fr-84-43304")
    note = record.records["us-301-list-3"].note
    assert all(count in note for count in ("5,734", "11 partial", "83 FR 49153"))


def test_china_s_list_of_june_2018(told: Told) -> None:
    values = told("2018-06-15-cn-list", "when")
    assert given(values, "2018-06-15", "ctc-2018-06-15")
    assert given(values, "2018-06-16", "xinhua-2018-06-16")


def test_buenos_aires(told: Told) -> None:
    values = told("2018-12-01-buenos-aires", "summary")
    assert given(values, "90 days", "redstate-2018-12-02")
    assert given(values, "rise to 25 percent", "redstate-2018-12-02")
    assert given(values, "No deadline", "mfa-2018-12-01")
    assert given(values, "removal of all additional tariffs", "mfa-2018-12-01")


def test_soybeans_of_december_2018(told: Told) -> None:
    values = told("f-soybeans-2018-12", "value")
    assert given(values, "1.5 million", "taipei-2018-12-14")
    assert given(values, "1.13", "agripulse-2018-12-13")


def test_lighthizer_on_6_may_2019(told: Told) -> None:
    values = told("q-2019-05-06-lighthizer-retreating", "text")
    for source in ("cnn-2019-05-06", "wapo-2019-05-06", "washexam-2019-05-06"):
        assert given(values, "from specific commitments that had already been made", source)
    assert given(values, "from commitments that have already been made, in our judgment", "wsj-2019-05-06")


def test_goods_not_yet_taxed_in_may_2019(told: Told) -> None:
    values = told("f-not-yet-taxed-trump-2019-05", "value")
    assert given(values, "325", "ctv-2019-05-05")
    assert given(values, "300", "reuters-2019-05-10")


def test_annex_4_of_china_s_60_billion(told: Told) -> None:
    values = told("cn-60bn-annex-4", "lines")
    assert given(values, "662", "ctc-2018-8-zh")
    assert given(values, "595", "ctc-2019-3-annexes")


def test_purchases_under_phase_one(told: Told) -> None:
    values = told("f-phase-one-reached-2022-02", "value")
    assert given(values, "57", "piie-2022-02")
    assert given(values, "58", "piie-2022-02")


def test_london(told: Told) -> None:
    values = told("2025-06-11-trump-deal-done", "summary")
    assert given(values, "done", "upi-2025-06-11")
    assert given(values, "framework was reached in principle", "dna-2025-06-11")


def test_section_122(told: Told, record: Collection) -> None:
    values = told("us-section-122-surcharge", "steps.s1.rate")
    assert given(values, "10", "reuters-2026-03-12-copy")
    assert given(values, "15", "ussc-2026-02")
    assert "never proclaimed" in record.records["us-section-122-surcharge"].note


def test_hour_of_china_s_84_percent(told: Told) -> None:
    values = told("2025-04-10-china-84-in-force", "time")
    assert given(values, "12:01", "portnews-2025-04-09")
    assert given(values, "00:01", "fr-90-15625")


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("2018-06-07-zte-settlement", ("$1.4 billion", "$1.3 billion")),
        ("f-zte-penalty", ("$1.4 billion", "$1.3 billion")),
        ("2018-04-15-zte-denial", ("15 April", "16 April")),
        ("2017-11-08-beijing-visit", ("Pence", "10 November")),
        ("2018-09-22-talks-cancelled", ("21 September", "22nd")),
        ("2019-01-31-soybeans", ("a day",)),
        ("f-soybeans-2019-01", ("each day", "total")),
        ("f-us-deficit-2017", ("375.2", "376")),
        ("2018-12-14-auto-suspension", ("30 days",)),
        ("us-301-list-4a", ("112", "over 100")),
        ("2019-08-05-farm-purchases-stop", ("5 or 6 August",)),
        ("cn-2025-all-goods", ("12:01", "Eastern")),
    ],
)
def test_a_value_of_which_no_source_is_at_hand_is_in_the_note(
    record: Collection, id_: str, words: tuple[str, ...]
) -> None:
    held = record.records[id_]
    assert isinstance(held, (Event, Figure, Measure, Quote))
    notes = [held.note, *(step.note for step in getattr(held, "steps", ()))]
    assert all(any(word in note for note in notes) for word in words), notes


def test_the_values_held_where_only_a_note_tells_the_others(record: Collection) -> None:
    def figure(id_: str) -> float | None:
        held = record.records[id_]
        assert isinstance(held, Figure) and held.value is not None
        return held.value.value

    assert figure("f-zte-penalty") == 1 and figure("f-zte-escrow") == 0.4
    assert figure("f-us-deficit-2017") == 375.5
    assert figure("f-soybeans-2019-01") == 5
    listed = record.records["us-301-list-4a"]
    assert isinstance(listed, Measure) and listed.base is not None and listed.base.value is not None
    assert listed.base.value.value == 120
    halted = record.records["2019-08-05-farm-purchases-stop"]
    assert isinstance(halted, Event) and halted.when is not None
    assert halted.when.edtf == "[2019-08-05,2019-08-06]"
