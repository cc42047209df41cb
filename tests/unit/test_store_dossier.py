"""A record with what hangs on it, on any day; and the answers that the archive only passes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tradetui.core.changes import changes
from tradetui.core.conflicts import conflicts
from tradetui.core.in_force import in_force, series
from tradetui.core.knowledge import Known, first_named, known
from tradetui.core.lags import lags
from tradetui.core.load import load
from tradetui.core.query.model import Query
from tradetui.core.query.parse import parse
from tradetui.core.records import KINDS, Actor, Collection, Measure, Quote, Source
from tradetui.core.source_dates import source_dates
from tradetui.store import open_archive
from tradetui.store.archive import Archive
from tradetui.store.links import links_of

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
END = date(2012, 12, 31).toordinal()
DAYS = [date(2011, month, 15).toordinal() for month in (3, 4, 6, 9, 12)] + [END]


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    archive = open_archive(HARBOUR, cache_dir=None)
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def collection() -> Collection:
    return load(HARBOUR).collection


def published(collection: Collection) -> dict:
    return {key: each.published for key, each in collection.records.items() if isinstance(each, Source)}


def as_known(collection: Collection, key: str, day: int) -> Known | None:
    dates = published(collection)
    return known(collection.records[key], day, dates, first_named(collection.records.values(), dates))


@pytest.mark.parametrize("day", DAYS)
def test_every_record_as_known_on_a_day(archive: Archive, collection: Collection, day: int) -> None:
    for key, record in collection.records.items():
        told = as_known(collection, record.id, day)
        dossier = archive.dossier(key, known_on=day)
        if told is None:
            assert dossier is None
            continue
        assert dossier is not None
        assert dossier.record == record
        assert dossier.known == told
        assert dossier.row == archive.position(key, known_on=day)
        assert {cite.source for cite in told.cites} <= dossier.sources.keys()


FORWARD = {"quote": "event", "child": "parent"}


@pytest.mark.parametrize("day", DAYS)
def test_links_run_both_ways_and_hide_what_is_not_known(
    archive: Archive, collection: Collection, day: int
) -> None:
    told = {}
    for key, record in collection.records.items():
        answer = as_known(collection, record.id, day)
        if answer is not None:
            told[key] = answer
    pointing = {
        (key, name, target)
        for key, each in told.items()
        for name, target in links_of(each.record)
        if target in collection.records
    }
    for key in told:
        dossier = archive.dossier(key, known_on=day)
        assert dossier is not None
        forward = {(each.relation, each.row.id) for each in dossier.linked if not each.inverse}
        assert forward == {
            (FORWARD.get(name, name), target)
            for source, name, target in pointing
            if source == key and target in told
        }
        inverse = {
            (each.relation, each.row.id)
            for each in dossier.linked
            if each.inverse and each.relation not in ("cites", "by", "to", "against", "org")
        }
        assert inverse == {
            (name, source) for source, name, target in pointing if target == key and source != key
        }
        every = [
            (source, target)
            for source, record in collection.records.items()
            for _, target in set(links_of(record if source not in told else told[source].record))
        ]
        out = sum(
            source == key and target in collection.records and target not in told for source, target in every
        )
        back = [source for source, target in every if target == key and source not in told]
        if not isinstance(collection.records[key], (Source, Actor)):
            assert dossier.hidden_links == out + len(back)


def test_a_source_lists_what_cites_it(archive: Archive) -> None:
    dossier = archive.dossier("courier-2011-03-11", known_on=END)
    assert dossier is not None
    found = archive.ids(parse("source:courier-2011-03-11").query, kinds=KINDS, known_on=END)
    expected = {row.id for row in archive.rows(found.rows)} - {"courier-2011-03-11"}
    assert {each.row.id for each in dossier.linked if each.relation == "cites"} == expected


@pytest.mark.parametrize("day", [DAYS[2], END])
def test_an_actor_lists_deeds_words_and_company(archive: Archive, collection: Collection, day: int) -> None:
    for key, record in collection.records.items():
        dossier = archive.dossier(key, known_on=day) if isinstance(record, Actor) else None
        if dossier is None:
            continue
        for field in ("by", "to", "against", "org"):
            found = archive.ids(parse(f"{field}:{key}").query, kinds=KINDS, known_on=day)
            expected = {row.id for row in archive.rows(found.rows)} - {key}
            assert {each.row.id for each in dossier.linked if each.relation == field} == expected
        met: Counter[str] = Counter()
        for event in collection.of_kind("event"):
            told = as_known(collection, event.id, day)
            who = {each.actor for each in event.who}
            if told is not None and key in who:
                met.update(who - {key, ""})
        assert dict(dossier.company) == met
        assert list(dossier.company.values()) == sorted(met.values(), reverse=True)
        assert dossier.names.keys() >= met.keys()


def test_names_are_those_of_what_is_known(archive: Archive, collection: Collection) -> None:
    early = DAYS[0]
    for key, record in collection.records.items():
        dossier = archive.dossier(key, known_on=early)
        if dossier is None:
            continue
        for each, name in dossier.names.items():
            other = collection.records.get(each)
            if other is not None and not isinstance(other, (Actor, Source)):
                assert archive.position(each, known_on=early) is not None
            assert name
        if isinstance(record, Quote):
            assert dossier.names.keys() >= set(record.by)


def test_posts_are_those_of_the_time(archive: Archive, collection: Collection) -> None:
    found = [
        dossier
        for record in collection.records.values()
        if isinstance(record, Quote)
        and (dossier := archive.dossier(record.id, known_on=END))
        and dossier.posts
    ]
    assert found
    for dossier in found:
        for key, post in dossier.posts.items():
            actor = collection.records[key]
            assert isinstance(actor, Actor)
            said = dossier.record.said
            (role,) = [role for role in actor.roles if role.title == post]
            assert role.start is None or role.start.lo is None or role.start.lo <= said.hi


def test_there_is_no_dossier_of_nothing(archive: Archive) -> None:
    assert archive.dossier("no-such-record", known_on=END) is None
    assert archive.record("no-such-record") is None
    assert archive.position("no-such-record", known_on=END) is None
    assert archive.record("") is None


@pytest.mark.parametrize("day", DAYS)
def test_answers_are_those_of_the_core(archive: Archive, collection: Collection, day: int) -> None:
    records = collection.records
    measures = [each for each in records.values() if isinstance(each, Measure)]
    dates = published(collection)
    side_of = {each.id: each.side for each in records.values() if isinstance(each, Actor) and each.side}
    assert archive.in_force(day, known_on=END) == in_force(
        measures, day, END, published=dates, side_of=side_of, end_of_record=END
    )
    for other in (*DAYS, 734_230, 734_300, 735_400):
        for known_on in (DAYS[1], END, 740_000):
            assert archive.changes(day, other, known_on=known_on) == changes(
                records.values(), day, other, known_on, dates
            )
    assert archive.conflicts(known_on=day) == conflicts(records.values(), day, dates)
    assert archive.lags(known_on=day) == lags(measures, day, dates)
    for key in ("courier-2011-03-11", "avik-gazette-2011-04-01"):
        assert archive.source_dates(key, known_on=day) == source_dates(records.values(), key, day, dates)
    assert archive.series("avik", DAYS[0], END, known_on=day) == series(
        measures, "avik", DAYS[0], END, day, published=dates, side_of=side_of
    )


def test_names_of_ids(archive: Archive) -> None:
    assert archive.names(["avik", "li-mei", "courier-2011-03-11", "nobody", "2011-03-10-proposal"]) == {
        "avik": "Åvik",
        "li-mei": "Li Mei",
        "courier-2011-03-11": "Åvik wants five per cent of every catch",
    }


def test_names_of_sources_printed_later_are_not_told(archive: Archive, collection: Collection) -> None:
    for day in DAYS:
        found = archive.names(list(collection.records), known_on=day)
        for key, record in collection.records.items():
            told = as_known(collection, record.id, day) is not None
            assert (key in found) == (told and isinstance(record, (Actor, Source)))


def test_the_collection_is_told_of(archive: Archive, collection: Collection) -> None:
    assert archive.info == collection.info
    assert archive.end_of_record == END
    assert archive.left_out == 0
    assert archive.unread == 0


@pytest.mark.parametrize("day", [DAYS[0], DAYS[2], END])
@pytest.mark.parametrize(
    "field", ["by", "to", "side", "kind", "status", "tag", "source", "form", "cites", "place", "is", "in"]
)
def test_suggested_values_find_what_they_say(archive: Archive, field: str, day: int) -> None:
    found = archive.suggest(field, "", known_on=day, limit=100)
    assert [each.count.number for each in found] == sorted(
        (each.count.number for each in found), reverse=True
    )
    for each in found:
        query = parse(f'{field}:"{each.value}"').query
        numbers = archive.count(query, kinds=KINDS, known_on=day).number
        assert numbers >= each.count.number > 0
        assert each.label
        assert archive.suggest(field, each.value[:2], known_on=day, limit=100)


def test_values_are_suggested_by_the_words_of_their_names(archive: Archive) -> None:
    assert [each.value for each in archive.suggest("by", "dahl", known_on=END)] == ["inga-dahl"]
    assert [each.label for each in archive.suggest("by", "INGA D", known_on=END)] == ["Inga Dahl"]
    assert len(archive.suggest("by", "", known_on=END, limit=2)) == 2
    for odd in ('"', "'", "%", "*", "zzz", "\x00"):
        assert isinstance(archive.suggest("by", odd, known_on=END), list)
    assert archive.suggest("no-such-field", "a", known_on=END) == []
    assert archive.suggest("on", "2011", known_on=END) == []


def test_best_first(archive: Archive) -> None:
    def best(text: str) -> list[str]:
        found = archive.ids(
            parse(text).query, kinds=["event", "measure", "quote"], known_on=END, order="rank"
        )
        assert found.ranked is None, "all of them were ranked"
        return [row.title for row in archive.rows(found.rows)]

    titles = best("harbour fee")
    assert "harbour fee" in titles[0].lower()
    whole = ["harbour fee" in title.lower() for title in titles]
    assert whole == sorted(whole, reverse=True)
    assert best("harbour fee trawlers")[0] == "Harbour fee on trawlers"


def test_the_window_of_ranking_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradetui.store.rank.WINDOW", 3)
    query = parse("fee").query
    found = archive.ids(query, kinds=KINDS, known_on=END, order="rank")
    every = archive.ids(query, kinds=KINDS, known_on=END, order="newest")
    assert found.ranked == 3
    assert sorted(found.rows[:3]) == sorted(every.rows[:3])
    assert found.rows[3:] == every.rows[3:]
    assert archive.ids(Query(), kinds=KINDS, known_on=END, order="rank").ranked is None


def test_a_value_that_names_too_many_yet_asks_nothing_and_says_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tradetui.store.match.MANY", 1)
    monkeypatch.setattr("tradetui.store.values.MANY", 1)
    typed, nothing = parse("by:m", typing=True).query, Query()
    every = archive.ids(nothing, kinds=KINDS, known_on=END)
    for order in ("when", "newest"):
        at_hand = archive.at_hand(typed, kinds=KINDS, known_on=END, order=order)
        assert at_hand is not None and sorted(at_hand.rows) == sorted(every.rows)
        assert at_hand.notes == ("by:m names more than 1: type on, or take one offered",)
        assert archive.ids(typed, kinds=KINDS, known_on=END, order=order, limit=2).notes == at_hand.notes
    assert every.notes == archive.ids(nothing, kinds=KINDS, known_on=END).notes == ()


def test_parts_of_the_rows_beyond_the_last_that_is_wanted_are_not_asked(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tradetui.store import search

    asked: list[tuple[int, int]] = []
    text = search._text

    def noted(db, plan, piece, more, **few):  # type: ignore[no-untyped-def]
        asked.append((piece.first, piece.last))
        return text(db, plan, piece, more, **few)

    monkeypatch.setattr(search, "_text", noted)
    query = parse("after:2010-06").query
    found = archive.ids(query, kinds=KINDS, known_on=END, order="newest", limit=2)
    assert len(found.rows) == 2 and found.truncated
    few = len(asked)
    archive.ids(query, kinds=KINDS, known_on=END, order="newest", limit=10_000)
    assert few == 1 < len(asked) - few
