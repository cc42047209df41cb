"""What one does with a record: follow, mark, copy, open its source, edit it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.present import dates
from tradetui.ui import panes
from tradetui.ui.session import Mark, read, toggle_mark

if TYPE_CHECKING:
    from tradetui.present.page import Target
    from tradetui.store.archive import Archive
    from tradetui.ui.desk import Desk

Act = Callable[["Desk"], None]


def follow(desk: Desk) -> None:
    """Go where the link leads that one stands on, or the first in view."""
    if desk.reader.target is None:
        desk.reader.walk(1)
    target = desk.reader.target
    if target is not None:
        follow_target(desk, target)


def follow_target(desk: Desk, target: Target) -> None:
    """Go to a record, or ask whether to open an address."""
    if target.kind == "record":
        desk.go(read(desk.session, target.value))
        desk.screen.set_focus(desk.reader)
    elif target.kind == "url":
        ask_to_open(desk, [(target.value, "")])
    elif target.kind == "day":
        from tradetui.ui.acts.quotes import to_day

        to_day(desk, target.value)
    else:
        found = source_of(desk, target.value)
        if found:
            desk.go(read(desk.session, found))
            desk.screen.set_focus(desk.reader)


def source_of(desk: Desk, value: str) -> str:
    """The id of a source by what a target names it: its id, or its number in the record's list."""
    answer = desk.reader_answer
    if answer is None or answer.dossier is None:
        return ""
    ids = list(answer.dossier.sources)
    if value in ids:
        return value
    return ids[int(value) - 1] if value.isdigit() and 0 < int(value) <= len(ids) else ""


def mark(desk: Desk) -> None:
    """Mark the record, or take its mark away."""
    id_ = desk.session.place.record
    desk.go(toggle_mark(desk.session, Mark(id=id_)))
    number = len(desk.session.marked_records)
    desk.say(
        f"{number} marked; y copies {'it' if number == 1 else 'them'} with citation"
        if number
        else "no mark left"
    )


def mark_day(desk: Desk) -> None:
    """Mark the cursor's day."""
    day = desk.session.place.day
    desk.go(toggle_mark(desk.session, Mark(day=day)))
    if desk.session.marked_day is None:
        desk.say("no day is marked")
    else:
        desk.say(f"{dates.day(day)} is marked: go to another day and press c for what changed", "mark")


def unmark(desk: Desk) -> None:
    """Take every mark away."""
    from tradetui.core.frozen import replace

    desk.go(replace(desk.session, marks=()))


def copy(desk: Desk) -> None:
    """Copy the marked records, or the one in view, with citation."""
    copy_in_style(desk, "plain")


def copy_in_style(desk: Desk, style: str, to_file: bool = False) -> None:
    """Copy in a style of citation, or write it to a file."""
    ids = desk.session.marked_records or (desk.session.place.record,)
    known_on = desk.session.place.known_on

    def work(archive: Archive) -> tuple[int, str]:
        from tradetui.present import citations

        dossiers = [d for id_ in ids if (d := archive.dossier(id_, known_on=known_on)) is not None]
        return len(dossiers), citations.as_list(dossiers, style)

    def then(answer: tuple[int, str]) -> None:
        number, text = answer
        missing = len(ids) - number
        lost = f"; {missing} not known on this day left out" if missing else ""
        if not number:
            desk.say("nothing to copy: not known on this day", "warn")
        elif to_file:
            write_copy(desk, text, style, lost)
        else:
            desk.app.copy_to_clipboard(text)
            what = f"{number} records, " if number > 1 else ""
            desk.say(
                f"sent {what}{len(text):,} characters to the clipboard by OSC 52{lost}; Y: a file instead",
                "now",
            )

    desk.runner.ask("copy", work, then, failed=desk.screen.failed)


def write_copy(desk: Desk, text: str, style: str, lost: str) -> None:
    """Write a copy beside where the program was started; never over another file."""
    from pathlib import Path

    ending = {"markdown": "md", "bibtex": "bib", "ris": "ris", "csl-json": "json"}.get(style, "txt")
    for number in range(1, 1000):
        path = Path.cwd() / (f"tradetui-{number}.{ending}")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text if text.endswith("\n") else text + "\n")
        except FileExistsError:
            continue
        except OSError as error:
            desk.say(f"could not write {path}: {error.strerror or error}", "warn")
            return
        desk.say(f"wrote {len(text):,} characters to {path}{lost}", "now")
        return


def copy_as(desk: Desk) -> None:
    """Choose the style."""
    from tradetui.ui.screens.choose import Choice, ChooseScreen

    styles = (
        ("plain", "Plain text"),
        ("markdown", "Markdown"),
        ("chicago", "Chicago note"),
        ("apa", "APA"),
        ("bibtex", "BibTeX"),
        ("ris", "RIS"),
        ("csl-json", "CSL-JSON"),
    )
    known = panes.citation_styles()
    choices = [Choice(f"copy {id_}", title, "copy") for id_, title in styles if id_ in known]
    choices += [Choice(f"file {id_}", title, "write to a file here") for id_, title in styles if id_ in known]

    def then(chosen: str | None) -> None:
        if chosen:
            how, _, style = chosen.partition(" ")
            copy_in_style(desk, style, to_file=how == "file")

    desk.app.push_screen(ChooseScreen("Copy with citation as", choices), then)


def open_(desk: Desk) -> None:
    """Ask which of the record's addresses to open."""
    answer = desk.reader_answer
    ask_to_open(desk, panes.addresses(answer.dossier if answer else None))


def ask_to_open(desk: Desk, found: list[tuple[str, str]]) -> None:
    """Show the addresses, whole, and open the one that is chosen."""
    from tradetui.ui.opening import is_web, open_address
    from tradetui.ui.screens.choose import Choice, ChooseScreen

    found = [(url, title) for url, title in found if is_web(url)]
    if not found:
        desk.say("only http and https addresses are opened, and there is none here", "warn")
        return
    choices = [Choice(f"open {url}", url, title) for url, title in found]
    choices += [Choice(f"copy {url}", "copy the address", url if len(found) > 1 else "") for url, _ in found]

    def then(chosen: str | None) -> None:
        if not chosen:
            return
        how, _, url = chosen.partition(" ")
        if how == "copy" or not open_address(url):
            desk.app.copy_to_clipboard(url)
            why = "" if how == "copy" else "no browser can be started here; "
            desk.say(f"{why}sent the address to the clipboard by OSC 52", "now")
        else:
            desk.say(f"asked your browser to open {url}", "now")

    desk.app.push_screen(ChooseScreen("Open in your browser?", choices), then)


def edit(desk: Desk) -> None:
    """Open the record's file at its line in the user's editor, with the screen given back meanwhile."""
    from tradetui.ui.opening import edit_record

    answer = desk.reader_answer
    if answer is not None and answer.dossier is not None:
        said, changed = edit_record(desk.screen.tradetui, desk.screen.folder, answer.dossier.record)
        desk.say(said, "dim")
        if changed:
            desk.screen.tradetui.reopen()


ACTS: dict[str, Act] = {
    "follow": follow,
    "mark": mark,
    "mark-day": mark_day,
    "unmark": unmark,
    "copy": copy,
    "copy-as": copy_as,
    "open": open_,
    "edit": edit,
}
