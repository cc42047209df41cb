"""Random records with random dates, on random days: lists, counts and histograms against the dates themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tradetui.core.fields import build
from tradetui.core.knowledge import Known, known, versions
from tradetui.core.query.dated import date_of
from tradetui.core.query.directory import directory
from tradetui.core.query.match import all_values, matches
from tradetui.core.query.model import Field, Query
from tradetui.core.records import AnyRecord, CollectionInfo, Event, Kind, Source, kind_of
from tradetui.core.when import parse
from tradetui.store.build import write_info
from tradetui.store.connections import memory_opener
from tradetui.store.entries import entry
from tradetui.store.sqlite import SqliteArchive
from tradetui.store.writer import IndexWriter

FIRST, LAST = date(2019, 1, 1).toordinal(), date(2020, 6, 30).toordinal()
END = "2020-03"
KINDS: tuple[Kind, ...] = ("event", "quote", "measure", "figure", "actor", "source")


def archive_of(records: list[AnyRecord], *, spill: int = 100_000, covers: str = END) -> SqliteArchive:
    writer = IndexWriter(None, spill=spill)
    write_info(writer, CollectionInfo(title="Made up", covers=parse(covers)))
    names = directory(records)
    published = {each.id: each.published for each in records if isinstance(each, Source)}
    for record in records:
        writer.add(entry(record, versions(record, published), names))
    opener = memory_opener(writer.finish({}))
    return SqliteArchive(opener, opener())


@st.composite
def days(draw: st.DrawFn) -> date:
    return date.fromordinal(draw(st.integers(FIRST, LAST)))


@st.composite
def edtf(draw: st.DrawFn) -> str:
    one, two, three = sorted(draw(st.tuples(days(), days(), days())))
    forms = (
        f"{one}",
        f"{one:%Y-%m}",
        f"{one:%Y}",
        f"{one:%Y}-33",
        f"{one}?",
        f"{one:%Y-%m}~",
        f"{one}/{two}",
        f"{one:%Y-%m}/{two:%Y-%m}",
        f"{one}/..",
        f"{one}/",
        f"../{one}",
        f"[{one}..{two}]",
        f"[{one},{three}]",
        f"[{one}..]",
        f"[..{one}]",
        f"{{{one},{two},{three}}}",
        f"{{{one:%Y-%m},{three:%Y-%m}}}",
        f"{{{one}..{two},{three}}}",
        f"{one:%Y}-XX-XX",
        f"/{two}",
        f"{{{one}?,{three}}}",
    )
    return draw(st.sampled_from(forms))


@st.composite
def events(draw: st.DrawFn, number: int) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": f"e{number}", "title": "A thing", "cites": ["s"], "kind": "talks"}
    if draw(st.integers(0, 5)):
        plain["when"] = draw(edtf())
    if draw(st.booleans()):
        plain["known_from"] = f"{draw(days())}"
    if draw(st.integers(0, 2)) == 0:
        on = sorted(draw(st.lists(days(), min_size=1, max_size=3)))
        form = draw(st.sampled_from(["%Y-%m-%d", "%Y-%m"]))
        statuses = st.sampled_from(["planned", "happened", "postponed", "missed"])
        plain["history"] = [
            {"on": f"{day:{form}}", "status": draw(statuses), "when": draw(edtf())} for day in on
        ]
        plain["status"] = plain["history"][-1]["status"]
    return plain


@st.composite
def collections(draw: st.DrawFn) -> list[AnyRecord]:
    source = build("source", {"id": "s", "title": "Print", "published": f"{draw(days())}"})
    count = draw(st.integers(1, 6))
    return [source, *(build("event", draw(events(number))) for number in range(count))]


edges = st.lists(st.integers(FIRST - 40, LAST + 40), min_size=2, max_size=9, unique=True).map(sorted)


@settings(max_examples=100, deadline=None)
@given(
    records=collections(),
    known_on=st.integers(FIRST, LAST),
    name=st.sampled_from(["on", "after", "before", "surely"]),
    value=edtf(),
    negated=st.booleans(),
    edges=edges,
)
def test_dates_on_any_day(
    records: list[AnyRecord], known_on: int, name: str, value: str, negated: bool, edges: list[int]
) -> None:
    archive = archive_of(records)
    published = {each.id: each.published for each in records if isinstance(each, Source)}
    told = [each for record in records if (each := known(record, known_on, published)) is not None]
    everything = Query()
    asked = Query((Field(name, (value,), negated),))
    names = directory(records)
    for query in (everything, asked):
        verdicts = {each.record.id: matches(query, each, names, {}) for each in told}
        found = archive.ids(query, kinds=KINDS, known_on=known_on)
        rows = {row.row: row.id for row in archive.rows(found.rows)}
        assert sorted(rows.values()) == sorted(key for key, verdict in verdicts.items() if verdict != "no")
        assert {rows[row] for row in found.unsure} == {
            key for key, verdict in verdicts.items() if verdict == "maybe"
        }
        dates = [
            found_date
            for each in told
            if verdicts[each.record.id] != "no" and (found_date := date_of(each.record)) is not None
        ]
        for _ in range(2):  # the second time from what was kept
            buckets = archive.histogram(query, kinds=KINDS, known_on=known_on, edges=edges)
            assert [(each.first, each.last + 1) for each in buckets] == list(pairwise(edges))
            assert [each.possibly for each in buckets] == [
                sum(when.possibly(each.first, each.last) for when in dates) for each in buckets
            ]
            assert [each.surely for each in buckets] == [
                sum(when.surely(each.first, each.last) for when in dates) for each in buckets
            ]
    archive.close()


@st.composite
def unclear(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """An event of which several things came to pass in one spring, on days that are known to the month at best."""
    statuses = st.sampled_from(["planned", "happened", "postponed", "missed"])
    on = draw(
        st.lists(
            st.sampled_from(["2019-03", "2019-03-10", "2019-04", "2019-03-20/2019-04-10"]),
            min_size=2,
            max_size=4,
        )
    )
    history = [{"on": day, "status": draw(statuses), "when": "2019-05"} for day in on]
    return {
        "id": f"u{number}",
        "title": "Unclear",
        "cites": ["s"],
        "history": history,
        "status": history[-1]["status"],
    }


@settings(max_examples=100, deadline=None)
@given(
    records=st.tuples(unclear(0), unclear(1), unclear(2), events(3)).map(
        lambda plains: [
            build("source", {"id": "s", "title": "Print"}),
            *(build("event", each) for each in plains),
        ]
    ),
    known_on=st.integers(date(2019, 2, 25).toordinal(), date(2019, 5, 5).toordinal()),
    status=st.sampled_from(["planned", "happened", "missed", "p*"]),
    negated=st.booleans(),
    other=st.sampled_from(
        [None, Field("is", ("open",)), Field("is", ("open",), True), Field("on", ("2019",))]
    ),
)
def test_statuses_that_nobody_can_tell(
    records: list[AnyRecord], known_on: int, status: str, negated: bool, other: Field | None
) -> None:
    archive = archive_of(records)
    published = {each.id: each.published for each in records if isinstance(each, Source)}
    names = directory(records)
    values = all_values((each for record in records for _, _, each in versions(record, published)), names)
    query = Query((Field("status", (status,), negated), *((other,) if other else ())))
    told = [each for record in records if (each := known(record, known_on, published)) is not None]
    verdicts = {each.record.id: matches(query, each, names, values) for each in told}
    found = archive.ids(query, kinds=KINDS, known_on=known_on)
    rows = {row.row: row.id for row in archive.rows(found.rows)}
    assert sorted(rows.values()) == sorted(key for key, verdict in verdicts.items() if verdict != "no")
    assert {rows[row] for row in found.unsure} == {
        key for key, verdict in verdicts.items() if verdict == "maybe"
    }
    archive.close()


@settings(max_examples=30, deadline=None)
@given(records=collections())
def test_the_days_on_which_anything_became_known(records: list[AnyRecord]) -> None:
    archive = archive_of(records)
    published = {each.id: each.published for each in records if isinstance(each, Source)}
    turns: set[int] = set()
    for record in records:
        told: Known | None = None
        for k_from, _, each in versions(record, published):
            same = told is not None and replace(told, under_way=each.under_way, sure=each.sure) == each
            if k_from is not None and not same:
                turns.add(k_from)
            told = each
    for day in {FIRST, LAST, *turns, *(turn + 1 for turn in turns)}:
        before = max((turn for turn in turns if turn < day), default=None)
        after = min((turn for turn in turns if turn > day), default=None)
        assert archive.known_days(day) == (before, after)
    archive.close()


@settings(max_examples=30, deadline=None)
@given(records=collections(), covers=st.sampled_from([END, "2019-06", "2019/..", "2030"]))
def test_current_rows_are_those_of_the_last_day(records: list[AnyRecord], covers: str) -> None:
    archive = archive_of(records, covers=covers)
    published = {each.id: each.published for each in records if isinstance(each, Source)}
    end = archive.end_of_record or LAST + 1000
    expected = sorted(record.id for record in records if known(record, end, published) is not None)
    found = archive.ids(Query(), kinds=KINDS, known_on=end)
    assert sorted(row.id for row in archive.rows(found.rows)) == expected
    assert archive.count(Query(), kinds=KINDS, known_on=end).number == len(expected)
    for record in records:
        told = known(record, end, published)
        row = archive.position(record.id, known_on=end)
        assert (row is None) == (told is None)
        if row is not None and told is not None and isinstance(told.record, Event):
            assert row.status == ("under-way" if told.under_way else told.record.status)
        assert kind_of(record) in KINDS
    archive.close()
