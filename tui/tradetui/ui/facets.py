"""The facets beside the list: asked for once the rows are there and nobody types, and never in the way of a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.ui.layout import FACETED, layout
from tradetui.ui.panes import KINDS, query_of

if TYPE_CHECKING:
    from tradetui.present.roles import Line
    from tradetui.store.facets import Facet
    from tradetui.ui.desk import Desk
    from tradetui.ui.session import Session
    from tradetui.ui.widgets.facet_list import FacetList

#: So many seconds without another change are waited for before anything is counted.
REST = 0.15
#: How wide they are beside list and reader.
CELLS = 34


class FacetAsker:
    """Asks for the facets while they are shown, and shows them; the widget is made when first needed."""

    def __init__(self, desk: Desk) -> None:
        """Nothing is shown."""
        self._desk = desk
        self._widget: FacetList | None = None
        self._asked: object = None

    @property
    def pane(self) -> FacetList | None:
        """The pane, while it is shown."""
        return self._widget if self._widget is not None and self._widget.display else None

    def fit(self) -> None:
        """Show or hide the pane as the size and the session have it."""
        desk, session = self._desk, self._desk.session
        found = layout(
            session.place.view,
            *desk.app.size,
            reader_in_front=session.reader_in_front,
            facets_in_front=session.facets_in_front,
        )
        if not found.facets and self._widget is None:
            return
        if self._widget is None:
            from tradetui.ui.widgets.facet_list import FacetList

            self._widget = FacetList()
            desk.screen.mount(self._widget, after=desk.rows)
            self._say((("counting", "dim"),))
        self._widget.styles.width = CELLS if found.reader else "1fr"
        self._widget.display = found.facets
        if found.facets:
            self.refresh()
        else:
            desk.runner.drop("facets")
            self._asked = None

    def refresh(self) -> None:
        """Ask where something else is to be counted."""
        pane, session = self.pane, self._desk.session
        wanted = (session.place.view, session.place.text, session.place.known_on)
        if pane is None or wanted == self._asked or session.place.view not in FACETED:
            return
        self._asked = wanted
        # what stands there is of another filter: say so until the new counts come
        self._say((("counting", "dim"), (" ..." if self._desk.screen.ascii_only else " …", "dim")))
        query, kind = query_of(session), KINDS[session.place.view][0]
        known_on = session.place.known_on
        self._desk.runner.ask(
            "facets",
            lambda archive: archive.facets(query, kind=kind, known_on=known_on),
            lambda found: self._came(found, session),
            failed=self._failed,
            delay=REST,
        )

    def _came(self, found: list[Facet], session: Session) -> None:
        from tradetui.present import facets

        pane, desk = self._widget, self._desk
        if pane is None:
            return
        kind, info, ascii_only = KINDS[session.place.view][0], desk.archive.info, desk.screen.ascii_only
        pane.show(lambda cells: facets.lines(found, cells, kind=kind, info=info, ascii_only=ascii_only))
        key = desk.screen.keymap.first("facets")
        self._say(
            (("Narrow by", "heading"), (f"  {key}" if key else "", "key"))
            if found
            else (("nothing to narrow by", "dim"),)
        )

    def _failed(self, error: Exception) -> None:
        self._say(((f"not counted: {error or type(error).__name__}", "warn"),))
        self._desk.screen.failed(error)

    def _say(self, line: Line) -> None:
        if self._widget is not None:
            self._widget.say(line)
