"""Answers carried from one day to another are those of an archive that was never asked before."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.test_store_dates import FIRST, KINDS, LAST, archive_of, collections, edges, edtf
from tradetui.core.query.model import Field, Query
from tradetui.core.records import AnyRecord
from tradetui.store import day_counts, kept, open_archive, search, shapes, spans
from tradetui.store.archive import Ids
from tradetui.store.sqlite import SqliteArchive

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
FAR = date(2100, 1, 1).toordinal()
QUERIES = st.one_of(
    st.just(Query()),
    st.builds(
        lambda name, value, negated: Query((Field(name, (value,), negated),)),
        st.sampled_from(["on", "after", "surely"]),
        edtf(),
        st.booleans(),
    ),
    st.sampled_from(
        [
            Query((Field("status", ("planned", "missed")),)),
            Query((Field("status", ("p*",), True),)),
            Query((Field("has", ("quote",)),)),
            Query((Field("id", ("e1", "e2")),)),
        ]
    ),
)
#: Days before, in and after the record, so that one walks in and out of what is current when it ends.
DAYS = st.lists(st.integers(FIRST - 20, LAST + 20), min_size=2, max_size=7)


def answers(archive: SqliteArchive, query: Query, day: int, steps: list[int]) -> tuple[object, ...]:
    ids = archive.ids(query, kinds=KINDS, known_on=day)
    newest = archive.ids(query, kinds=KINDS, known_on=day, order="newest", limit=3)
    near = archive.ids(query, kinds=KINDS, known_on=day, limit=4, near=5)
    counts = archive.histogram(query, kinds=KINDS, known_on=day, edges=steps)
    return (
        list(ids.rows),
        ids.unsure,
        list(newest.rows),
        newest.unsure,
        newest.truncated,
        near.truncated,
        counts,
    )


@settings(max_examples=60, deadline=None)
@given(records=collections(), query=QUERIES, days=DAYS, steps=edges)
def test_days_one_after_another(
    records: list[AnyRecord], query: Query, days: list[int], steps: list[int]
) -> None:
    asked_before = archive_of(records)
    for day in days:
        fresh = archive_of(records)
        assert answers(asked_before, query, day, steps) == answers(fresh, query, day, steps)
        hand = asked_before.at_hand(query, kinds=KINDS, known_on=day)
        assert hand is not None and hand.rows == fresh.ids(query, kinds=KINDS, known_on=day).rows
        fresh.close()
    asked_before.close()


@pytest.mark.parametrize("limit", [0, 1])
def test_with_too_many_changes_all_is_asked_anew(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_CHANGES", limit)
    monkeypatch.setattr(spans, "_CHANGES", limit)
    monkeypatch.setattr(day_counts, "_BATCH", 1)
    monkeypatch.setattr(kept, "_ROWS", 1)
    for name in ("_RANGE", "_BATCH", "_READ"):
        # rows come in parts, too
        monkeypatch.setattr(search, name, 2)
    test_days_one_after_another()


def test_where_very_much_begins_or_ends_all_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_LOOKED_AT", 1)
    test_days_one_after_another()


def test_that_very_much_changes_is_told_without_looking_at_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = open_archive(HARBOUR, cache_dir=None)
    assert isinstance(archive, SqliteArchive)
    with archive._connections.asking() as db:
        for between in (kept._BEGUN, kept._ENDED):
            sql = f"EXPLAIN QUERY PLAN SELECT 1 {between} AND kind IN (0, 1) LIMIT 1 OFFSET 9"
            assert [step[3].split("(")[0] for step in db.execute(sql, (1, 2))] == [
                f"SEARCH version USING COVERING INDEX {between.split()[4]} "
            ]
        begun, ended = (
            db.execute(f"SELECT count(*) {between} AND kind = 0", (1, FAR)).fetchone()[0]
            for between in (kept._BEGUN, kept._ENDED)
        )
        assert 0 < ended < begun
        for number in (begun - 1, begun):
            monkeypatch.setattr(kept, "_LOOKED_AT", number)
            archive._kept._changed = (None, None)
            found = archive._kept._changed_rows(db, ("event",), 1, FAR)
            assert (found is None) == (number < begun)
    archive.close()


@settings(max_examples=50, deadline=None)
@given(
    records=collections(),
    query=QUERIES,
    day=st.integers(FIRST, LAST),
    near=st.integers(0, 20),
    half=st.integers(1, 4),
)
def test_rows_about_a_row(records: list[AnyRecord], query: Query, day: int, near: int, half: int) -> None:
    archive = archive_of(records)
    window = archive.ids(query, kinds=KINDS, known_on=day, limit=2 * half, near=near)
    everything = archive_of(records).ids(query, kinds=KINDS, known_on=day)
    before = [row for row in everything.rows if row < near][-half:]
    after = [row for row in everything.rows if row >= near][:half]
    again = archive_of(records)
    again.ids(query, kinds=KINDS, known_on=day)
    told = again.ids(query, kinds=KINDS, known_on=day, limit=2 * half, near=near)
    for found in (window, told):
        assert set(found.rows) >= set(before[-1:] + after[:1])
        assert list(found.rows) == sorted(found.rows) and len(found.rows) <= 2 * half
        assert found.truncated == (len(found.rows) < len(everything.rows))
        assert found.unsure == everything.unsure.intersection(found.rows)


def test_many_shapes_take_more_bytes() -> None:
    found = shapes.Shapes()
    day = date(2019, 1, 1).toordinal()
    for length in range(70_000):
        found.take(day, day + length, day, day + length, 1, "")
    assert found._codes.typecode == "I" and found._codes[-1] > 0xFFFF
    assert found._codes[0] == shapes.PLAIN


def test_few_rows_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_ROWS", 5)
    archive = archive_of([])
    for number in range(9):
        query = Query((Field("id", (f"e{number}",)),))
        archive._kept.keep(query, KINDS, 1, Ids(array("i", [1, 2])))
    assert [query.terms[0].values for query, _, _ in archive._kept._rows] == [("e7",), ("e8",)]  # type: ignore[union-attr]
    archive.close()


def test_small_answers_are_kept_and_few_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_SMALL", 2)
    archive = open_archive(HARBOUR, cache_dir=None)
    assert isinstance(archive, SqliteArchive)
    asked: list[int] = []

    def ask(number: int) -> int:
        return archive._kept.small((number,), lambda: asked.append(number) or number)  # type: ignore[func-returns-value]

    assert [ask(number) for number in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert asked == [1, 2, 3, 2]
    day = date(2011, 8, 25).toordinal()
    first = archive.suggest("by", "", known_on=day)
    first.clear()
    again = archive.suggest("by", "", known_on=day)
    assert again and again == open_archive(HARBOUR, cache_dir=None).suggest("by", "", known_on=day)
    archive.close()
