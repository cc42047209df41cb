"""An input that knows which keys it heard itself."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class TextInput(Input):
    """An input; ``heard`` is the last key that came to it.

    A key typed faster than the focus moved comes to the pane that had it before. The app hands such a key on (see
    ``TradetuiApp.on_key``), so that what is typed after ``/`` or ``g`` is text from the first letter.
    """

    heard: events.Key | None = None
    # Textual lays the whole screen out anew with every letter; this input has the width it is given
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def on_key(self, event: events.Key) -> None:
        """Remember it."""
        self.heard = event
