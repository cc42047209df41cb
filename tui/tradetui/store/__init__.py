"""The index and its one read interface, :class:`tradetui.store.archive.Archive`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tradetui.store.open import open_archive as open_archive

__all__ = ["open_archive"]


def __getattr__(name: str) -> Any:
    # Importing one module of the store must not load the others.
    if name == "open_archive":
        from tradetui.store.open import open_archive

        return open_archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
