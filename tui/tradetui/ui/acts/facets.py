"""Narrowing the filter by what the hits have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.core.frozen import replace
from tradetui.core.query.model import Field, Query
from tradetui.core.query.text import term_text, to_text
from tradetui.ui.panes import query_of
from tradetui.ui.session import ask

if TYPE_CHECKING:
    from tradetui.ui.desk import Desk

Act = Callable[["Desk"], None]


def open_(desk: Desk) -> None:
    """Go to the facets; from them, back to the list."""
    if desk.session.facets_in_front and desk.scope == "facets":
        desk.go(replace(desk.session, facets_in_front=False))
        desk.focus_list()
        return
    desk.go(replace(desk.session, facets_in_front=True, reader_in_front=False))
    pane = desk.facets.pane
    if pane is not None:
        # a pane that was only just made can't have the focus yet
        desk.screen.call_after_refresh(desk.screen.set_focus, pane)


def _choose(*, excluded: bool) -> Act:
    def act(desk: Desk) -> None:
        """Narrow the filter by the value under the cursor, or leave it out."""
        from tradetui.present import facets

        pane = desk.facets.pane
        if pane is None or pane.chosen is None:
            desk.say("there is no value under the cursor", "dim")
            return
        field, value = pane.chosen
        change = facets.left_out if excluded else facets.taken
        before = query_of(desk.session).complete()
        after = change(before, field, value, _taken(before, field, pane.taken(field)))
        desk.go(replace(ask(desk.session, to_text(after)), jumped=""))
        added = [term_text(term) for term in after.terms if term not in before.terms]
        desk.say(f"filter: {added[0]}" if added else f"{field}: is no longer asked for")

    return act


def _taken(query: Query, field: str, shown: tuple[str, ...]) -> tuple[str, ...]:
    """The values that the filter asks for now: what the pane shows may be of the keypress before."""
    terms = (
        term for term in query.terms if isinstance(term, Field) and term.name == field and not term.negated
    )
    held = {value for term in terms for value in term.values}
    # values written otherwise than by id are known to the pane alone
    return tuple(value for value in shown if value in held) if held <= set(shown) else shown


def _with_pane(move: Callable[..., None], by: int) -> Act:
    def act(desk: Desk) -> None:
        pane = desk.facets.pane
        if pane is not None:
            move(pane, by)

    return act


def _step(pane: object, by: int) -> None:
    pane.step(by)  # type: ignore[attr-defined]


def _field(pane: object, by: int) -> None:
    pane.next_field(by)  # type: ignore[attr-defined]


ACTS: dict[str, Act] = {
    "facets": open_,
    "facet-down": _with_pane(_step, 1),
    "facet-up": _with_pane(_step, -1),
    "facet-next": _with_pane(_field, 1),
    "facet-former": _with_pane(_field, -1),
    "facet-take": _choose(excluded=False),
    "facet-leave-out": _choose(excluded=True),
}
