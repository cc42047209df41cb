"""The writer: entries in any order and number make the same index, and nothing half made stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.fields import build
from tradetui.core.knowledge import versions
from tradetui.core.load import load
from tradetui.core.query.directory import directory
from tradetui.core.query.model import Query
from tradetui.core.query.parse import parse
from tradetui.core.records import KINDS, AnyRecord, Source
from tradetui.store import schema
from tradetui.store.build import write_info
from tradetui.store.connections import file_opener, memory_opener
from tradetui.store.entries import entry
from tradetui.store.open import opened_index
from tradetui.store.sqlite import SqliteArchive
from tradetui.store.writer import Cancelled, IndexWriter

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
LATER = 740_000


def fill(writer: IndexWriter) -> IndexWriter:
    loaded = load(HARBOUR).collection
    write_info(writer, loaded.info)
    add(writer, list(loaded.records.values()))
    return writer


def add(writer: IndexWriter, records: list[AnyRecord]) -> None:
    names = directory(records)
    published = {each.id: each.published for each in records if isinstance(each, Source)}
    for record in records:
        writer.add(entry(record, versions(record, published), names))


def contents(archive: SqliteArchive) -> list[Any]:
    found: list[Any] = []
    for text in ("", "fee", "li*", "kind:talks", "渔", "by:li"):
        for day in (734_300, 734_600, LATER):
            rows = archive.ids(parse(text).query, kinds=KINDS, known_on=day).rows
            found.append((text, day, archive.rows(rows)))
    found.append(archive.histogram(Query(), kinds=KINDS, known_on=LATER, edges=range(733_700, 735_000, 20)))
    found.append(archive.suggest("tag", "", known_on=LATER))
    return found


@pytest.mark.parametrize("spill", [1, 7, 50])
def test_sorting_on_disk_gives_the_same(tmp_path: Path, spill: int) -> None:
    opener = memory_opener(fill(IndexWriter(None)).finish({}))
    in_memory = SqliteArchive(opener, opener())
    path = tmp_path / "index.sqlite"
    assert fill(IndexWriter(path, spill=spill)).finish({}) == b""
    on_disk = opened_index(file_opener(path), path)
    assert on_disk is not None
    assert contents(on_disk) == contents(in_memory)
    assert [each.name for each in tmp_path.iterdir()] == ["index.sqlite"]
    on_disk.close()
    in_memory.close()


def test_an_index_not_finished_is_none(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    writer = fill(IndexWriter(path))
    assert opened_index(file_opener(path), path) is None
    writer.abort()
    assert list(tmp_path.iterdir()) == []


def test_two_records_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    writer = fill(IndexWriter(path))
    add(writer, [build("source", {"id": "courier-2011-03-11", "title": "Again"})])
    with pytest.raises(sqlite3.IntegrityError):
        writer.finish({})
    writer.abort()
    assert list(tmp_path.iterdir()) == []


def test_calling_off_leaves_nothing(tmp_path: Path) -> None:
    for looks in (0, 1, 2):
        left = iter([False] * looks)
        path = tmp_path / "index.sqlite"
        writer = IndexWriter(path, spill=20, cancelled=lambda left=left: next(left, True))
        with pytest.raises(Cancelled):
            fill(writer).finish({})
        assert list(tmp_path.iterdir()) == []


def test_no_text_passes_for_a_term() -> None:
    words = " ".join(schema.token(number) for number in range(100))
    record = build("event", {"id": "e", "title": f"word {words}", "when": "2020", "cites": []})
    writer = IndexWriter(None)
    write_info(writer, load(HARBOUR).collection.info)
    add(writer, [build("source", {"id": "s", "title": "Other"}), record])
    opener = memory_opener(writer.finish({}))
    archive = SqliteArchive(opener, opener())
    assert [
        row.id for row in archive.rows(archive.ids(parse("word").query, kinds=KINDS, known_on=LATER).rows)
    ] == ["e"]
    assert [row.id for row in archive.rows(archive.ids(Query(), kinds=["source"], known_on=LATER).rows)] == [
        "s"
    ]
    assert archive.count(parse("in:sources").query, kinds=KINDS, known_on=LATER).number == 1
    assert archive.position("e", known_on=LATER).title == record.title
    archive.close()


@given(st.integers(0, 3_000_000), st.integers(0, 3_000_000))
def test_every_term_has_a_token_of_its_own(one: int, other: int) -> None:
    assert (schema.token(one) == schema.token(other)) == (one == other)
    assert all("\U000f0000" <= character <= "\U0010ffff" for character in schema.token(one))


def test_the_empty_collection(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    writer = IndexWriter(path)
    write_info(writer, load(HARBOUR).collection.info)
    writer.finish({})
    archive = opened_index(file_opener(path), path)
    assert archive is not None
    for text in ("", "fee", "on:2020", "-kind:talks", "has:quote", "printed:2020"):
        query = parse(text).query
        for order in ("when", "newest", "rank"):
            assert list(archive.ids(query, kinds=KINDS, known_on=LATER, order=order).rows) == []
        assert archive.count(query, kinds=KINDS, known_on=LATER).number == 0
        assert [
            each.possibly for each in archive.histogram(query, kinds=KINDS, known_on=LATER, edges=[1, 2])
        ] == [0]
    assert archive.suggest("by", "", known_on=LATER) == []
    assert archive.known_days(LATER) == (None, None)
    assert archive.dossier("x", known_on=LATER) is None
    archive.close()
