"""Every test is cut off from the developer's own config, cache, clock, locale and terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


#: Runs a command line on a collection and gives its machine-read answer.
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def asker(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[Path], Ask]:
    """How to ask a collection; its index is made once for all tests of a run."""
    from tradetui.cli.main import run

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))

    def of(folder: Path) -> Ask:
        def asked(*arguments: str) -> dict[str, Any]:
            status = run([*arguments, "--collection", str(folder), "--format", "json"])
            out, err = capsys.readouterr()
            assert status in (0, 1), err
            answer: dict[str, Any] = json.loads(out)
            return answer

        return asked

    return of
