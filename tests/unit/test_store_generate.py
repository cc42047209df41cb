"""The generator of large collections, at a small size: what it makes opens, and the same seed makes the same."""

from __future__ import annotations

import sys
from pathlib import Path

from tradetui.core.query.model import Query
from tradetui.core.query.parse import parse
from tradetui.store import open_archive, schema

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from generate import generate


def test_a_small_one(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, n_events=200, n_quotes=100, n_measures=5, n_actors=20, n_sources=30, seed=7)
    one, two = ((tmp_path / name / schema.ARCHIVE_FILE).read_bytes() for name in ("one", "two"))
    assert one == two
    archive = open_archive(tmp_path / "one", cache_dir=None)
    end = archive.end_of_record
    assert end is not None
    counts = {
        kind: archive.count(Query(), kinds=[kind], known_on=end).number
        for kind in ("event", "quote", "measure", "actor", "source")
    }
    assert counts == {"event": 200, "quote": 100, "measure": 5, "actor": 20, "source": 30}
    for text in (
        "status:missed",
        "was:planned",
        "is:fuzzy",
        "has:quote",
        "by:a0",
        "tag:tag-1",
        "after:1990 before:2000",
    ):
        assert archive.count(parse(text).query, kinds=["event"], known_on=end).number, text
    archive.close()
