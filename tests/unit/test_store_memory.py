"""Memory is given back where the allocator can be told to, and nothing happens where it can't."""

from __future__ import annotations

import ctypes

import pytest

from tradetui.store import memory


def test_memory_is_given_back_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    memory.give_back()

    def none(name: object) -> object:
        raise OSError("no such library")

    monkeypatch.setattr(ctypes, "CDLL", none)
    memory._trim.cache_clear()
    assert memory._trim() is None
    memory.give_back()
    memory._trim.cache_clear()
