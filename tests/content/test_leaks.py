"""Nothing that was not yet known on a day is told on it, on any page and in any answer."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tradetui.cli import machine
from tradetui.core.knowledge import known
from tradetui.core.query.parse import parse
from tradetui.core.records import Actor, AnyRecord, Collection, Event, Figure, Measure, Source
from tradetui.core.when import When
from tradetui.present import changes, conflicts, measures
from tradetui.present.called import called, change_ids, conflict_ids, in_force_ids
from tradetui.present.citations import cite
from tradetui.present.reader import page
from tradetui.store import open_archive
from tradetui.store.archive import Archive, Dossier

FOLDER = Path(__file__).parents[2] / "content" / "us-china-trade-war"
END = date(2026, 10, 7).toordinal()
STAND = date(2019, 1, 15).toordinal()
#: Adopted in March 2019 to apply from 1 January 2020: told in words only.
LAW_OF_2020 = date(2019, 3, 15).toordinal(), date(2020, 1, 1).toordinal()
DAYS = sorted(
    {
        STAND,
        date(2019, 3, 27).toordinal(),
        date(2019, 5, 8).toordinal(),
        *random.Random(25).sample(range(date(2017, 8, 10).toordinal(), END), 22),
    }
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: "6 May 2019", and the parts of spans that end in one ("28-29 March 2019").
IN_WORDS = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})[a-z]* (\d{{4}})")
ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    opened = open_archive(FOLDER, cache_dir=tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


def dates_in(text: str) -> set[int]:
    """Every day that a text names in full."""
    found = set()
    for day, month, year in IN_WORDS.findall(text):
        found.add((int(year), [m[:3] for m in MONTHS].index(month[:3]) + 1, int(day)))
    for year, month, day in ISO.findall(text):
        found.add((int(year), int(month), int(day)))
    return {date(*each).toordinal() for each in found if 1 <= each[1] <= 12 and 1 <= each[2] <= 31}


def told_by(record: Collection, archive: Archive, known_on: int, ids: Iterable[str]) -> Iterator[str]:
    """What the pages, citations and JSON of some records tell too early on a day, one line each."""
    unknown = unknown_on(record, archive, known_on)
    planned = plans_on(record, known_on)
    for id_ in ids:
        dossier = archive.dossier(id_, known_on=known_on)
        if dossier is None:
            continue
        lines = page(dossier, 100, info=archive.info, known_on=known_on).lines
        drawn = "\n".join("".join(run[0] for run in line) for line in lines)
        drawn = without_notes(drawn, dossier)
        plain = machine.record(dossier)
        written = json.dumps(without_editor(plain), ensure_ascii=False)
        allowed = planned | printed_in(dossier)
        for where, text in (("page", drawn), ("json", written), ("cite", cite(dossier))):
            flat = " ".join(text.split())
            for day in dates_in(flat) - allowed:
                if day > known_on:
                    yield f"{date.fromordinal(known_on)} {id_} {where}: {date.fromordinal(day)}"
            for kind, words in unknown:
                if words in flat:
                    yield f"{date.fromordinal(known_on)} {id_} {where}: {kind} {words!r}"


def without_notes(drawn: str, dossier: Dossier) -> str:
    """A page without the editor's notes and what is said of the record as a piece of work."""
    drawn = drawn.split("\nRecord", 1)[0].split("\nEditor's note", 1)[0]
    return re.sub(r"\n *editor(?:, later)?: .*?(?=\n {0,8}\S{0,12} |\Z)", "", drawn, flags=re.S)


def without_editor(value: object) -> object:
    """A record for machines without the editor's notes and the days of the editor's own work."""
    if isinstance(value, dict):
        kept = (
            "note",
            "accept",
            "retrieved",
            "known",
            "span",
            "known_from",
            "url",
            "archived_url",
            "id",
            "file",
        )
        return {key: without_editor(each) for key, each in value.items() if key not in kept}
    return [without_editor(each) for each in value] if isinstance(value, list) else value


def unknown_on(record: Collection, archive: Archive, known_on: int) -> list[tuple[str, str]]:
    """(what, words) of all that nobody could know by a day: titles, words, summaries, ids."""
    known = {id_ for id_ in record.records if archive.position(id_, known_on=known_on) is not None}
    found: list[tuple[str, str]] = []
    said: list[str] = []
    for id_, held in record.records.items():
        own = [getattr(held, "title", ""), getattr(held, "summary", ""), getattr(held, "label", "")]
        own += getattr(held, "text", ())
        history = getattr(held, "history", ())
        by_then = [entry for entry in history if (entry.on.earliest_start or 0) <= known_on]
        if id_ in known:
            said += own if len(by_then) == len(history) else [*own[:1], *(e.summary for e in by_then)]
            found += [("entry", e.summary) for e in history if e not in by_then]
        elif isinstance(held, Source):
            found += [("source", held.title), ("source", held.url)]
        elif not isinstance(held, Actor):
            found += [("record", words) for words in own] + [("id", id_)]
    everything = "\n".join(said)
    return [
        (kind, " ".join(words.split()))
        for kind, words in found
        if len(words) > 12 and words not in everything
    ]


