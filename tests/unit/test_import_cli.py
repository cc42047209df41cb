"""``tradetui import``: a folder that opens like any other, or none at all."""

from __future__ import annotations

import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tradetui.cli.main import run
from tradetui.core.files import REPORT_FILE
from tradetui.core.query.parse import parse
from tradetui.core.records import Quote
from tradetui.store import open_archive
from tradetui.store.writer import IndexWriter

CONTENT = Path(__file__).resolve().parents[2] / "content" / "us-china-trade-war"
NOW = 739_000

CSV = """\
quote,speaker,date,outlet,url,published,mood
"The fee stays, and rises.",Ann Bo,2019-03-04,The Gazette,https://g.example/1,2019-03-05,glad
We never said so,,2019-03-06,The Gazette,https://g.example/1,2019-03-05,
A fee is a fee,Cy Dee,3/4/2019,,,,
"""


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def imported(rows: Path, into: Path, *more: str) -> int:
    return run(["import", str(rows), "--as", "quotes", "--into", str(into), *more])


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_opens_like_any_collection(rows, tmp_path, capsys):
    into = tmp_path / "harbour"
    assert imported(rows, into) == 1, "a row was refused"
    told = capsys.readouterr().err
    assert "3 rows: 1 taken, 1 changed, 1 refused" in told
    assert "mood is no field: kept under other" in told
    assert left(into) == ["archive.sqlite", "collection.toml", REPORT_FILE]
    archive = open_archive(into, cache_dir=None)
    assert archive.info.title == "harbour"
    found = archive.ids(parse("by:bo fee").query, kinds=("quote",), known_on=NOW)
    (row,) = archive.rows(found.rows)
    record = archive.record(row.id)
    assert isinstance(record, Quote)
    assert record.text == ("The fee stays, and rises.",)
    assert record.extra == {"mood": "glad"}
    assert record.review == "imported"
    assert row.who == ("Ann Bo",)
    assert archive.count(parse("publisher:gazette").query, kinds=("quote",), known_on=NOW, cap=0).number == 2
    archive.close()
    assert run(["find", "--collection", str(into), "--in", "quotes", "fee", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"][0]["text"] == "The fee stays, and rises."


def test_the_report_holds_every_row_that_is_not_as_it_came(rows, tmp_path):
    beside = tmp_path / "report.jsonl"
    imported(rows, tmp_path / "harbour", "--report", str(beside))
    told = [json.loads(line) for line in beside.read_text().splitlines()]
    assert [(each["line"], each["status"], each["reasons"][0]["check"]) for each in told] == [
        (3, "changed", "no-speaker"),
        (4, "refused", "ambiguous-date"),
    ]
    assert beside.read_bytes() == (tmp_path / "harbour" / REPORT_FILE).read_bytes()


def test_all_taken_is_success(rows, tmp_path):
    assert imported(rows, tmp_path / "a", "--date-format", "d/m/y") == 0
    assert imported(rows, tmp_path / "b", "--bad-dates", "keep") == 0
    assert imported(rows, tmp_path / "c", "--field", "date=published") == 1


def test_a_folder_with_anything_in_it_is_left_alone(rows, tmp_path, capsys):
    into = tmp_path / "mine"
    into.mkdir()
    assert imported(rows, into) == 1, "an empty one will do"
    before = (into / "archive.sqlite").read_bytes()
    assert imported(rows, into) == 2
    assert (into / "archive.sqlite").read_bytes() == before
    assert imported(rows, rows) == 2
    assert imported(rows, tmp_path / "no" / "parent") == 2
    assert "does not exist" in capsys.readouterr().err
    assert left(tmp_path) == ["harbour.csv", "mine"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "quote,by\n"])
def test_without_a_record_no_folder_is_made(text, rows, tmp_path):
    rows.write_text(text)
    assert imported(rows, tmp_path / "harbour") in (1, 2)
    assert left(tmp_path) == ["harbour.csv"]


@pytest.mark.parametrize(
    "more",
    [["--field", "x=nonsense"], ["--field", "x"], ["--date-format", "soon"], ["--encoding", "utf-16"]],
)
def test_wrong_use(more, rows, tmp_path):
    assert imported(rows, tmp_path / "harbour", *more) == 2
    assert left(tmp_path) == ["harbour.csv"]


def test_a_file_of_another_ending_needs_a_format(tmp_path):
    path = tmp_path / "rows.dat"
    path.write_text('{"text": "x", "by": "A"}\n')
    assert imported(path, tmp_path / "a") == 2
    assert imported(path, tmp_path / "a", "--format", "jsonl") == 0


def test_a_disk_that_is_full_leaves_nothing(rows, tmp_path, monkeypatch, capsys):
    def full(self, meta):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(IndexWriter, "finish", full)
    assert imported(rows, tmp_path / "harbour") == 2
    assert "nothing was imported: database or disk is full" in capsys.readouterr().err
    assert left(tmp_path) == ["harbour.csv"]


def test_it_imports_nothing_of_the_screens(rows, tmp_path):
    code = "import sys; from tradetui.cli.main import run; run(sys.argv[1:]); print(' '.join(sys.modules))"
    arguments = ["import", str(rows), "--as", "quotes", "--into", str(tmp_path / "a")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert not {name for name in done.stdout.split() if name.partition(".")[0] in ("textual", "asyncio")}


ENDLESS = """
import sys, threading
sys.stdin = open(0)
from tradetui.cli import import_
from tradetui.formats.rows import Table
from tradetui.store import bulk
bulk._JOB, bulk._FEW, bulk.cores = 200, 2, lambda: 2
helpers = []
class Helper(bulk._Helper):
    def __init__(self, around):
        super().__init__(around)
        helpers.append(str(self._process.pid))
bulk._Helper = Helper
def endless(*arguments):
    line = 0
    while True:
        line += 1
        if line == 5000:
            print(*helpers, flush=True)
        yield Table(line, {"text": f"words {line}", "speaker": "Ann Bo"})
import_._tables = endless
from tradetui.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="how processes end can't be asked here")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_whatever_ends_it_nothing_half_made_is_left(how, rows, tmp_path):
    into = tmp_path / "harbour"
    arguments = ["import", str(rows), "--as", "quotes", "--into", str(into)]
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip
    assert process.stdout is not None
    helpers = [os.pidfd_open(int(number)) for number in process.stdout.readline().split()]
    assert len(helpers) == 2
    process.send_signal(how)
    _, told = process.communicate(timeout=60)
    for helper in helpers:  # it can be read from once the process is gone
        assert select.select([helper], [], [], 60)[0], "a process that prepares rows goes on"
        os.close(helper)
    assert not into.exists()
    if how is signal.SIGKILL:
        assert process.returncode == -signal.SIGKILL
        assert left(tmp_path)[0] == f".harbour.import-{process.pid}"
        assert imported(rows, into) == 1
        assert left(tmp_path) == ["harbour", "harbour.csv"], "what was left aside is swept by the next import"
    else:
        assert (process.returncode, told.splitlines()[-1]) == (130, "stopped")
        assert left(tmp_path) == ["harbour.csv"]


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_the_bundled_quotes_out_and_in_again(format_, tmp_path, capsys):
    assert run(["find", "--as", "quotes", "--format", format_, "--collection", str(CONTENT)]) == 0
    path = tmp_path / f"all.{format_}"
    path.write_bytes(capsys.readouterr().out.encode())
    assert imported(path, tmp_path / "all") == 0
    first, second = open_archive(CONTENT, cache_dir=None), open_archive(tmp_path / "all", cache_dir=None)
    rows = first.rows(first.ids(parse("").query, kinds=("quote",), known_on=NOW, limit=0).rows)
    assert len(rows) > 100
    for row in rows:
        was, found = first.record(row.id), second.record(row.id)
        assert isinstance(was, Quote)
        assert isinstance(found, Quote)
        for name in Quote.__dataclass_fields__:
            if name not in ("review", "file", "position", "accept"):
                assert getattr(found, name) == getattr(was, name), (row.id, name)
        for cite in was.cites:
            source, again = first.record(cite.source), second.record(cite.source)
            for name in (
                "title",
                "publisher",
                "author",
                "type",
                "published",
                "url",
                "archived_url",
                "retrieved",
                "lang",
            ):
                assert getattr(again, name) == getattr(source, name)
    first.close()
    second.close()


def test_what_machines_read_can_be_imported_too(tmp_path, capsys):
    assert (
        run(["find", "--in", "quotes", "--format", "jsonl", "--limit", "20", "--collection", str(CONTENT)])
        == 0
    )
    path = tmp_path / "some.jsonl"
    path.write_bytes(capsys.readouterr().out.encode())
    assert imported(path, tmp_path / "some") == 0
    assert (
        run(["find", "--in", "events", "--format", "jsonl", "--limit", "3", "--collection", str(CONTENT)])
        == 0
    )
    path.write_bytes(capsys.readouterr().out.encode())
    assert imported(path, tmp_path / "none") == 1, "events are no quotes"


def test_writing_quotes_needs_a_format_that_is_read(capsys):
    assert run(["find", "--as", "quotes", "--collection", str(CONTENT)]) == 2
    assert (
        run(["find", "--as", "quotes", "--in", "events", "--format", "csv", "--collection", str(CONTENT)])
        == 2
    )
