"""What hits have in common, what was probably meant by a slip, and what was said around a quote."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.query.model import Field
from tradetui.core.query.parse import parse
from tradetui.core.query.text import to_text
from tradetui.store import facets as facets_of
from tradetui.store import open_archive, spelling
from tradetui.store.spelling import allowed, distance, near_words
from tradetui.store.sqlite import SqliteArchive

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
DAYS = [date(2011, 3, 12).toordinal(), date(2011, 10, 10).toordinal(), date(2013, 6, 1).toordinal()]
END = DAYS[-1]


@pytest.fixture(scope="module")
def archive() -> Iterator[SqliteArchive]:
    held = open_archive(HARBOUR, cache_dir=None)
    assert isinstance(held, SqliteArchive)
    yield held
    held.close()


@pytest.mark.parametrize("kind", ["quote", "event", "actor", "measure", "source"])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("text", ["", "harbour", "side:avik", "-form:direct", "by:inga-dahl the"])
def test_each_count_is_that_of_the_query_with_the_value(archive, kind, day, text):
    query = parse(text).query
    for facet in archive.facets(query, kind=kind, known_on=day):
        base = facets_of.without(query, facet.field)
        assert facet.values and not facet.partial
        for value in facet.values:
            narrowed = base.with_term(Field(facet.field, (value.value,)))
            assert str(value.count) == str(archive.count(narrowed, kinds=(kind,), known_on=day)), value
            assert value.count.number


def test_the_speakers_of_all_quotes(archive):
    found = {facet.field: facet for facet in archive.facets(parse("").query, kind="quote", known_on=END)}
    assert list(found) == ["by", "side", "on", "source", "form"]
    assert found["by"].values[0].label == "Inga Dahl"
    assert [value.label for value in found["on"].values] == sorted(
        (value.label for value in found["on"].values), reverse=True
    )


def test_a_chosen_value_stands_beside_those_that_could_be_chosen_instead(archive):
    query = parse("by:dahl").query
    speakers = next(f for f in archive.facets(query, kind="quote", known_on=END) if f.field == "by")
    assert [value.value for value in speakers.values if value.chosen] == ["inga-dahl"]
    assert speakers.values[0].chosen and len(speakers.values) > 1


def test_with_more_hits_than_are_looked_at_the_counts_stay_exact(archive, monkeypatch):
    whole = archive.facets(parse("").query, kind="quote", known_on=END)
    monkeypatch.setattr(facets_of, "SAMPLE", 2)
    for few, all_ in zip(archive.facets(parse("").query, kind="quote", known_on=END), whole, strict=True):
        counts = {value.value: value.count.number for value in all_.values}
        assert few.values
        assert all(value.count.number == counts.get(value.value, value.count.number) for value in few.values)


def test_out_of_time_it_says_so(archive, monkeypatch):
    monkeypatch.setattr(facets_of, "BUDGET", -1.0)
    found = archive.facets(parse("").query, kind="quote", known_on=END)
    assert all(facet.partial for facet in found if facet.field != "on")


# -- spelling ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harbuor", "harbour"),
        ("hrbour", "harbour"),
        ("boatss", "boats"),
        ('"uses the harbor"', '"uses the harbour"'),
        ("by:dhal", "by:inga-dahl"),
        ("harbour by:dhal", "harbour by:inga-dahl"),
        ("harbuor by:dhal", "harbour by:inga-dahl"),
    ],
)
def test_the_nearest_spelling_that_finds_something(archive, typed, meant):
    found = archive.spellings(parse(typed).query, kinds=("quote",), known_on=END)
    assert found and {to_text(each.query) for each in found} == {meant}
    assert found[0].count.number


@pytest.mark.parametrize(
    "text",
    ["", "harbour", "xyzzyplugh", "-harbuor", "by:nobodyatall", "on:1850", "ab", '"harbuor the uses"'],
)
def test_nothing_is_offered_where_nothing_is_wrong_or_near(archive, text):
    assert archive.spellings(parse(text).query, kinds=("quote",), known_on=END) == []


def test_where_something_else_empties_the_result_too_it_is_offered_all_the_same(archive):
    (found,) = archive.spellings(parse("by:dhal on:1850").query, kinds=("quote",), known_on=END)
    assert found.meant == "by:inga-dahl" and found.count.number == 0


def test_a_spelling_that_is_known_only_later_is_not_offered(archive):
    early = date(2010, 7, 1).toordinal()
    assert archive.spellings(parse("harbuor").query, kinds=("quote",), known_on=early) == []


def _slow(a: str, b: str) -> int:
    table = {(i, -1): i + 1 for i in range(-1, len(a))} | {(-1, j): j + 1 for j in range(-1, len(b))}
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (x != y))
            if i and j and x == b[j - 1] and a[i - 1] == y:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(a) - 1, len(b) - 1]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 3))
def test_the_distance_is_that_of_the_slow_way(a, b, most):
    slow = _slow(a, b)
    assert distance(a, b, most) == (slow if slow <= most else None)


@given(st.text("abcdefgh", min_size=3, max_size=8))
def test_near_words_are_near_and_held(archive, word):
    with archive._connections.asking() as db:
        for near in near_words(db, word, lambda _: True, float("inf"), lambda: None):
            assert distance(word, near, allowed(word)) is not None
            assert db.execute("SELECT 1 FROM temp.vocabulary WHERE term = ?", (near,)).fetchone()


def test_what_is_no_word_by_its_length_is_not_taken_apart(archive, monkeypatch):
    asked = []
    monkeypatch.setattr(spelling, "_documents", lambda db, word: asked.append(word) or 0)
    archive.spellings(parse("a" * 5_000).query, kinds=("quote",), known_on=END)
    assert not asked
    archive.spellings(parse("harbuor").query, kinds=("quote",), known_on=END)
    assert "harbour" in asked


def test_looking_words_up_leaves_the_connection_read_only(archive):
    archive.spellings(parse("harbuor").query, kinds=("quote",), known_on=END)
    with archive._connections.asking() as db, pytest.raises(sqlite3.OperationalError):
        db.execute("CREATE TABLE temp.other (x)")


# -- around a quote ---------------------------------------------------------------------------------------------


def _ids(rows):
    return [row.id for row in rows]


def test_other_quotes_of_the_occasion_and_the_speakers_before_and_after(archive):
    first = archive.surroundings("q-dahl-catch", known_on=END)
    second = archive.surroundings("q-dahl-tax", known_on=END)
    assert _ids(first.same) == ["q-dahl-tax"] and _ids(second.same) == ["q-dahl-catch"]
    assert first.after.id == "q-dahl-tax" and second.before.id == "q-dahl-catch"
    assert not first.more


def test_around_a_quote_only_what_is_known(archive):
    for row in archive.rows(archive.ids(parse("").query, kinds=("quote",), known_on=DAYS[0]).rows):
        around = archive.surroundings(row.id, known_on=DAYS[0])
        for each in (*around.same, *filter(None, (around.before, around.after))):
            assert archive.position(each.id, known_on=DAYS[0]) is not None


def test_what_is_no_quote_has_no_surroundings(archive):
    assert archive.surroundings("inga-dahl", known_on=END) is None
    assert archive.surroundings("no-such", known_on=END) is None


def test_every_neighbour_is_by_the_same_speaker_and_none_lies_between(archive):
    everything = archive.rows(archive.ids(parse("").query, kinds=("quote",), known_on=END).rows)
    for row in everything:
        record = archive.record(row.id)
        around = archive.surroundings(row.id, known_on=END)
        if len(record.by) != 1:
            assert around.before is None and around.after is None
            continue
        said = [each for each in everything if record.by[0] in archive.record(each.id).by]
        at = _ids(said).index(row.id)
        assert (around.before.id if around.before else None) == (said[at - 1].id if at else None)
        assert (around.after.id if around.after else None) == (
            said[at + 1].id if at + 1 < len(said) else None
        )
