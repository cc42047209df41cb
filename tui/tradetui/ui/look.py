"""What each role looks like: one style a role, made from the theme's colours.

Colour never carries meaning alone: the signs and words in :mod:`tradetui.present.roles` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

from tradetui.core.frozen import frozen, replace

if TYPE_CHECKING:
    from textual.widget import Widget

    from tradetui.present.roles import Role

#: Our own two themes; every theme of Textual's can be had besides.
DARK = Theme(
    name="tradetui-dark",
    dark=True,
    primary="#7aa2d6",
    secondary="#9a86c9",
    accent="#e0b060",
    warning="#e0b060",
    error="#dc7a70",
    success="#86b878",
    foreground="#d8d5cd",
    background="#15171b",
    surface="#1b1e24",
    panel="#252a33",
)
LIGHT = Theme(
    name="tradetui-light",
    dark=False,
    primary="#1f5c9e",
    secondary="#6b4b9a",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a83226",
    success="#2f6b26",
    foreground="#22242a",
    background="#fbfaf6",
    surface="#f3f1ea",
    panel="#e6e3d8",
)


@frozen
class Look:
    """A style for every role, the cursor's row with and without focus, and the signs that this terminal can draw."""

    roles: Mapping[str, Style]
    cursor: Style
    cursor_away: Style
    ascii: bool = False

    def of(self, role: Role | str) -> Style:
        """The style of a role."""
        return self.roles.get(role, _PLAIN)

    def under_cursor(self) -> Look:
        """The same for the cursor's row: dim is hard to read there, and colours in reverse would stripe it."""
        if not self.cursor.reverse:
            return replace(
                self, roles={**self.roles, **dict.fromkeys(("dim", "label", "note", "tick"), self.of("text"))}
            )
        return replace(self, roles={role: style.without_color for role, style in self.roles.items()})

    def quiet(self) -> Look:
        """The same for a list, where a title in every row is none."""
        return replace(self, roles={**self.roles, "title": self.of("text")})

    @property
    def gutter(self) -> str:
        """What stands before the cursor's row, besides its background."""
        return ">" if self.ascii else "▌"

    @property
    def mark(self) -> str:
        """What stands before a marked row."""
        return "*" if self.ascii else "◆"


_PLAIN = Style()


def look_of(widget: Widget) -> Look:
    """The look of the app that a widget is in."""
    look = getattr(widget.app, "look", None)
    return look if isinstance(look, Look) else _ansi(False)


def make(variables: Mapping[str, str], *, ansi: bool = False, ascii_only: bool = False) -> Look:
    """The look under a theme, from its variables (``App.theme_variables``)."""
    if ansi:
        return _ansi(ascii_only)
    background = _colour(variables, "background", Color(18, 18, 18))
    foreground = _colour(variables, "foreground", Color(224, 224, 224))

    def named(name: str) -> Color:
        return _colour(variables, name, foreground)

    def style(colour: Color, *, bold: bool = False, italic: bool = False, underline: bool = False) -> Style:
        seen = (background + colour).rich_color
        return Style(color=seen, bold=bold or None, italic=italic or None, underline=underline or None)

    primary, secondary, accent = named("primary"), named("secondary"), named("accent")
    warning, error, success = named("warning"), named("error"), named("success")
    grounds = (background, named("surface"), named("panel"))

    def legible(colour: Color) -> Color:
        """The colour, moved towards the text's until it can be read on every ground (WCAG AA: 4.5 to 1)."""
        for step in range(11):
            moved = colour.blend(foreground, step / 10)
            if all(contrast(moved, ground) >= 4.5 for ground in grounds):
                return moved
        return foreground

    primary, secondary, accent, warning, error, success = map(
        legible, (primary, secondary, accent, warning, error, success)
    )
    dim, faint = legible(foreground.blend(background, 0.5)), foreground.blend(background, 0.68)
    roles = {
        "text": style(foreground),
        "dim": style(dim),
        "title": style(foreground, bold=True),
        "heading": style(primary, bold=True),
        "label": style(dim),
        "date": style(foreground.blend(primary, 0.45)),
        "doubt": style(warning, italic=True),
        "number": style(foreground.blend(accent, 0.6)),
        "actor": style(foreground.blend(secondary, 0.55)),
        "quote": style(foreground),
        "note": style(dim, italic=True),
        "hit": Style(color=background.rich_color, bgcolor=accent.rich_color, bold=True),
        "link": style(primary, underline=True),
        "key": style(accent, bold=True),
        "warn": style(warning),
        "rule": style(faint),
        "chip": Style(color=foreground.rich_color, bgcolor=background.blend(primary, 0.3).rich_color),
        "side-1": style(primary),
        "side-2": style(error),
        "side-3": style(success),
        "side-4": style(secondary),
        "status-happened": style(foreground),
        "status-under-way": style(success, bold=True),
        "status-planned": style(primary),
        "status-expected": style(primary),
        "status-hoped": style(secondary),
        "status-possible": style(secondary),
        "status-threatened": style(warning),
        "status-missed": style(error),
        "status-postponed": style(warning),
        "status-cancelled": style(error),
        "in-force": style(success, bold=True),
        "not-in-force": style(dim),
        "unsure": style(warning),
        "pending": style(primary),
        "tick": style(dim),
        "grid": style(faint),
        "axis-label": style(foreground.blend(background, 0.2)),
        "selected": style(accent, bold=True),
        "bar": style(primary),
        "fade": style(faint),
        "count": style(foreground, bold=True),
        "cursor": Style(
            color=foreground.rich_color, bgcolor=background.blend(accent, 0.42).rich_color, bold=True
        ),
        "known-on": style(accent),
        "mark": style(accent, bold=True),
        "now": style(success),
    }
    return Look(
        roles=roles,
        cursor=Style(bgcolor=background.blend(primary, 0.34).rich_color),
        cursor_away=Style(bgcolor=background.blend(primary, 0.16).rich_color),
        ascii=ascii_only,
    )


