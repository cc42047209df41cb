"""The bundled collection, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradetui.core.load import Loaded, load
from tradetui.core.records import Collection

FOLDER = Path(__file__).parents[2] / "content" / "us-china-trade-war"


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    return load(FOLDER)


@pytest.fixture(scope="session")
def record(loaded: Loaded) -> Collection:
    return loaded.collection
