"""Many records at once: other processes change nothing but the time it takes, and none of them stays."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.records import CollectionInfo
from tradetui.core.when import parse
from tradetui.store import build, bulk, fulltext, gathered, preparing, schema, terms, writer
from tradetui.store.build import write_info
from tradetui.store.bulk import Bulk
from tradetui.store.entries import dumps
from tradetui.store.preparing import Around
from tradetui.store.writer import IndexWriter

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from generate import Maker, actors, events, measures, quotes, sources

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"


@pytest.fixture(autouse=True)
def small_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_JOB", 40)
    monkeypatch.setattr(bulk, "_FEW", 2)


def made(
    path: Path, *, processes: int, broken: Callable[[int, Bulk], None] | None = None, spill: int = 100
) -> list[str]:
    maker = Maker(3, 20, 30, words=500)
    into = IndexWriter(path, spill=spill)
    covers = parse("1986/2025")
    write_info(into, CollectionInfo(title="T", covers=covers))
    assert covers.hi is not None
    with Bulk(into, Around(covers.hi, {"north": "North"}, None), processes=processes) as taking:
        first: list[tuple[Any, dict[str, Any]]] = [*sources(maker), *actors(maker)]
        for kind, table in first[:40]:
            taking.meet(kind, dumps(table))
        rest = [*events(maker, 150), *quotes(maker, 150, 150), *measures(maker, 5)]
        for number, (kind, table) in enumerate(first + rest):
            if number == 40:
                for each, met in first[40:]:
                    taking.meet(each, dumps(met))
            if broken is not None:
                broken(number, taking)
            taking.add(kind, dumps(table))
        taking.finish()
        started = [each._process for each in taking._helpers]
    assert all(each.returncode is not None for each in started), "none stays"
    assert len(started) == processes or broken is not None
    into.finish({})
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return everything(path)


def everything(path: Path) -> list[str]:
    """All rows of all tables, those of the full text among them."""
    db = sqlite3.connect(path)
    made = db.execute("SELECT name, type, sql FROM sqlite_master WHERE sql <> '' ORDER BY name").fetchall()
    found = [f"{each}" for each in made]
    for name in (name for name, type_, _ in made if type_ == "table" and name != "text"):
        found += [f"{name} {row}" for row in db.execute(f"SELECT * FROM {name}")]
    db.execute("INSERT INTO text (text) VALUES ('integrity-check')")
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    return found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "_JOB", 40)
        return made(tmp_path_factory.mktemp("alone") / "index", processes=0)


@pytest.mark.parametrize("processes", [1, 3])
def test_other_processes_make_the_same(processes: int, alone: list[str], tmp_path: Path) -> None:
    assert made(tmp_path / "index", processes=processes) == alone


def test_what_one_that_dies_leaves_is_done_here(alone: list[str], tmp_path: Path) -> None:
    def kill(number: int, taking: Bulk) -> None:
        if number == 210:
            taking._helpers[0]._process.kill()
            taking._helpers[0]._process.wait()

    assert made(tmp_path / "index", processes=2, broken=kill) == alone


def test_without_other_processes_it_goes_on(
    alone: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert made(tmp_path / "index", processes=2, broken=lambda *_: None) == alone


@pytest.mark.parametrize("processes", [0, 2])
def test_what_waits_in_files_is_the_same(
    processes: int, alone: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "MOST", 30)
    monkeypatch.setattr(terms, "_PIECE", 50)
    monkeypatch.setattr(gathered, "MOST", 20)
    monkeypatch.setattr(preparing, "MOST_TERMS", 60)
    assert made(tmp_path / "index", processes=processes, spill=10) == alone


@pytest.mark.parametrize("rows", [0, 300])
def test_words_that_another_process_fails_to_write_are_written_here(
    rows: int, alone: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = fulltext.Apart.put

    def failing(apart: fulltext.Apart, row: int, texts: list[str]) -> None:
        if row > rows:
            apart._process.kill()
            apart._process.wait()
        put(apart, row, texts)

    monkeypatch.setattr(writer, "BATCH", 100)
    monkeypatch.setattr(fulltext.Apart, "put", failing)
    assert made(tmp_path / "index", processes=1) == alone


def test_a_process_for_words_that_is_left_alone_leaves_nothing(tmp_path: Path) -> None:
    apart = fulltext.Apart(tmp_path / "words")
    apart.put(1, ["a word"])
    apart._process.communicate(timeout=60)
    assert list(tmp_path.iterdir()) == []
    apart.close()


def test_an_error_ends_them(tmp_path: Path) -> None:
    found: list[Any] = []

    def fail(number: int, taking: Bulk) -> None:
        if number == 250:
            found.extend(each._process for each in taking._helpers)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "index", processes=2, broken=fail)
    assert len(found) == 2
    assert all(each.returncode is not None for each in found)


def test_a_large_folder_of_records_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "cores", lambda: 1)
    small = build.build_image(HARBOUR)
    monkeypatch.setattr(build, "MANY", 10)
    assert sorted(rows_of(build.build_image(HARBOUR), tmp_path)) == sorted(rows_of(small, tmp_path))


def rows_of(image: bytes, folder: Path) -> list[str]:
    """Rows of an index with their terms by name: how terms are numbered is of no account."""
    path = folder / "index"
    path.write_bytes(image)
    db = sqlite3.connect(path)
    tokens = {
        schema.token(n): f"{name}:{value}"
        for n, name, value in db.execute("SELECT n, field, value FROM term")
    }
    db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, text, instance)")
    found = [
        f"{doc} {tokens.get(term, term)} {'' if term in tokens else place}"
        for term, doc, place in db.execute("SELECT term, doc, offset FROM words")
    ]
    for table in (
        "version",
        "face",
        "record",
        "name",
        "alias",
        "quoted",
        "day",
        "shape",
        "shaped",
        "standing",
    ):
        found += [f"{table} {row}" for row in db.execute(f"SELECT * FROM {table}")]
    found += [f"term {row}" for row in db.execute("SELECT field, value, now FROM term")]
    db.close()
    return found


@given(st.lists(st.tuples(st.text(max_size=2), st.integers(0, 3)), max_size=30), st.integers(0, 40))
def test_what_is_gathered_comes_in_order_and_once(items: list[tuple[str, int]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(gathered, "MOST", most)
        patch.setattr(gathered, "_PIECE", 3)
        path = Path(folder) / "gathered"
        gathering = gathered.Gathered(path)
        for begin in range(0, len(items), 4):
            gathering.update(items[begin : begin + 4])
        assert list(gathering) == sorted(set(items))
        gathering.close()
        assert not path.exists()


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=2)), max_size=40), st.integers(0, 20))
def test_terms_are_numbered_as_they_come(pairs: list[tuple[str, str]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(terms, "MOST", most)
        patch.setattr(terms, "_PIECE", 3)
        numbering = terms.Terms(Path(folder) / "terms")
        once = list(dict.fromkeys(pairs))
        assert numbering.numbers(pairs) == [once.index(pair) for pair in pairs]
        assert list(numbering) == list(numbering) == once
        assert len(numbering) == len(once)
        numbering.close()
        assert list(Path(folder).iterdir()) == []
