"""What each headless verb really loads: never Textual, and nothing heavy that only the screens need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CONTENT = Path(__file__).resolve().parents[2] / "content" / "us-china-trade-war"

VERBS: dict[str, list[str]] = {
    "find": ["find", "tariffs"],
    "find-json": ["find", "tariffs", "--format", "json", "--limit", "3"],
    "find-csv": ["find", "tariffs", "--format", "csv", "--limit", "3"],
    "find-rank": ["find", "--in", "quotes", "--sort", "rank", "tariffs"],
    "show": ["show", "2019-03-28-beijing"],
    "in-force": ["in-force", "2019-05-10"],
    "changes": ["changes", "2018-11-30", "2019-05-10"],
    "conflicts": ["conflicts"],
    "thread": ["thread", "2019-03-28-beijing"],
    "measures": ["measures"],
    "lags": ["measures", "--lags"],
    "dates": ["dates", "reuters-2019-03-27"],
    "cite": ["cite", "q-seed-4"],
    "check": ["check"],
    "keys": ["keys"],
    "where": ["where"],
    "schema": ["schema", "records"],
    "completion": ["completion", "bash"],
    "help": ["--help"],
}

PROBE = """
import sys
from tradetui.cli.main import run
status = run(sys.argv[1:])
sys.stdout.flush()
print(chr(10) + "MODULES " + " ".join(sys.modules), file=sys.stderr)
sys.exit(0 if status in (0, 1) else status)
"""


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_loads_textual(verb: str) -> None:
    """The static contract can't see an import inside a function: this one runs it."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *VERBS[verb]], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.rsplit("MODULES ", 1)[1].split())
    assert not {name for name in loaded if name.partition(".")[0] == "textual"}
    assert not loaded & {"rich.console", "rich.text", "rich.table", "asyncio"}, "the screens' machinery"


def test_the_core_knows_nobody() -> None:
    """Importing every module of the core brings no other room with it."""
    code = """
import json, pkgutil, sys
import tradetui.core
for module in pkgutil.walk_packages(tradetui.core.__path__, "tradetui.core."):
    __import__(module.name)
print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("tradetui.")}
    assert rooms == {"core"}
    assert not [name for name in loaded if name.partition(".")[0] in ("rich", "textual", "click")]
