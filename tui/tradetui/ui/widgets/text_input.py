"""An input that the app types into."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class TextInput(Input):
    """An input; what is typed comes from the app (``TradetuiApp.on_event``), letter by letter, in order."""

    # Textual lays the whole screen out anew with every letter; this input has the width it is given
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def type_in(self, text: str) -> None:
        """Put typed text where the cursor is, or in place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
