"""The line one types in, and the keys of an input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from tradetui.ui import prompts

if TYPE_CHECKING:
    from tradetui.present.roles import Line
    from tradetui.ui.app import TradetuiApp
    from tradetui.ui.desk import Desk
    from tradetui.ui.widgets.prompt import Offers, Prompt

Act = Callable[["Desk"], None]


class TypingLine:
    """The prompt while there is one, with the values offered under it; its widgets are made when first needed."""

    def __init__(self, desk: Desk) -> None:
        """Nothing is being typed."""
        self._desk = desk
        self._prompt: Prompt | None = None

    def prepare(self) -> None:
        """Make the widgets ahead of need: the first key after ``/`` must be text already."""
        from tradetui.ui.widgets.prompt import Offers, Prompt

        if self._prompt is None:
            self._prompt, self._offers = Prompt(self._typed), Offers()
            self._desk.screen.mount(self._prompt, after=self._desk.screen.masthead)
            self._desk.screen.mount(self._offers)

    @property
    def prompt(self) -> Prompt | None:
        """The line, while something is being typed."""
        return self._prompt if self._prompt is not None and self._prompt.display else None

    @property
    def filtering(self) -> bool:
        """Whether the filter is being typed, so that its last word may go on."""
        return self.prompt is not None and self.prompt.purpose == "filter"

    def open(self, purpose: str, text: str) -> None:
        """Open the line."""
        if self._prompt is None or not self._prompt.is_mounted:
            self.prepare()
            screen = self._desk.screen
            screen.held = screen.held if screen.held is not None else []
            screen.call_after_refresh(self.open, purpose, text)
            return
        date = purpose != "filter"
        self._prompt.open(purpose, prompts.LABELS[purpose], text, prompts.HINTS[purpose], selected=date)
        self.say(prompts.date_echo(self._desk, text, purpose) if date else prompts.filter_echo(text))
        self._hand_on()

    def _hand_on(self) -> None:
        """Give the input the keys that were typed before it was there."""
        screen = self._desk.screen
        held, screen.held = screen.held or [], None
        if held:
            app = cast("TradetuiApp", screen.app)
            app.handed += held
            app.call_later(app.hear_handed)

    def _typed(self, text: str) -> None:
        """The text changed."""
        prompt = self.prompt
        if prompt is not None:
            prompts.typed(self._desk, prompt.purpose, text)

    def say(self, line: Line) -> None:
        """Say under the input how it was read."""
        if self._prompt is not None:
            self._prompt.say(line)

    def close(self) -> None:
        """Take the line away; the list has the focus again."""
        if self._prompt is not None:
            self.offer((), ())
            self._desk.runner.drop("offers")
            self._prompt.display = False
            self._desk.focus_list()

    def offer(self, values: tuple[str, ...], lines: tuple[Line, ...]) -> None:
        """Offer values under the input."""
        if self._prompt is not None and (values or self._offers.display):
            self._offers.show(values, lines)

    @property
    def offers(self) -> Offers | None:
        """The values offered now."""
        return self._offers if self._prompt is not None and self._offers.display else None


def accept(desk: Desk) -> None:
    """Take what was typed."""
    if desk.typing.prompt is not None:
        prompts.accept(desk, desk.typing.prompt.purpose, desk.typing.prompt.text)


def leave(desk: Desk) -> None:
    """Leave the input; a filter stays as it was typed."""
    typing = desk.typing
    if typing.offers is not None:
        typing.offer((), ())
    elif typing.filtering:
        accept(desk)
    else:
        typing.close()


def complete(desk: Desk) -> None:
    """Take the value offered; without one, go to the list."""
    prompt, offers = desk.typing.prompt, desk.typing.offers
    if prompt is not None and offers is not None and offers.chosen is not None:
        prompt.put(prompts.completed(prompt.text, offers.chosen))
    elif prompt is not None and desk.typing.filtering and desk.session.suggestion:
        prompt.put(desk.session.suggestion)
    elif desk.typing.filtering:
        accept(desk)


def _offer(by: int) -> Act:
    def act(desk: Desk) -> None:
        """Go to another value, or, where none is offered, through the list."""
        offers = desk.typing.offers
        if offers is not None:
            offers.put_cursor(max(0, min((offers.cursor or 0) + by, len(offers.values) - 1)))
        else:
            desk.rows.step(by)

    return act


ACTS: dict[str, Act] = {
    "accept": accept,
    "leave": leave,
    "complete": complete,
    "offer-down": _offer(1),
    "offer-up": _offer(-1),
}
