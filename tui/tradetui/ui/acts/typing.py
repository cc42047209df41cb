"""The line one types in, and the keys of an input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.ui import prompts

if TYPE_CHECKING:
    from textual.message import Message

    from tradetui.present.roles import Line
    from tradetui.ui.desk import Desk
    from tradetui.ui.widgets.prompt import Offers, Prompt

Act = Callable[["Desk"], None]


class TypingLine:
    """The prompt while there is one, with the values offered under it; its widgets are made when first needed."""

    def __init__(self, desk: Desk) -> None:
        """Nothing is being typed."""
        self._desk = desk
        self.prompt: Prompt | None = None

    @property
    def filtering(self) -> bool:
        """Whether the filter is being typed, so that its last word may go on."""
        return self.prompt is not None and self.prompt.purpose == "filter"

    def open(self, purpose: str, text: str) -> None:
        """Open the line."""
        from tradetui.ui.widgets.prompt import Prompt

        if self.prompt is not None:
            return
        self.prompt = Prompt(purpose, prompts.LABELS[purpose], text, prompts.HINTS[purpose])
        screen = self._desk.screen
        screen.mount(self.prompt, after=screen.masthead)
        screen.call_after_refresh(self._ready, self.prompt)

    def _ready(self, prompt: Prompt) -> None:
        """The line is there: begin to type."""
        if prompt is not self.prompt:
            return
        prompt.input.focus()
        prompt.put(prompt.text)
        if prompt.purpose == "filter":
            self.say(prompts.filter_echo(prompt.text))
        else:
            prompt.input.select_all()
            self.say(prompts.date_echo(self._desk, prompt.text))

    def typed(self, message: Message) -> None:
        """The text changed."""
        prompt = self.prompt
        if prompt is None or getattr(message, "prompt", None) is not prompt:
            return
        prompts.typed(self._desk, prompt.purpose, prompt.text)

    def say(self, line: Line) -> None:
        """Say under the input how it was read."""
        if self.prompt is not None:
            self.prompt.say(line)

    def close(self) -> None:
        """Take the line away; the list has the focus again."""
        if self.prompt is not None:
            self.offer((), ())
            self._desk.runner.drop("offers")
            self.prompt.remove()
            self.prompt = None
            self._desk.focus_list()

    def offer(self, values: tuple[str, ...], lines: tuple[Line, ...]) -> None:
        """Offer values under the input."""
        from tradetui.ui.widgets.prompt import Offers

        offers = self._desk.screen.query_one_optional(Offers)
        if offers is None:
            if not values:
                return
            offers = Offers()
            self._desk.screen.mount(offers)
        offers.show(values, lines)

    @property
    def offers(self) -> Offers | None:
        """The values offered now."""
        from tradetui.ui.widgets.prompt import Offers

        found = self._desk.screen.query_one_optional(Offers)
        return found if found is not None and found.display else None


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
