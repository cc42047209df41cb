"""Make the screenshots: each scene of the table below, as SVG by the program itself and as PNG by Chromium.

    python screenshots/shoot.py            write all
    python screenshots/shoot.py --check    say which SVG are stale, write nothing (status 1 if any)
    python screenshots/shoot.py NAME...    only these

A scene is a size, a list of keys and a name. Runs stand on a fixed day with fixed settings, so the same code and the
same content give the same SVG to the byte. PNG need Chromium and the fonts Fira Code and Noto Sans CJK.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CONTENT = ROOT / "content" / "us-china-trade-war"
TODAY = "2026-11-24"


@dataclass(frozen=True)
class Scene:
    """What is shown: ``keys`` are pressed one after the other; ``/`` and text are typed as they stand."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    shows: str


def typed(text: str) -> tuple[str, ...]:
    """The keys of a text."""
    names = {" ": "space", ":": "colon", "-": "minus", '"': "quotation_mark", ",": "comma", ".": "full_stop"}
    return tuple(names.get(c, c) for c in text)


SCENES = (
    Scene("timeline", (120, 36), (), "the timeline: lanes over the list, both on one cursor"),
    Scene("timeline-80x24", (80, 24), (), "the same on a small terminal"),
    Scene("timeline-200x60", (200, 60), (), "the same on a large one"),
    Scene(
        "reader",
        (120, 36),
        ("slash", *typed('"beijing of 28 and 29 march"'), "enter", "enter"),
        "an event in full",
    ),
    Scene("quotes", (120, 36), ("3", "slash", *typed("some tariffs will stay"), "enter"), "quote lookup"),
    Scene("actors", (120, 36), ("2", "home", *("down",) * 12), "actors with their posts"),
    Scene("measures", (120, 36), ("g", *typed("2019-05-10"), "enter", "4"), "in force on 10 May 2019"),
    Scene("sources", (120, 36), ("5",), "every document and what hangs on it"),
    Scene("known-on", (120, 36), ("v", *typed("2019-01-15"), "enter"), "what was known on 15 January 2019"),
    Scene("help", (120, 36), ("question_mark",), "every command, searchable"),
)


async def draw(scene: Scene, cache: Path) -> str:
    """The SVG of a scene."""
    from tradetui.ui.app import build

    app = build(CONTENT, today=TODAY, cache_dir=cache)
    async with app.run_test(size=scene.size) as pilot:
        await app.ready()
        for key in scene.keys:
            await pilot.press(key)
            await app.settled()
        await pilot.pause()
        return _steady(app.export_screenshot(title="tradetui"))


def _steady(svg: str) -> str:
    """Without the fonts from elsewhere, and with ids that don't change from run to run."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    svg = re.sub(r'textLength="([\d.]+)"([^>]*)>([^<]*)<', _stretched, svg)
    unique = re.search(r"terminal-(\d+)-", svg)
    return svg.replace(f"terminal-{unique.group(1)}", "terminal-0") if unique else svg


def _stretched(found: re.Match[str]) -> str:
    """The length of a run in cells: the export counts characters, and a wide one then lies on its neighbour."""
    length, rest, escaped = found.groups()
    text = html.unescape(escaped)
    cells = cell_len(text)
    if not text or cells == len(text):
        return found.group(0)
    return f'textLength="{float(length) / len(text) * cells:g}"{rest}>{escaped}<'


def to_png(svg: Path, png: Path) -> None:
    """Render with Chromium, the only renderer that keeps columns and CJK in place."""
    width, height = (
        float(v) for v in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text()).groups()
    )  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "page.html"
        page.write_text(
            "<meta charset=utf-8><style>body{margin:0;background:#0000}"
            "svg text{font-family:'Fira Code','Noto Sans Mono CJK SC','Symbola',monospace!important}</style>"
            + svg.read_text(encoding="utf-8"),
            encoding="utf-8",
        )
        shot = Path(name) / "shot.png"
        subprocess.run(
            [
                shutil.which("chromium") or "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={name}/profile",
                f"--window-size={int(width + 0.999)},{int(height + 0.999)}",
                f"--screenshot={shot}",
                page.as_uri(),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        shutil.move(shot, png)


def stale(scenes: tuple[Scene, ...] = SCENES) -> list[str]:
    """Names of the scenes whose SVG is missing or no longer what the program draws."""
    with tempfile.TemporaryDirectory() as name:
        return [
            scene.name
            for scene in scenes
            if not (path := HERE / f"{scene.name}.svg").is_file()
            or path.read_text(encoding="utf-8") != asyncio.run(draw(scene, Path(name)))
        ]


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    os.environ["TRADETUI_TODAY"] = TODAY
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as own:
        # neither the settings nor the remembered lanes of whoever shoots
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = own
        return _shoot(given)


def _shoot(given: argparse.Namespace) -> int:
    scenes = tuple(s for s in SCENES if not given.names or s.name in given.names)
    if given.check:
        old = stale(scenes)
        for name in old:
            print(f"screenshots/{name}.svg is stale: run screenshots/shoot.py")
        return 1 if old else 0
    with tempfile.TemporaryDirectory() as name:
        for scene in scenes:
            svg = HERE / f"{scene.name}.svg"
            svg.write_text(asyncio.run(draw(scene, Path(name))), encoding="utf-8")
            if shutil.which("chromium"):
                to_png(svg, HERE / f"{scene.name}.png")
            else:
                print("no Chromium here: PNG left as they were", file=sys.stderr)
            print(f"{scene.name}: {scene.shows}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
