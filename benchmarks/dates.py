"""What it costs to read a date, to say it in words and to ask it a question.

In microseconds, the best of several rounds, each round measuring every shape in turn so that a slow moment hits all
alike. The floor is the cheapest that Python can do with a plain day: ``date.fromisoformat(text).toordinal()``.
"parse" is without the cache, "again" with it.

    python benchmarks/dates.py [--rounds 15]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

from tradetui.core.when import parse

SHAPES = [
    "2019-03-28",
    "2019-03",
    "2019",
    "2019-03-28?",
    "2019-03~",
    "2018-33",
    "2018-24",
    "201X",
    "2019-XX-XX",
    "2019-03-XX",
    "2019-?03-28",
    "2019-03-28T12:30:00Z",
    "2018-07-06/..",
    "2018-07-06/",
    "2019-03-28/2019-03-29",
    "2018-07/2019-03",
    "[..2019-03-31]",
    "[2019-03-21..2019-03-31]",
    "[2019-04,2019-05,2019-06]",
    "{2019-01-30,2019-02-14}",
    "{2019-01..2019-03}",
    "Y170000002",
]
#: Microseconds: of a plain day, and of any date in the list.
DAY_BUDGET, BUDGET = 2.0, 20.0
TIMES = 1000


def microseconds(call: Callable[[], object]) -> float:
    """One round: microseconds a call."""
    begin = time.perf_counter()
    for _ in range(TIMES):
        call()
    return (time.perf_counter() - begin) / TIMES * 1e6


def calls(text: str) -> list[Callable[[], object]]:
    """What is measured of one date."""
    uncached = parse.__wrapped__
    when = parse(text)
    day = 737_000
    return [
        lambda: uncached(text),
        lambda: parse(text),
        lambda: when.surely(day, day),
        when.sort_key,
        lambda: when.words("short"),
        when.words,
    ]


def import_cost() -> float:
    """Milliseconds that importing the date type adds to a Python with what any verb has; best of nine."""
    code = (
        "import sqlite3, re, functools, typing, time; begin = time.perf_counter(); import tradetui.core.when; "
        "print((time.perf_counter() - begin) * 1e3)"
    )
    command = [sys.executable, "-c", code]
    found = [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(9)
    ]
    return min(found)


def main() -> int:
    """Print the table; 1 if a budget is broken."""
    options = argparse.ArgumentParser(description="what a date costs, in microseconds")
    options.add_argument("--rounds", type=int, default=15)
    rounds = options.parse_args().rounds
    measured = {text: calls(text) for text in SHAPES}
    best = {text: [float("inf")] * 6 for text in SHAPES}
    floor = float("inf")
    for _ in range(rounds):
        floor = min(floor, microseconds(lambda: date.fromisoformat("2019-03-28").toordinal()))
        for text, each in measured.items():
            best[text] = [min(old, microseconds(call)) for old, call in zip(best[text], each, strict=True)]
    print(f"floor: date.fromisoformat(...).toordinal() {floor:.2f} us; {rounds} rounds, best of each\n")
    print(f"| {'date':26} | parse | x floor | again | surely | sort_key | short | long |")
    print(f"| {'---':26} | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    broken = []
    for text, (cold, again, surely, key, short, long) in best.items():
        print(
            f"| {'`' + text + '`':26} | {cold:5.2f} | {cold / floor:5.1f} | {again:5.2f} | {surely:5.2f} "
            f"| {key:5.2f} | {short:5.2f} | {long:5.2f} |"
        )
        if cold > (DAY_BUDGET if text == SHAPES[0] else BUDGET):
            broken.append(text)
    print(
        f"\nimport of the date type: {import_cost():.1f} ms (set PYTHONDONTWRITEBYTECODE and it is compiled each time)"
    )
    verdict = f"broken by {', '.join(broken)}" if broken else "kept"
    print(f"budgets: a plain day {DAY_BUDGET} us, any date {BUDGET} us: {verdict}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
