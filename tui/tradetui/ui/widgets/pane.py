"""What every pane is that hears keys: they are done where they are heard."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


class Pane(Widget, inherit_bindings=False):
    """A widget whose keys are commands."""

    async def handle_key(self, event: events.Key) -> bool:
        """Do what the key is bound to, here or in what the pane stands in, without handing the key up there."""
        run_bound = getattr(self.app, "run_bound", None)
        if run_bound is not None and await run_bound(self, event.key):
            event.stop()
            return True
        return await super().handle_key(event)