def plans_on(record: Collection, known_on: int) -> set[int]:
    """The days still to come that records tell of as plans, as known on a day."""
    published = {id_: held.published for id_, held in record.records.items() if isinstance(held, Source)}
    whens: list[When | None] = []
    for held in record.records.values():
        answer = known(held, known_on, published)
        told = None if answer is None else answer.record
        if isinstance(told, Event):
            # an entry of a fuzzy day is told from its first day on
            whens += [told.when, *(when for entry in told.history for when in (entry.when, entry.on))]
        elif isinstance(told, Measure):
            whens += [when for step in told.steps for when in (step.start, step.end)]
        elif isinstance(told, Figure) and told.planned:
            whens.append(told.at)
    found = {day for when in whens if when is not None for day in (when.lo, when.hi) if day is not None}
    if known_on >= LAW_OF_2020[0]:
        found.add(LAW_OF_2020[1])
    return found


def printed_in(dossier: Dossier) -> set[int]:
    """The days in words that were printed or said by then, and those on which later sources came out."""
    told: AnyRecord = dossier.known.record
    texts = [*getattr(told, "text", ()), getattr(told, "when_text", "")]
    for cited in dossier.known.cites:
        texts += [cited.exact, *map(str, cited.says.values())]
    for source in dossier.sources.values():
        texts += [source.title, source.publisher]
        texts += [source.published.edtf] if source.published is not None else []
    return set().union(*map(dates_in, texts))


def test_what_came_later_is_told_on_no_page_and_in_no_answer(record: Collection, archive: Archive) -> None:
    ids = sorted(record.records)
    chosen = random.Random(7)
    told = []
    for known_on in DAYS:
        some = ids if known_on == STAND else chosen.sample(ids, 90)
        told += told_by(record, archive, known_on, some)
    assert told == []


def test_no_post_and_no_end_is_told_before_its_day(record: Collection, archive: Archive) -> None:
    for known_on in DAYS:
        for held in (*record.of_kind("actor"), *record.of_kind("measure")):
            dossier = archive.dossier(held.id, known_on=known_on)
            told = None if dossier is None else dossier.known.record
            for role in told.roles if isinstance(told, Actor) else ():
                for when in (role.start, role.end):
                    first = None if when is None else when.lo if when.lo is not None else when.hi
                    # of a month or a year some day has come
                    size = {"month": 7, "year": 4}.get("" if when is None else when.precision, 10)
                    begun = f"{date.fromordinal(first or 1)}"[:size] <= f"{date.fromordinal(known_on)}"[:size]
                    assert begun, (held.id, role.title)
            for step in told.steps if isinstance(told, Measure) else ():
                last = step.end
                assert last is None or last.hi is not None or (last.lo or 0) <= known_on, held.id


def test_actors_are_listed_from_the_day_they_were_first_named(record: Collection, archive: Archive) -> None:
    def actors(known_on: int) -> set[str]:
        found = archive.ids(parse("").query, kinds=["actor"], known_on=known_on)
        return {row.id for row in archive.rows(found.rows)}

    assert not actors(STAND) & {"joe-biden", "howard-lutnick", "scott-bessent", "katherine-tai"}
    assert {"donald-trump", "liu-he", "robert-lighthizer", "wto"} <= actors(STAND)
    assert actors(END) == {held.id for held in record.of_kind("actor")}
    trump = archive.dossier("donald-trump", known_on=STAND)
    assert trump is not None and trump.known.hidden_posts == 1
    lines = page(trump, 80, info=archive.info, known_on=STAND).lines
    drawn = "\n".join("".join(run[0] for run in line) for line in lines)
    assert "1 post not known yet on the day you stand on" in drawn and "2025" not in drawn
    assert isinstance(trump.known.record, Actor) and len(trump.known.record.roles) == 1


def test_a_later_source_goes_by_who_printed_it_and_when(record: Collection, archive: Archive) -> None:
    raw = re.compile(
        "|".join(rf"(?<![\w-]){re.escape(held.id)}(?![\w-])" for held in record.of_kind("source"))
    )
    titles = {held.id: held.title for held in record.of_kind("source")}
    for known_on in (date(2018, 8, 1).toordinal(), STAND, date(2019, 5, 10).toordinal()):
        in_force = archive.in_force(known_on + 100, known_on=known_on)
        changed = archive.changes(known_on - 160, known_on, known_on=known_on)
        disagreed = archive.conflicts(known_on=known_on)
        pages = (
            (in_force_ids(in_force), lambda names, it=in_force: measures.in_force_page(it, 400, names=names)),
            (change_ids(changed), lambda names, it=changed: changes.page(it, 400, names=names)),
            (conflict_ids(disagreed), lambda names, it=disagreed: conflicts.page(it, 400, names=names)),
        )
        for ids, make in pages:
            wanted = list(ids)
            text = make(called(archive, wanted, known_on=known_on)).text()
            assert raw.findall(text) == []
            later = [
                id_ for id_ in wanted if id_ in titles and archive.position(id_, known_on=known_on) is None
            ]
            # some titles are short words that stand in others
            assert not [titles[id_] for id_ in later if len(titles[id_]) > 20 and titles[id_] in text]
    assert (
        "Federal Register, printed 20 Aug 2019"
        in called(archive, ["fr-84-43304", "us-ustr", "nothing"], known_on=STAND).values()
    )


def test_the_record_on_the_other_side_of_a_conflict_has_its_name(archive: Archive) -> None:
    found = [each for each in archive.conflicts(known_on=END) if each.other]
    names = called(archive, conflict_ids(found), known_on=END)
    text = conflicts.page(found, 400, names=names).text()
    assert found and not [each.other for each in found if f"against {each.other}" in text]
