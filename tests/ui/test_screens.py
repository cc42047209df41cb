"""The screens as one sees them: plain text of what is drawn, at several sizes."""

import threading
from pathlib import Path

import pytest

from tradetui import config
from tradetui.ui.app import build
from tradetui.ui.screens.jump import labels
from tradetui.ui.session import Mark

from .fakes import FakeArchive
from .helpers import SIZES, Pilot, running

CONTENT = Path(__file__).parents[2] / "content" / "us-china-trade-war"


@pytest.mark.parametrize("size", SIZES)
async def test_every_view_is_drawn_at_every_size(size):
    async with running(size=size) as it:
        for number, name in enumerate(("Timeline", "Actors", "Quotes", "Measures", "Sources"), 1):
            await it.command(f"view-{name.lower()}")
            lines = it.lines()
            assert len(lines) == size[1]
            assert f"▸{number} {name}" in lines[0]
            assert "31 Dec" in lines[1]
            assert "quit" in lines[-1] and "help" in lines[-1]
            assert all(len(line) <= size[0] for line in lines)


async def test_the_first_view_shows_axis_list_and_reader():
    async with running() as it:
        text = it.text()
        assert "Hearing 9 of the inquiry" in text and "60 events" in text
        assert "2014" in it.lines()[2] and "Bridge of" in text
        assert "▌" in text


async def test_a_narrow_screen_shows_one_pane_at_a_time():
    async with running(size=(80, 24)) as it:
        await it.press("down", "enter")
        assert not it.app.main.rows.display and it.app.main.reader.display
        assert "The 1. hearing heard the engineers" in it.text()
        await it.press("escape")
        assert it.app.main.rows.display and it.app.main.focused is it.app.main.rows


async def test_a_resize_changes_the_panes_and_keeps_the_place():
    async with running(size=(80, 24)) as it:
        await it.press("down", "down")
        cursor = it.cursor
        await it.pilot.resize_terminal(140, 40)
        await it.app.settled()
        assert it.app.main.reader.display and it.cursor == cursor and len(it.lines()) == 40
        await it.pilot.resize_terminal(60, 20)
        await it.app.settled()
        assert not it.app.main.reader.display and it.cursor == cursor
        assert it.app.main.rows.cursor is not None


async def test_the_axis_and_the_list_share_one_cursor():
    async with running() as it:
        await it.press("end")
        assert it.cursor == "e-59"
        day = it.session.place.day
        await it.press("left")
        assert it.session.place.day < day and it.cursor != "e-59"


async def test_every_key_typed_at_once_is_text():
    async with running() as it:
        # posted in one go, as a fast typist or a paste does
        for key in ("slash", *"1q2"):
            it.app.post_message(_key(key))
        await it.pilot.pause()
        await it.app.settled()
        assert it.session.place.view == "timeline"
        assert it.app.main.desk.typing.prompt.text == "1q2"


def _key(key):
    from textual import events

    return events.Key(key, "/" if key == "slash" else key)


async def test_filter_as_one_types_and_step_back():
    async with running() as it:
        await it.press("3", "slash", *"rust")
        assert "39 quotes" in it.text()
        await it.press("space", *"39")
        assert "1 quote" in it.text() and "year 39" in it.text()
        await it.press("enter")
        assert it.app.main.focused is it.app.main.rows and "filter" in it.lines()[1]
        await it.press("escape")
        assert it.session.place.text == "" and "40 quotes" in it.text()


async def test_what_empties_a_list_is_said():
    async with running() as it:
        await it.press("slash", *"zeppelin", "enter")
        assert "0 events" in it.text() and "zeppelin" in it.text().split("0 events")[1]
        await it.press("n")
        assert "the list is empty" in it.said or "nothing" in it.said


async def test_values_are_offered_for_a_field():
    async with running() as it:
        await it.press("slash", *"by:iron")
        assert "Ada Ironside" in it.text()
        await it.press("tab")
        assert it.app.main.desk.typing.prompt.text == "by:a-0 "
        await it.press("escape")
        assert it.app.main.desk.typing.prompt is None


async def test_go_to_a_date_in_words_with_its_reading_echoed():
    async with running() as it:
        await it.press("g", *"1 jul 2014")
        assert "1 July 2014" in it.text()
        await it.press("enter")
        from datetime import date

        assert it.session.place.day == date(2014, 7, 1).toordinal()
        assert it.cursor == "e-20"


async def test_an_ambiguous_date_is_asked_about():
    async with running() as it:
        await it.press("g", *"3/4/2014", "enter")
        text = it.text()
        assert "3 April 2014" in text and "4 March 2014" in text
        await it.press("down", "enter")
        assert it.session.place.day is not None and "at " in it.said


async def test_stand_on_a_day_and_return():
    async with running() as it:
        await it.press("v", *"1 mar 2014", "enter")
        assert "7 events" in it.text() and "1 March 2014" in it.lines()[1]
        await it.command("known-after")
        assert "8 events" in it.text()
        await it.command("known-now")
        assert "60 events" in it.text()
        await it.command("back")
        assert "8 events" in it.text()


