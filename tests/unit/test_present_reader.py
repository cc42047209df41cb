"""A record in full: what is said of it, in which words, at any width."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tradetui.core.query.model import Query, Words
from tradetui.core.records import KINDS, CollectionInfo, Side
from tradetui.core.when import parse
from tradetui.present import reader, source_list
from tradetui.present.cells import clean, plain
from tradetui.present.clock import clocks, in_zone
from tradetui.store import open_archive
from tradetui.store.archive import Archive

from .golden_pictures import same_picture, within

HARBOUR = Path(__file__).parent.parent / "collections" / "harbour"
END = date(2012, 12, 31).toordinal()


def day(year: int, month: int, number: int) -> int:
    return date(year, month, number).toordinal()


@pytest.fixture(scope="module")
def harbour() -> Iterator[Archive]:
    archive = open_archive(HARBOUR, cache_dir=None)
    yield archive
    archive.close()


def page(archive: Archive, record: str, width: int = 80, known_on: int = END, **more: object) -> reader.Page:
    dossier = archive.dossier(record, known_on=known_on)
    assert dossier is not None
    return reader.page(dossier, width, info=archive.info, known_on=known_on, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("record", "width"),
    [
        ("2012-mayors-meeting", 80),
        ("2011-03-10-proposal", 40),
        ("2011-first-talks", 80),
        ("q-guild-boats", 80),
        ("q-li-mei-letter", 60),
        ("q-official-one", 80),
        ("q-salo-denied", 60),
        ("q-hostile", 60),
        ("avik-fee-trawlers", 104),
        ("avik-fee-trawlers", 50),
        ("avik-fee-ferries", 80),
        ("inga-dahl", 60),
        ("courier-2011-10-05", 80),
    ],
)
def test_pictures_of_records(harbour: Archive, record: str, width: int) -> None:
    drawn = page(harbour, record, width)
    within(drawn.lines, width)
    same_picture(f"reader-{record}-{width}", drawn.lines)


def test_every_record_keeps_to_every_width_and_its_targets_to_their_lines(harbour: Archive) -> None:
    ids = harbour.ids(Query(), kinds=KINDS, known_on=END).rows
    rows = harbour.rows(ids)
    assert len(rows) > 70
    for row in rows:
        dossier = harbour.dossier(row.id, known_on=END)
        assert dossier is not None
        for width, plain_signs in ((16, False), (33, True), (60, False), (110, True)):
            drawn = reader.page(dossier, width, info=harbour.info, known_on=END, ascii_only=plain_signs)
            within(drawn.lines, width)
            for target in drawn.targets:
                assert 0 <= target.start < target.end <= width
                assert target.line < len(drawn.lines)


def test_targets_cover_the_words_they_lead_from(harbour: Archive) -> None:
    drawn = page(harbour, "q-guild-boats")
    found = {
        (target.kind, target.value): plain(drawn.lines[target.line])[target.start : target.end]
        for target in drawn.targets
    }
    assert found["source", "1"] == "[1]"
    assert found["record", "bo-lind"].startswith("Bo Lind")


def test_the_exact_words_of_quotes_are_never_altered(harbour: Archive) -> None:
    rows = harbour.rows(harbour.ids(Query(), kinds=("quote",), known_on=END).rows)
    for row in rows:
        record = harbour.record(row.id)
        text = " ".join(plain(line) for line in page(harbour, row.id, 300).lines)
        for fragment in record.text:  # type: ignore[union-attr]
            assert " ".join(clean(fragment, lines=True).split()) in " ".join(text.split())


def test_the_words_of_a_query_are_marked_in_the_words_of_a_quote(harbour: Archive) -> None:
    drawn = page(harbour, "q-official-one", words=(Words("berths"),))
    assert ("berths", "hit") in [run for line in drawn.lines for run in line]


def test_words_that_are_not_the_speakers_say_so(harbour: Archive) -> None:
    text = page(harbour, "q-avik-wants").text()
    assert "not the speaker's words" in text
    assert "nobody is quoted" in text
    assert "“Åvik wants" not in text


def test_an_unnamed_speaker_is_named_as_the_source_does(harbour: Archive) -> None:
    text = " ".join(page(harbour, "q-official-one").text().split())
    assert "one official" in text and "as the source names the speaker" in text
    assert "condition of anonymity" in text


def test_a_record_is_read_as_it_was_known(harbour: Archive) -> None:
    early = page(harbour, "2012-mayors-meeting", known_on=day(2012, 2, 1)).text()
    assert "expected" in early
    assert "put off" not in early and "happened" not in early
    assert "expected" in page(harbour, "2012-mayors-meeting").text()


def test_a_source_printed_later_is_named_by_who_and_when_only(harbour: Archive) -> None:
    text = page(harbour, "q-salo-denied", known_on=day(2012, 8, 1)).text()
    assert "Åvik Museum, printed 15 November 2012: not shown on the day you stand on" in text
    assert "A history of the harbour fee" not in text
    assert "museum.avik.example" not in text
    assert "A history of the harbour fee" in page(harbour, "q-salo-denied").text()


def test_what_a_source_says_otherwise_is_told_apart_from_what_it_says_more_vaguely(harbour: Archive) -> None:
    assert "says otherwise: step s7, lines 9 (here: 7)" in page(harbour, "avik-fee-trawlers").text()
    dossier = harbour.dossier("2011-06-14-duty", known_on=END)
    assert dossier is not None
    record = dossier.record
    for says, said in (
        ({"when": "2011-06"}, "says: when June 2011"),
        ({"when": "2011-06-14"}, ""),
        ({"when": "2011-06-13"}, "says otherwise: when 13 June 2011 (here: 14 June 2011)"),
        ({"unheard-of": "x"}, "says: unheard-of x"),
    ):
        ((name, value),) = says.items()
        assert plain(source_list._said(record, "", name, value)) == said


def test_the_deciding_step_is_the_one_of_the_day(harbour: Archive) -> None:
    def marked(on: int) -> list[str]:
        drawn = page(harbour, "avik-fee-trawlers", 104, day=on)
        return [plain(line) for line in drawn.lines if plain(line).startswith("▸")]

    assert len(marked(day(2011, 6, 1))) == 1
    assert "5 percent" in marked(day(2011, 6, 1))[0]


def test_with_plain_signs_only_record_text_is_not_ascii(harbour: Archive) -> None:
    for record in ("avik-fee-trawlers", "q-guild-boats", "2011-04-01-notice", "courier-2011-10-05"):
        text = page(harbour, record, ascii_only=True).text()
        assert not any(sign in text for sign in "●○◔»⊘□■▸‖◇“”·—…≈"), record


def test_addresses_can_be_kept_short_and_lead_to_the_whole(harbour: Archive) -> None:
    drawn = page(harbour, "2011-03-10-proposal", 30, short_urls=True)
    urls = [target for target in drawn.targets if target.kind == "url"]
    assert urls
    assert all(target.value.startswith("https://") for target in urls)
    assert len({target.value for target in urls}) == len(urls)


# -- clocks --------------------------------------------------------------------------------------------------

INFO = CollectionInfo(
    title="A harbour",
    sides=(
        Side(id="us", name="US", place="Washington", tz="America/New_York"),
        Side(id="china", name="China", place="Beijing", tz="Asia/Shanghai"),
    ),
)


def test_a_time_is_told_in_its_own_zone_and_the_capitals() -> None:
    shown = clocks("00:01", "America/New_York", parse("2018-07-06"), INFO)
    assert [it.text for it in shown] == [
        "00:01 Washington time (UTC-4)",
        "12:01 Beijing time (UTC+8)",
        "04:01 UTC",
    ]
    assert in_zone(shown, "china")[0].text == "12:01 Beijing time (UTC+8)"
    assert in_zone(shown, "mars")[0].zone == "own"


def test_another_day_elsewhere_is_said() -> None:
    shown = clocks("21:30", "America/New_York", parse("2018-12-31"), INFO)
    assert shown[1].text == "10:30 Beijing time (UTC+8), the day after"


def test_a_time_on_a_fuzzy_day_is_told_in_its_own_zone_only() -> None:
    for when in ("2018-07", "[2018-07-05,2018-07-06]", "2018-07-06~"):
        shown = clocks("00:01", "Asia/Shanghai", parse(when), INFO)
        assert [it.text for it in shown] == ["00:01 Beijing time"]


def test_a_zone_that_nobody_knows_is_told_as_it_stands() -> None:
    assert (
        clocks("12:00", "Mars/Olympus_Mons", parse("2018-07-06"), INFO)[0].text == "12:00 Olympus Mons time"
    )
    assert clocks("noon", "Asia/Shanghai", parse("2018-07-06"), INFO)[0].text == "noon Beijing time"
    assert clocks("", "Asia/Shanghai", parse("2018-07-06"), INFO) == []
