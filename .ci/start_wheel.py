"""Build the wheel, install it alone in a new environment, and start the program there as a user would.

The wheel carries the bundled collection; the screens come up in a pseudo-terminal, show a record, and quit with 0.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, ROWS = 100, 30


def install(folder: Path) -> Path:
    """Make the wheel and an environment with nothing else in it; returns its bin folder."""
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT], check=True)
    (wheel,) = folder.glob("tradetui-*.whl")
    venv.create(folder / "env", with_pip=True)
    binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([binaries / "python", "-m", "pip", "install", "-q", wheel], check=True)
    return binaries


def start(binaries: Path, folder: Path) -> None:
    """Start the screens, wait for a record, open the help, quit."""
    env = os.environ | {
        "TERM": "xterm-256color",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "LC_ALL": "C.UTF-8",
    }
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    child = pexpect.spawn(
        str(binaries / "tradetui"), env=env, dimensions=(ROWS, COLUMNS), timeout=30, cwd=folder
    )

    def wait_until(shown: Callable[[str], bool], what: str) -> None:
        for _ in range(600):
            try:
                stream.feed(child.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                pass
            except pexpect.EOF:
                break
            if shown("\n".join(screen.display)):
                return
        raise SystemExit(f"{what} never came:\n" + "\n".join(screen.display))

    wait_until(lambda text: "2018" in text, "the record")
    child.send("?")
    wait_until(lambda text: "type to search" in text, "the help")
    # an escape with a key right behind it would be read as alt and that key
    child.send("\x1b")
    wait_until(lambda text: "type to search" not in text, "the end of the help")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    if child.exitstatus != 0:
        raise SystemExit(f"the program ended with {child.exitstatus}, signal {child.signalstatus}")
    print("\n".join(screen.display))


def main() -> None:
    """Run the whole of it in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        binaries = install(folder)
        for arguments in (["--version"], ["check", "--errors"], ["find", "--limit", "3"]):
            print("+ tradetui", *arguments, flush=True)
            env = os.environ | {"XDG_CACHE_HOME": str(folder / "cache")}
            subprocess.run([binaries / "tradetui", *arguments], check=True, cwd=folder, env=env)
        start(binaries, folder)
    print("the wheel installs, answers, starts and quits")


if __name__ == "__main__":
    main()