async def test_links_are_walked_and_followed_and_left():
    async with running() as it:
        await it.press("down", "enter")
        assert it.app.main.scope == "reader"
        targets = it.app.main.reader.page_shown.targets
        at = next(n for n, target in enumerate(targets) if target.value == "q-1")
        it.app.main.desk.follow_number(at)
        await it.app.settled()
        assert it.session.place.record == "q-1" and "We saw the rust in the year 1" in it.text()
        await it.command("back")
        assert it.session.place.record == "e-1"


async def test_copying_says_what_it_did():
    async with running() as it:
        await it.press("down", "y")
        assert "clipboard by OSC 52" in it.said
        assert "Hearing 1" in it.app.clipboard
        await it.command("mark", "down", "mark", "copy")
        assert "2 records" in it.said and "Hearing 2" in it.app.clipboard


async def test_copying_to_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with running() as it:
        await it.press("down", "Y")
        # its lines are drawn, not only held
        assert "BibTeX" in it.text() and it.app.screen.choices.size.height > 1
        assert "Copy with citation as" in it.text()
        choices = it.app.screen.choices
        at = next(n for n, choice in enumerate(choices.choices) if choice.value == "file markdown")
        choices.step(at)
        await it.press("enter")
        assert "wrote" in it.said and "Hearing 1" in (tmp_path / "tradetui-1.md").read_text()


async def test_an_address_is_shown_whole_and_asked_about(monkeypatch):
    opened = []
    monkeypatch.setenv("TRADETUI_BROWSER", "none")
    monkeypatch.setattr(
        "webbrowser.get", lambda *_: type("B", (), {"open": lambda _, url: opened.append(url) or True})()
    )
    async with running() as it:
        await it.press("down", "o")
        assert "https://example.org/report?a=[1]" in it.text() and opened == []
        await it.press("escape")
        assert opened == []
        await it.press("o", "enter")
        assert opened == ["https://example.org/report?a=[1]"]


async def test_help_runs_a_command_and_says_why_not():
    async with running() as it:
        await it.press("question_mark")
        assert "In the list" in it.text() and "not now" in it.text()
        await it.press(*"zoom in", "enter")
        assert it.session.place.span is not None


async def test_jump_labels():
    async with running() as it:
        await it.press("f")
        assert "type a label" in it.text()
        label = it.app.main.rows.labels[2]
        await it.press(*label)
        assert it.cursor == "e-2" and it.app.main.rows.labels == {}


@pytest.mark.parametrize("count", [0, 1, 26, 27, 51, 200, 676, 5000])
def test_no_label_begins_another(count):
    made = labels(count)
    assert len(made) == len(set(made)) == min(count, 676)
    assert not any(a != b and b.startswith(a) for a in made[:80] for b in made)


async def test_a_stale_answer_never_shows():
    archive = FakeArchive()
    async with running(archive) as it:
        archive.gate = threading.Event()
        desk = it.app.main.desk
        from tradetui.ui.session import ask

        desk.go(ask(it.session, "Hearing"))
        desk.go(ask(it.session, "Hearing 7"))
        archive.gate.set()
        await it.app.settled()
        assert archive.interrupts >= 0 and "1 event" in it.text() and it.cursor == "e-7"


async def test_a_question_that_fails_is_told_calmly():
    archive = FakeArchive()
    async with running(archive, faults=True) as it:
        archive.ids = lambda *_, **__: 1 / 0
        await it.command("view-quotes")
        assert "could not be" in it.text() and it.app.is_running
        del archive.ids
        await it.command("view-timeline")
        assert "60 events" in it.text()


async def test_marks_show_and_are_taken_away():
    async with running() as it:
        await it.press("down", "m")
        assert it.session.marks == (Mark("e-1"),) and "◆" in it.text()
        await it.command("unmark")
        assert "◆" not in it.text()


async def test_changes_ask_for_a_marked_day():
    async with running() as it:
        await it.command("changes")
        assert "mark a day first" in it.said
        await it.command("down", "mark-day", "down", "changes")
        assert "Nothing changed" in it.text() and "Changes" in it.lines()[0]


async def test_the_mouse_chooses_views_rows_and_days():
    async with running() as it:
        main = it.app.main
        await it.pilot.click(main.rows, offset=(10, 4))
        await it.app.settled()
        assert it.cursor == "e-3"
        await it.pilot.click(main.head, offset=(60, 4))
        await it.app.settled()
        assert it.cursor not in ("e-3", "")
        await it.pilot.click(main.masthead, offset=(it.lines()[0].index("Quotes"), 0))
        await it.app.settled()
        assert it.session.place.view == "quotes"


