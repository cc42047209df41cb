"""Looking for words: facets, near spellings, why a row matches, hits over time, two speakers side by side, copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual import events

from tradetui.store import open_archive
from tradetui.ui.acts.time import went_to
from tradetui.ui.layout import layout
from tradetui.ui.session import Mark, Session, step_back

from .helpers import running

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"


@pytest.fixture
def harbour():
    archive = open_archive(HARBOUR, cache_dir=None)
    yield archive
    archive.close()


# -- facets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "front"), [(60, False), (80, True), (120, False), (120, True), (200, False)]
)
def test_there_is_always_a_list_or_what_was_asked_for(width, front):
    found = layout("quotes", width, 30, reader_in_front=False, facets_in_front=front)
    assert found.facets == (front or width >= 160)
    assert found.rows == (not front or width >= 100)
    assert found.reader == (width >= 160 or (width >= 100 and not front))


def test_one_step_back_leaves_the_facets():
    assert not step_back(Session(facets_in_front=True)).facets_in_front


async def test_facets_stand_beside_the_quotes_on_a_wide_screen(harbour):
    async with running(harbour, size=(180, 50)) as it:
        await it.command("view-quotes")
        text = it.text()
        assert "Narrow by" in text and "Speaker" in text and "Inga Dahl" in text
        assert it.app.main.rows.display and it.app.main.reader.display
        await it.command("view-timeline")
        assert "Narrow by" not in it.text()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 60)])
async def test_a_value_becomes_a_filter_and_is_given_up_again(harbour, size):
    async with running(harbour, size=size) as it:
        await it.press("3", "F")
        assert it.app.main.scope == "facets"
        pane = it.app.main.desk.facets.pane
        assert pane.chosen == ("by", "inga-dahl")
        await it.press("enter")
        assert it.session.place.text == "by:inga-dahl" and it.app.main.scope == "facets"
        assert pane.taken("by") == ("inga-dahl",)
        before = it.session.found
        await it.press("down", "enter")
        assert it.session.place.text.startswith("by:inga-dahl,") and it.session.found > before
        await it.press("enter", "up", "enter")
        assert it.session.place.text == ""
        await it.press("escape")
        assert it.app.main.scope == "list" and not it.session.facets_in_front


async def test_a_value_is_left_out(harbour):
    async with running(harbour, size=(120, 36)) as it:
        await it.press("3", "F")
        await it.press("right")
        assert it.app.main.desk.facets.pane.chosen[0] == "side"
        await it.press("exclamation_mark")
        assert it.session.place.text.startswith("-side:")


async def test_facets_are_of_the_day_one_stands_on(harbour):
    async with running(harbour, size=(180, 50)) as it:
        await it.command("view-quotes")
        late = [line.line for line in it.app.main.desk.facets.pane._lines]
        await it.press("v", *"12 mar 2011", "enter")
        early = it.app.main.desk.facets.pane._lines
        assert [line.line for line in early] != late
        assert {line.value for line in early if line.field == "on"} == {"2011"}


async def test_facets_never_hold_a_key(harbour, monkeypatch):
    asked = []
    facets = harbour.facets
    monkeypatch.setattr(harbour, "facets", lambda query, **more: asked.append(query) or facets(query, **more))
    async with running(harbour, size=(180, 50)) as it:
        await it.command("view-quotes")
        asked.clear()
        await it.press("slash")
        # posted in one go, as a fast typist does
        for letter in "boats":
            it.app.post_message(events.Key(letter, letter))
        await it.pilot.pause()
        await it.app.settled()
        # five letters in a row are counted once, when they rest
        assert len(asked) <= 3 and it.session.place.text == "boats"


async def test_facets_that_fail_are_told(harbour, monkeypatch):
    monkeypatch.setattr(harbour, "facets", lambda *_, **__: 1 / 0)
    async with running(harbour, size=(180, 50), faults=True) as it:
        await it.command("view-quotes")
        assert "not counted" in it.text()


# -- what was meant ---------------------------------------------------------------------------------------------


async def test_a_near_spelling_is_offered_and_taken(harbour):
    async with running(harbour) as it:
        await it.press("3", "slash", *"harbuor", "enter")
        assert "did you mean harbour?" in it.text() and it.session.suggestion == "harbour"
        await it.press("a")
        assert it.session.place.text == "harbour" and it.session.found
        assert it.session.suggestion == ""
        await it.press("a")
        assert "no other spelling" in it.said


async def test_a_spelling_that_only_another_view_holds_is_offered_too(harbour):
    async with running(harbour) as it:
        await it.press("3", "slash", *"regata", "enter")
        assert "did you mean regatta?" in it.text()
        await it.press("a")
        assert it.session.place.text == "regatta" and not it.session.found
        assert "The same words find 1 event" in it.text() and it.session.suggestion == ""


async def test_tab_takes_the_spelling_while_one_types(harbour):
    async with running(harbour) as it:
        await it.press("3", "slash", *"by:dhal harbuor")
        assert it.session.suggestion == "by:inga-dahl harbour"
        await it.press("tab")
        assert it.app.main.desk.typing.prompt.text == "by:inga-dahl harbour" and it.session.found


@pytest.mark.parametrize("typed", ["by:da", "-by:da", "by:salo,da", "side:avik by:da"])
async def test_values_are_offered_after_a_minus_and_a_comma(harbour, typed):
    async with running(harbour) as it:
        await it.press("3", "slash", *["comma" if c == "," else "space" if c == " " else c for c in typed])
        offers = it.app.main.desk.typing.offers
        assert offers is not None and "inga-dahl" in offers.values
        await it.press("tab")
        assert it.app.main.desk.typing.prompt.text == typed[:-2] + "inga-dahl "


# -- why, and in full -------------------------------------------------------------------------------------------


async def test_a_match_outside_the_words_says_where(harbour):
    async with running(harbour, size=(140, 40)) as it:
        await it.press("3", "slash", *"dahl", "enter")
        text = it.text()
        assert "(the speaker's name)" in text or "(elsewhere)" in text
        assert "“dahl” in the speaker's name" in text


async def test_the_day_of_a_quote_leads_to_what_was_in_force(harbour):
    async with running(harbour, size=(140, 60)) as it:
        await it.press("3", "slash", *"uses", "enter")
        targets = it.app.main.reader.page_shown.targets
        at = next(n for n, target in enumerate(targets) if target.kind == "day")
        it.app.main.desk.follow_number(at)
        await it.app.settled()
        place = it.session.place
        assert place.view == "measures" and place.day == place.known_on == date(2011, 3, 10).toordinal()
        await it.command("back", "back", "back")
        assert it.session.place.view == "quotes"


async def test_quotes_of_the_occasion_are_links(harbour):
    async with running(harbour, size=(140, 60)) as it:
        await it.press("3", "slash", *"uses", "enter")
        assert "On the same occasion" in it.text() and "The same speaker" in it.text()
        targets = it.app.main.reader.page_shown.targets
        at = next(n for n, target in enumerate(targets) if target.value == "q-dahl-tax")
        it.app.main.desk.follow_number(at)
        await it.app.settled()
        assert it.session.place.record == "q-dahl-tax"


# -- hits over time ---------------------------------------------------------------------------------------------


async def test_stepping_along_the_hits(harbour):
    async with running(harbour) as it:
        await it.press("3", "home")
        seen = [it.session.place.day]
        for _ in range(50):
            await it.command("later-hits")
            if it.said.startswith("no hits"):
                break
            seen.append(it.session.place.day)
        assert len(seen) > 2 and seen == sorted(set(seen))
        await it.command("earlier-hits")
        assert it.session.place.day < seen[-1]


# -- side by side -----------------------------------------------------------------------------------------------


async def test_two_speakers_side_by_side(harbour):
    async with running(harbour, size=(120, 36)) as it:
        await it.command("compare")
        assert "mark two speakers" in it.said
        desk = it.app.main.desk
        desk.go(Session(**{**_fields(it.session), "marks": (Mark(id="inga-dahl"), Mark(id="veikko-salo"))}))
        await it.command("compare")
        text = it.text()
        assert "Inga Dahl" in text and " │ " in text and "Compare" in it.lines()[0]
        assert it.session.place.record and not it.app.main.reader.display
        before = it.cursor
        await it.press("down")
        assert it.cursor != before
        await it.press("slash", *"harbour", "enter")
        assert it.session.found and "harbour" in it.text()


def _fields(session: Session) -> dict[str, object]:
    return {name: getattr(session, name) for name in Session.__slots__}


async def test_two_dates_side_by_side_and_stacked(harbour):
    for size in ((120, 36), (60, 30)):
        async with running(harbour, size=size) as it:
            desk = it.app.main.desk
            await it.command("view-quotes")
            went_to(desk, date(2011, 3, 10).toordinal())
            await it.command("mark-day")
            went_to(desk, date(2011, 7, 18).toordinal())
            await it.app.settled()
            await it.press("C")
            text = it.text()
            assert "10 March 2011" in text and "18 July 2011" in text
            assert "on the day itself" in text
            assert (" │ " in text) == (size[0] == 120)


async def test_marks_that_are_no_speakers_are_told(harbour):
    async with running(harbour) as it:
        await it.press("m", "down", "m", "C")
        assert "Mark two speakers" in it.text()


# -- out of it --------------------------------------------------------------------------------------------------


async def test_marked_quotes_are_copied_in_the_order_of_their_marks(harbour):
    async with running(harbour) as it:
        await it.press("3", "down", "m", "up", "m", "y")
        copied = it.app.clipboard
        rows = it.app.main.rows.listing
        second, first = (
            harbour.record(rows.id(n)).text[0] for n in (it.app.main.rows.cursor, it.app.main.rows.cursor + 1)
        )
        assert copied.index(first) < copied.index(second)
        assert copied.startswith("1. ") and "\n2. " in copied
        assert it.app.copied == [copied]


# -- rows before everything else --------------------------------------------------------------------------------


async def test_what_waits_for_the_rows_begins_once_they_are_drawn(harbour, monkeypatch):
    from tradetui.ui.runner import Runner
    from tradetui.ui.widgets.record_list import RecordList

    told: list[str] = []
    show, render, drawn = RecordList.show, RecordList.render_lines, Runner._drawn

    def noted(name, call):
        def does(self, *given, **named):
            told.append(name)
            return call(self, *given, **named)

        return does

    monkeypatch.setattr(RecordList, "show", noted("rows", show))
    monkeypatch.setattr(RecordList, "render_lines", noted("drawn", render))
    monkeypatch.setattr(Runner, "_drawn", noted("rest", drawn))
    async with running(harbour) as pilot:
        await pilot.press("3", "slash")
        for letter in "fee":
            told.clear()
            await pilot.press(letter)
            rows = told.index("rows")
            assert "drawn" in told[rows : told.index("rest", rows)], told