def contrast(one: Color, other: Color) -> float:
    """How much two colours stand out, 1 to 21 (WCAG 2.1: relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = (part / 255 for part in colour.rgb)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(variables: Mapping[str, str], name: str, fallback: Color) -> Color:
    """A theme's colour; what is no plain colour ("auto 60%") falls back."""
    try:
        return Color.parse(variables.get(name, ""))
    except ColorParseError:
        return fallback


def _ansi(ascii_only: bool) -> Look:
    """The terminal's own sixteen colours, on its own background."""

    def style(
        colour: str | None = None,
        *,
        bold: bool | None = None,
        italic: bool | None = None,
        underline: bool | None = None,
        dim: bool | None = None,
        reverse: bool | None = None,
    ) -> Style:
        named = RichColor.parse(colour) if colour else None
        return Style(color=named, bold=bold, italic=italic, underline=underline, dim=dim, reverse=reverse)

    plain, dim = style(), style(dim=True)
    roles = {
        "text": plain,
        "dim": dim,
        "title": style(bold=True),
        "heading": style("blue", bold=True),
        "label": dim,
        "date": style("cyan"),
        "doubt": style("yellow", italic=True),
        "number": style("yellow"),
        "actor": style("magenta"),
        "quote": plain,
        "note": style(dim=True, italic=True),
        "hit": style(bold=True, underline=True),
        "link": style("blue", underline=True),
        "key": style("yellow", bold=True),
        "warn": style("yellow"),
        "rule": dim,
        "chip": style(reverse=True),
        "side-1": style("blue"),
        "side-2": style("red"),
        "side-3": style("green"),
        "side-4": style("magenta"),
        "status-happened": plain,
        "status-under-way": style("green", bold=True),
        "status-planned": style("blue"),
        "status-expected": style("blue"),
        "status-hoped": style("magenta"),
        "status-possible": style("magenta"),
        "status-threatened": style("yellow"),
        "status-missed": style("red"),
        "status-postponed": style("yellow"),
        "status-cancelled": style("red"),
        "in-force": style("green", bold=True),
        "not-in-force": dim,
        "unsure": style("yellow"),
        "pending": style("blue"),
        "tick": dim,
        "grid": dim,
        "axis-label": plain,
        "selected": style("yellow", bold=True),
        "bar": style("blue"),
        "fade": dim,
        "count": style(bold=True),
        "cursor": style(reverse=True),
        "known-on": style("yellow"),
        "mark": style("yellow", bold=True),
        "now": style("green"),
    }
    return Look(roles=roles, cursor=Style(reverse=True), cursor_away=Style(bold=True), ascii=ascii_only)
