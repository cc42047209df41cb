"""Every test is cut off from the developer's own config, cache, clock, locale and terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# On a busy machine one example may take long: what is asserted never depends on it.
settings.register_profile("quiet", deadline=None)
settings.load_profile("quiet")

#: The day on which all tests stand.
TODAY = "2026-11-24"


@pytest.fixture(autouse=True)
def cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Own XDG folders, a fixed day, no colour wishes from outside."""
    for name in ("CACHE", "CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "TRADETUI_COLLECTION",
        "TRADETUI_CONTENT",
        "EDITOR",
        "VISUAL",
        "SSH_TTY",
        "SSH_CONNECTION",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TRADETUI_TODAY", TODAY)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
