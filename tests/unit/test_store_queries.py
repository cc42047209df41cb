"""Every list, count and histogram against the literal evaluator of the query language, on any day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tradetui.core.knowledge import Known, first_named, known, versions
from tradetui.core.load import load
from tradetui.core.normalise import match_tokens
from tradetui.core.query.dated import date_of
from tradetui.core.query.directory import Directory, directory
from tradetui.core.query.fields import FIELDS, FLAGS
from tradetui.core.query.match import Values, Verdict, all_values, matches
from tradetui.core.query.model import Field, Query, Words
from tradetui.core.query.parse import parse
from tradetui.core.records import KINDS, AnyRecord, Quote, Source, kind_of
from tradetui.store import open_archive
from tradetui.store.archive import Archive

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
FIRST, LAST = date(2010, 6, 1).toordinal(), date(2013, 6, 1).toordinal()


class World:
    """A collection with its archive, and the slow answers to the same questions."""

    def __init__(self, folder: Path) -> None:
        collection = load(folder).collection
        self.records = collection.records
        self.directory: Directory = directory(self.records.values(), collection.info.sides)
        self.published = {
            key: each.published for key, each in self.records.items() if isinstance(each, Source)
        }
        self.named = first_named(self.records.values(), self.published)
        self.values: Values = all_values(
            (
                each
                for record in self.records.values()
                for _, _, each in versions(record, self.published, self.named)
            ),
            self.directory,
        )
        self.archive: Archive = open_archive(folder, cache_dir=None)
        self.known = lru_cache(maxsize=None)(self._known)

    def _known(self, day: int) -> dict[str, Known]:
        told = {key: known(record, day, self.published, self.named) for key, record in self.records.items()}
        return {key: each for key, each in told.items() if each is not None}

    def verdicts(self, query: Query, kinds: list[str], day: int) -> Iterator[tuple[AnyRecord, Verdict]]:
        told = self.known(day)
        quoted = frozenset(each.record.event for each in told.values() if isinstance(each.record, Quote))
        for each in told.values():
            if kind_of(each.record) in kinds:
                yield each.record, matches(query, each, self.directory, self.values, quoted)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    world = World(HARBOUR)
    yield world
    world.archive.close()


@lru_cache(maxsize=1)
def _values() -> dict[str, list[str]]:
    collection = load(HARBOUR).collection
    names = directory(collection.records.values(), collection.info.sides)
    published = {key: each.published for key, each in collection.records.items() if isinstance(each, Source)}
    told = (each for record in collection.records.values() for _, _, each in versions(record, published))
    found = all_values(told, names)
    return {name: sorted(values) for name, values in found.items()}


days = st.one_of(
    st.integers(FIRST, LAST),
    st.sampled_from(
        [date(2026, 11, 24).toordinal(), date(2012, 12, 31).toordinal(), date(1990, 1, 1).toordinal()]
    ),
)


@st.composite
def edtf(draw: st.DrawFn) -> str:
    day = date.fromordinal(draw(st.integers(FIRST, LAST)))
    other = date.fromordinal(draw(st.integers(day.toordinal(), LAST)))
    forms = (
        f"{day}",
        f"{day:%Y-%m}",
        f"{day:%Y}",
        f"{day}/{other}",
        f"{day}..{other}",
        f"{day}..",
        f"..{day}",
        f"[{day},{other}]",
    )
    return draw(st.sampled_from(forms))


@st.composite
def fields(draw: st.DrawFn) -> Field:
    field = draw(st.sampled_from(FIELDS))
    if field.type == "date":
        value = edtf()
    elif field.type == "number":
        value = st.sampled_from(["0", "1", "2", ">1", "<=2", "1..3", "..1", "9"])
    else:
        held = [
            *_values().get(field.name, []),
            *field.values,
            *FLAGS.get(field.name, ()),
            "zzz",
            "!",
            "Åvik",
            "li",
            "trump",
            "Town of",
        ]
        whole = st.sampled_from(held)
        part = st.tuples(whole, st.integers(1, 6), st.sampled_from(["", "*"])).map(
            lambda each: each[0][: each[1]] + each[2]
        )
        value = st.one_of(whole, part)
    values = tuple(draw(st.lists(value, min_size=1, max_size=2)))
    return Field(field.name, values, draw(st.booleans()))


WORDS = [
    "fee", "fees", "harbour", "HARBOUR", "Åvik", "avik", "tax", "isn't a tax", "the harbour", "li", "mei", "f", "ö",
    "渔", "渔业", "港", '"', "*", "notice 4/2011", "per cent", "5%", "c++", "AND", "NEAR(", "fee:", "-", "^a",
    "court of the sound",
]  # fmt: skip
words = st.builds(
    Words, st.sampled_from(WORDS), phrase=st.booleans(), negated=st.booleans(), prefix=st.booleans()
).filter(lambda each: not each.negated or match_tokens(each))
queries = st.lists(st.one_of(fields(), words), max_size=3).map(lambda terms: Query(tuple(terms)))
kinds = st.lists(st.sampled_from(KINDS), min_size=1, max_size=6, unique=True)

SETTINGS = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(query=queries, kinds=kinds, day=days)
@example(query=Query((Field("printed", ("2011",), False),)), kinds=list(KINDS), day=LAST)
@example(query=Query((Field("printed", ("2011",), True),)), kinds=list(KINDS), day=LAST)
@example(query=Query((Field("has", ("quote", "time"), False),)), kinds=list(KINDS), day=LAST)
@example(query=Query((Field("has", ("quote",), True),)), kinds=list(KINDS), day=FIRST + 300)
def test_ids_are_those_that_match(world: World, query: Query, kinds: list, day: int) -> None:
    expected = {
        record.id: verdict for record, verdict in world.verdicts(query, kinds, day) if verdict != "no"
    }
    found = world.archive.ids(query, kinds=kinds, known_on=day)
    rows = world.archive.rows(found.rows)
    assert sorted(row.id for row in rows) == sorted(expected)
    assert {row.id for row in rows if row.row in found.unsure} == {
        key for key, each in expected.items() if each == "maybe"
    }
    assert list(found.rows) == sorted(found.rows)
    newest = world.archive.ids(query, kinds=kinds, known_on=day, order="newest")
    assert list(newest.rows) == list(reversed(found.rows))
    assert world.archive.count(query, kinds=kinds, known_on=day).number == len(expected)


@SETTINGS
@given(query=queries, kinds=kinds, day=days, limit=st.integers(1, 12))
def test_a_limit_cuts_the_same_list(world: World, query: Query, kinds: list, day: int, limit: int) -> None:
    for order in ("when", "newest"):
        whole = world.archive.ids(query, kinds=kinds, known_on=day, order=order)
        part = world.archive.ids(query, kinds=kinds, known_on=day, order=order, limit=limit)
        assert part.rows == whole.rows[:limit]
        assert part.truncated == (len(whole.rows) > limit)
        assert part.unsure == whole.unsure.intersection(part.rows)
    ranked = world.archive.ids(query, kinds=kinds, known_on=day, order="rank")
    assert sorted(ranked.rows) == sorted(whole.rows)
    assert ranked.unsure == whole.unsure
    counted = world.archive.count(query, kinds=kinds, known_on=day, cap=limit)
    assert counted.number == min(limit, len(whole.rows))
    assert counted.capped == (len(whole.rows) > limit)


@SETTINGS
@given(
    query=queries,
    kinds=kinds,
    day=days,
    edges=st.lists(st.integers(FIRST, LAST), min_size=2, max_size=8, unique=True).map(sorted),
)
@example(query=Query(), kinds=list(KINDS), day=LAST, edges=list(range(FIRST, LAST, 31)))
@example(
    query=Query(),
    kinds=["event"],
    day=date(2026, 1, 1).toordinal(),
    edges=list(range(FIRST + 200, FIRST + 500)),
)
def test_the_histogram_is_the_brute_force_count(
    world: World, query: Query, kinds: list, day: int, edges: list
) -> None:
    found = [record for record, verdict in world.verdicts(query, kinds, day) if verdict != "no"]
    dates = [each for record in found if (each := date_of(record)) is not None]
    buckets = world.archive.histogram(query, kinds=kinds, known_on=day, edges=edges)
    assert [(each.first, each.last) for each in buckets] == [(a, b - 1) for a, b in itertools.pairwise(edges)]
    for each in buckets:
        assert each.possibly == sum(when.possibly(each.first, each.last) for when in dates)
        assert each.surely == sum(when.surely(each.first, each.last) for when in dates)


@SETTINGS
@given(
    text=st.text(max_size=40)
    | st.text(alphabet="\"'*^:(){}-+NEARORAND \U000f0001\U000f0000\ue000\x00中渔ab", max_size=30)
)
@example(text='"')
@example(text="fee* NEAR/3 tax) OR t:")
@example(text="\U000f0000")
def test_no_text_breaks_a_query(world: World, text: str) -> None:
    for typing in (False, True):
        query = parse(text, typing).query
        found = world.archive.ids(query, kinds=KINDS, known_on=LAST)
        expected = {
            record.id for record, verdict in world.verdicts(query, list(KINDS), LAST) if verdict != "no"
        }
        assert {row.id for row in world.archive.rows(found.rows)} == expected


@SETTINGS
@given(day=days, kind=st.sampled_from(KINDS))
def test_rows_show_the_record_as_known(world: World, day: int, kind: str) -> None:
    rows = world.archive.rows(world.archive.ids(Query(), kinds=[kind], known_on=day).rows)
    for row in rows:
        told = world.known(day)[row.id]
        assert row.known == told.since.possibly
        assert row.known_surely == told.since.surely
        assert world.archive.position(row.id, known_on=day) == row
        if kind == "event":
            assert row.status == ("under-way" if told.under_way else told.record.status)
            assert row.when == (told.record.when.edtf if told.record.when else "")
    # in order of time, undated ones first, the vaguest first among those that begin alike
    keys = [world.known(day)[row.id].record.when.sort_key() for row in rows if kind == "event" and row.when]
    assert keys == sorted(keys)


LONG = {
    "words": " ".join(f"w{number}" for number in range(1_200)),
    "excluded": " ".join(f"-w{number}" for number in range(1_200)),
    "phrase": '"' + " ".join(f"w{number}" for number in range(1_200)) + '"',
    "chinese": "渔业" * 1_000,
    "dates": " ".join(f"-on:20{n % 90 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1_200)),
    "one of many dates": "on:"
    + ",".join(f"20{n % 90 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1_200)),
    "known": "known:" + ",".join(f"20{n % 90 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1_200)),
    "ids": "id:" + ",".join(f"e{number}" for number in range(1_200)),
    "values": "-by:" + ",".join(f"w{number}" for number in range(600)),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_very_long_queries(world: World, text: str) -> None:
    query = parse(text).query
    found = world.archive.ids(query, kinds=["event"], known_on=LAST)
    assert len(found.rows) == world.archive.count(query, kinds=["event"], known_on=LAST).number
