"""What docs/record.md shows can be typed as it stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tradetui.core.check import check
from tradetui.core.in_force import in_force
from tradetui.core.load import load
from tradetui.core.records import Measure

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


def blocks() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)


def test_a_collection_from_nothing(tmp_path: Path) -> None:
    own = next(block for block in blocks() if "harbour-fee" in block)
    (tmp_path / "collection.toml").write_text('title = "The harbour fee"\n', encoding="utf-8")
    (tmp_path / "all.toml").write_text(own, encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert [str(problem) for problem in check(loaded) if problem.severity == "error"] == []
    measures = [held for held in loaded.collection.of_kind("measure") if isinstance(held, Measure)]
    day = date(2031, 5, 20).toordinal()
    state = in_force(measures, day, day).measures[0].state
    assert state.verdict == "no"
    assert [(step.id, step.rate.value if step.rate else None) for step in state.pending] == [("s1", 10)]


def test_the_page_names_the_gaps_that_the_record_has() -> None:
    for word in ("84 FR 7966", "lists 4A and 4B", "four-year review", "10 November 2026", "7 October 2026"):
        assert word in PAGE
