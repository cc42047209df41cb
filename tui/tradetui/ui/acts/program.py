"""Help, palette, theme, jump labels, quit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetui.ui.desk import Desk

Act = Callable[["Desk"], None]


def _commands(title: str) -> Act:
    def act(desk: Desk) -> None:
        """List the commands, and run the one that is chosen."""
        from tradetui.ui.screens.commands import CommandScreen

        def then(chosen: str | None) -> None:
            if chosen:
                desk.run_listed(chosen)

        screen = desk.screen
        desk.app.push_screen(
            CommandScreen(
                title,
                desk.scope,
                desk.session,
                screen.keymap,
                with_signs=title == "Help",
                ascii_only=screen.ascii_only,
            ),
            then,
        )

    return act


def theme(desk: Desk) -> None:
    """Choose the colours; each is tried on while it is looked at."""
    from tradetui.ui.screens.choose import Choice, ChooseScreen

    app, before = desk.app, desk.app.theme
    names = sorted(app.available_themes, key=lambda n: (not n.startswith("tradetui"), n))
    choices = [Choice(n, n, "dark" if app.available_themes[n].dark else "light") for n in names]

    def then(chosen: str | None) -> None:
        app.theme = chosen or before
        if chosen:
            desk.say(f'theme {chosen}; to keep it: theme = "{chosen}" in config.toml')

    def try_on(name: str) -> None:
        app.theme = name

    app.push_screen(ChooseScreen("Theme", choices, chosen=before, look=try_on), then)


def jump(desk: Desk) -> None:
    """Label everything in view that one can go to."""
    from tradetui.ui.screens.jump import JumpScreen, label_places

    places = label_places(desk)
    if not places:
        desk.say("nothing in view leads anywhere", "dim")
        return
    desk.app.push_screen(JumpScreen(desk, places))


def quit_(desk: Desk) -> None:
    """Leave."""
    desk.app.exit()


ACTS: dict[str, Act] = {
    "help": _commands("Help"),
    "palette": _commands("Any command"),
    "theme": theme,
    "jump": jump,
    "quit": quit_,
}
