"""Every record of the bundled collection goes through every format that `find` writes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tradetui.cli.main import run
from tradetui.core.load import load

CONTENT = Path(__file__).resolve().parents[2] / "content" / "us-china-trade-war"


@pytest.fixture(scope="module")
def every_id() -> set[str]:
    """The ids of all records as their files hold them."""
    return set(load(CONTENT).collection.records)


@pytest.mark.parametrize("format_", ["table", "json", "jsonl", "csv", "markdown"])
def test_every_record_in_every_format(
    format_: str, every_id: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["find", "--limit", "0", "--format", format_, "--collection", str(CONTENT)]) == 0
    out = capsys.readouterr().out
    if format_ == "json":
        found = {record["id"] for record in json.loads(out)["records"]}
    elif format_ == "jsonl":
        found = {json.loads(line)["id"] for line in out.splitlines()}
    elif format_ == "csv":
        found = {row["id"] for row in csv.DictReader(io.StringIO(out, newline=""))}
    elif format_ == "markdown":
        lines = out.splitlines()[2:]
        found = {line.replace("\\", "").split(" | ")[-2].strip() for line in lines}
    else:
        words = set(out.split())
        found = {id_ for id_ in every_id if id_ in words}
        assert len(out.splitlines()) == len(every_id) + 1
    assert found == every_id
