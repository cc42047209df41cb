"""The screenshots are what the program draws today."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SHOOT = Path(__file__).resolve().parents[2] / "screenshots" / "shoot.py"


def load() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("shoot", SHOOT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["shoot"] = module
    spec.loader.exec_module(module)
    return module


SHOOTING = load()


@pytest.mark.parametrize("name", [scene.name for scene in SHOOTING.SCENES])
async def test_a_screenshot_is_not_stale(name: str, tmp_path: Path) -> None:
    (scene,) = (scene for scene in SHOOTING.SCENES if scene.name == name)
    kept = SHOOT.with_name(f"{name}.svg").read_text(encoding="utf-8")
    # a frame may still be on its way on a loaded machine: stale is what is drawn otherwise three times
    drawn = [await SHOOTING.draw(scene, tmp_path)]
    while drawn[-1] != kept and len(drawn) < 3:
        drawn.append(await SHOOTING.draw(scene, tmp_path))
    assert drawn[-1] == kept, "run screenshots/shoot.py and look at what it made"


def test_each_scene_has_both_files() -> None:
    assert {path.stem for path in SHOOT.parent.glob("*.png")} == {scene.name for scene in SHOOTING.SCENES}
    assert {path.stem for path in SHOOT.parent.glob("*.svg")} == {scene.name for scene in SHOOTING.SCENES}


def test_a_screenshot_names_no_other_host() -> None:
    for path in SHOOT.parent.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "url(http" not in text
        assert "@font-face" not in text
