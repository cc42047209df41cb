"""What a half-typed word stands for: written out or left to FTS5, it finds the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tradetui.core.query.parse import parse
from tradetui.core.records import KINDS
from tradetui.store import open_archive, prefixes, schema
from tradetui.store.prefixes import beginning, written_out

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
END = 734_868
TYPED = [
    "f", "fe", "fee", "harb", "harbo", "trawl", "notic", "sound", "zzzz", "港", "渔业", '"harbour f', '"harbour fe',
    '"on trawl', "-harbo", "-trawle fee", "harb trawl", '-"harbour fe', "avik", "Åvik", "mei",
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_written_out_or_not_it_finds_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    query, found = parse(text, typing=True).query, []
    for longest, most in ((0, 10_000), (0, 0), (prefixes.LONGEST, prefixes.MOST), (3, 2)):
        monkeypatch.setattr(prefixes, "LONGEST", longest)
        monkeypatch.setattr(prefixes, "MOST", most)
        archive = open_archive(HARBOUR, cache_dir=None)
        asked = [archive.ids(query, kinds=KINDS, known_on=day).rows for day in (END, END - 500)]
        found.append([*asked, archive.count(query, kinds=KINDS, known_on=END)])
        archive.close()
    assert all(each == found[0] for each in found)


def index(*texts: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(schema.TABLES)
    db.executemany("INSERT INTO text (rowid, t) VALUES (?, ?)", enumerate(texts, 1))
    return db


def test_the_words_that_begin_so() -> None:
    db = index("tariff tariffs tarred", "tariff on tar", "taro tax")
    assert beginning(db, "tar", 10) == ["tar", "tariff", "tariffs", "taro", "tarred"]
    assert beginning(db, "tariff", 10) == ["tariff", "tariffs"]
    assert beginning(db, "tariff", 2) == ["tariff", "tariffs"]
    assert beginning(db, "tariff", 1) is None
    assert beginning(db, "zebra", 5) == []
    assert written_out(db, ["on", "tari*"]) == [["on", "tariff"], ["on", "tariffs"]]
    assert written_out(db, ["on", "tar*"]) == [["on", "tar*"]]
    assert written_out(db, ["tariff"]) == [["tariff"]]
    assert written_out(db, ["*"]) == [["*"]]
    assert written_out(db, ["zebra*"]) == []


def test_the_index_answers_short_beginnings_by_itself() -> None:
    assert f"prefix='{' '.join(str(n) for n in range(1, prefixes.LONGEST + 1))}'" in schema.TABLES
