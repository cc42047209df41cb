"""What every pane is that hears keys."""

from __future__ import annotations

from textual.widget import Widget


class Pane(Widget, inherit_bindings=False):
    """A widget whose keys are commands: the app does what they are bound to (``TradetuiApp.on_event``)."""