async def test_text_can_be_selected_with_the_mouse():
    async with running() as it:
        rows = it.app.main.rows
        await it.pilot.mouse_down(rows, offset=(4, 2))
        await it.pilot.hover(rows, offset=(30, 3))
        await it.pilot.mouse_up(rows, offset=(30, 3))
        selected = it.app.screen.get_selected_text() or ""
        assert "Hearing 1" in selected and "\n" in selected


async def test_tab_walks_the_panes():
    async with running() as it:
        scopes = []
        for _ in range(3):
            await it.press("tab")
            scopes.append(it.app.main.scope)
        assert scopes == ["reader", "axis", "list"]


async def test_the_users_keys_are_heard_and_faults_told():
    settings = config.Settings(keys={"view-quotes": "Q", "no-such": "x"}, theme="no-such-theme")
    async with running(settings=settings) as it:
        assert "no such command" in it.said and "no theme" in it.said
        await it.press("Q")
        assert it.session.place.view == "quotes"


@pytest.mark.parametrize("theme", ["", "ansi-light", "nord"])
async def test_without_colour_the_terminals_own_are_used(theme, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(settings=config.Settings(theme=theme)) as it:
        assert it.app.theme == (theme or "ansi-dark") and it.app.native_ansi_color
        assert "Hearing 5" in it.text()


@pytest.mark.parametrize("theme", ["tradetui-light", "ansi-dark", "ansi-light", "nord"])
async def test_themes(theme):
    async with running(settings=config.Settings(theme=theme)) as it:
        assert it.app.theme == theme and "Hearing 5" in it.text()


async def test_ascii_only_draws_no_sign_of_ours_beyond_ascii():
    async with running(ascii_only=True, size=(120, 30)) as it:
        await it.press("down", "down")
        rest = it.text()
        for foreign in ("关税", "李成钢"):
            rest = rest.replace(foreign, "")
        assert rest.isascii(), sorted({c for c in rest if not c.isascii()})


async def test_no_size_is_too_small():
    async with running(size=(140, 40)) as it:
        for size in ((20, 5), (33, 9), (5, 2), (1, 1), (60, 20), (300, 90)):
            await it.pilot.resize_terminal(*size)
            await it.app.settled()
            for view in ("timeline", "quotes", "measures", "actors"):
                await it.command(f"view-{view}", "down", "read", "step-back")
        assert "Hearing" in it.text() or "Ada" in it.text()


async def test_a_click_on_a_key_runs_its_command():
    async with running() as it:
        at = it.lines()[-1].index("date")
        await it.pilot.click(it.app.main.keys, offset=(at, 0))
        await it.app.settled()
        assert it.app.main.desk.typing.prompt is not None


async def test_an_editor_that_can_not_be_started_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("EDITOR", 'vi "')
    async with running() as it:
        it.app.main.folder = tmp_path
        (tmp_path / "events.toml").write_text("")
        await it.command("down", "edit")
        assert "can't be read" in it.said


async def test_what_is_typed_while_the_collection_is_opened_is_kept():
    let_go = threading.Event()
    archive = FakeArchive()

    def opener(*_):
        let_go.wait(10)
        return archive

    app = build(Path("bridge"), today="2015-12-31", opener=opener)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"7q1")
        assert app.is_running and "is kept" in app.main.said.text
        let_go.set()
        await app.ready()
        await app.settled()
        await pilot.pause()
        assert app.main.session.place.text == "7q1" and app.main.desk.typing.prompt.text == "7q1"


async def test_a_move_right_after_a_change_of_view_is_done_in_its_rows():
    async with running() as it:
        await it.press("3")
        first = it.cursor
        await it.press("down")
        second = it.cursor
        assert first != second
        await it.press("up", "1")
        # no answer can come between these
        it.app.main.action_command("view-quotes")
        it.app.main.action_command("down")
        await it.app.settled()
        assert it.cursor == second


async def test_actors_begin_at_one_of_the_record_one_came_from():
    async with running() as it:
        await it.press("2")
        assert it.cursor == "a-0" and it.app.main.rows.cursor == 0
    app = build(CONTENT, today="2026-11-24")
    async with app.run_test(size=(120, 36)) as pilot:
        await app.ready()
        it = Pilot(app, pilot)
        await it.press("slash", *"id:2019-03-28-beijing", "enter")
        await it.command("clear-filter")
        assert it.cursor == "2019-03-28-beijing"
        await it.press("2")
        assert it.cursor == "robert-lighthizer" and it.app.main.rows.cursor > 0
        await it.press("1", "up", "2")
        assert it.cursor == "robert-lighthizer"
        assert app.faults == []


async def test_a_narrow_help_tells_what_a_command_does_below_the_list_only():
    async with running(size=(60, 20)) as narrow:
        await narrow.press("question_mark")
        assert narrow.text().count("The next record.") == 1
        assert "Page down" in narrow.text() and "A screen further" not in narrow.text()
    async with running(size=(80, 24)) as wide:
        await wide.press("question_mark")
        assert wide.text().count("The next record.") == 2
