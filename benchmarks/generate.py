"""Make a synthetic collection of any size: a folder with ``collection.toml`` and ``archive.sqlite``.

    python benchmarks/generate.py FOLDER --events 1000000 --quotes 200000

Words follow Zipf's law and are common in bursts; dates come in bursts and are fuzzy in part (months, quarters, one-of,
about, spans, open ends); there are many actors, several tags an event, events planned first and put off, measures with
steps, and two records in a hundred are in Chinese. The same seed gives the same collection.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tradetui.core.records import CollectionInfo, Kind, Side
from tradetui.core.when import parse
from tradetui.store.build import write_info
from tradetui.store.bulk import Bulk
from tradetui.store.entries import dumps
from tradetui.store.preparing import Around
from tradetui.store.schema import ARCHIVE_FILE
from tradetui.store.writer import IndexWriter

BEGIN, END = date(1986, 1, 1), date(2025, 12, 31)
SIDES = (("north", "North"), ("south", "South"), ("east", "East"))
KINDS = (
    "talks",
    "meeting",
    "call",
    "statement",
    "threat",
    "letter",
    "measure",
    "agreement",
    "filing",
    "report",
    "other",
)
PLANNED = ("planned", "expected", "hoped", "possible")
OUTCOMES = ("happened", "happened", "happened", "missed", "cancelled", "postponed")
TAGS = 200
CHINESE = "贸易战争谈判关税大豆美国中国协议部长主席会议声明出口进口农业技术钢铁汽车能源市场价格上涨下降宣布推迟达成签署"
SYLLABLES = [
    a + b for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "on", "us")
]


class Maker:
    """Makes plain records from one seed."""

    def __init__(self, seed: int, actors: int, sources: int, words: int = 50_000) -> None:
        self.random = random.Random(seed)
        pick = self.random
        self.words = ["".join(pick.choices(SYLLABLES, k=pick.randint(1, 4))) for _ in range(words)]
        self.word_weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(words)))
        self.actors = [f"a{number}" for number in range(actors)]
        self.actor_weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(actors)))
        days = (END - BEGIN).days
        self.bursts = sorted(pick.randrange(days) for _ in range(60))
        self.source_days = sorted(self._offset() for _ in range(sources))
        self.weeks = {week: pick.choices(self.words[200:5000], k=12) for week in range(days // 7 + 2)}

    def _offset(self) -> int:
        """Days since the beginning: half of them near one of the bursts."""
        days = (END - BEGIN).days
        if self.random.random() < 0.5:
            near = self.random.choice(self.bursts) + int(self.random.gauss(0, 12))
            return min(max(near, 0), days)
        return self.random.randrange(days)

    def text(self, offset: int, low: int, high: int) -> str:
        pick = self.random
        length = pick.randint(low, high)
        if pick.random() < 0.02:
            return "".join(pick.choices(CHINESE, k=length)) + "。"
        words = pick.choices(self.words, cum_weights=self.word_weights, k=length)
        if pick.random() < 0.5:
            words[pick.randrange(length)] = pick.choice(self.weeks[offset // 7])
        return " ".join(words).capitalize() + "."

    def some_actors(self, most: int) -> list[str]:
        count = self.random.randint(1, most)
        return list(dict.fromkeys(self.random.choices(self.actors, cum_weights=self.actor_weights, k=count)))

    def tags(self) -> list[str]:
        ranks = {int(self.random.paretovariate(0.6)) for _ in range(self.random.randint(1, 4))}
        return [f"tag-{rank}" for rank in sorted(ranks) if rank <= TAGS]

    def when(self, offset: int) -> str:
        """A date: seven in ten a plain day, the others fuzzy or a span."""
        day = BEGIN + timedelta(days=offset)
        chance = self.random.random()
        if chance < 0.70:
            return f"{day}"
        if chance < 0.78:
            return f"{day:%Y-%m}"
        if chance < 0.80:
            return f"{day:%Y}-{33 + (day.month - 1) // 3}"
        if chance < 0.83:
            return f"{day}~"
        later = day + timedelta(days=int(self.random.expovariate(1 / 20)) + 1)
        if chance < 0.95:
            return f"{day}/{later}"
        if chance < 0.98:
            return f"[{day}..{later}]"
        return f"{{{day},{later}}}" if chance < 0.99 else f"{day}/.."

    def source_after(self, offset: int, most: int = 5) -> str:
        """A source printed on the day or soon after."""
        import bisect

        place = bisect.bisect_left(self.source_days, offset)
        return f"s{min(place + self.random.randrange(most), len(self.source_days) - 1)}"


def sources(maker: Maker) -> Iterator[tuple[Kind, dict[str, Any]]]:
    for number, offset in enumerate(maker.source_days):
        yield (
            "source",
            {
                "id": f"s{number}",
                "title": maker.text(offset, 5, 9),
                "publisher": f"Paper {number % 37}",
                "type": "news",
                "published": f"{BEGIN + timedelta(days=offset)}",
            },
        )


def actors(maker: Maker) -> Iterator[tuple[Kind, dict[str, Any]]]:
    for key in maker.actors:
        name = " ".join(maker.random.choices(maker.words[100:], k=2)).title()
        side = maker.random.choice(SIDES)[0]
        yield "actor", {"id": key, "name": name, "type": "person", "side": side}


def events(maker: Maker, count: int) -> Iterator[tuple[Kind, dict[str, Any]]]:
    pick = maker.random
    for number in range(count):
        offset = maker._offset()
        plain: dict[str, Any] = {
            "id": f"e{number}",
            "title": maker.text(offset, 3, 8),
            "when": maker.when(offset),
            "kind": pick.choice(KINDS),
            "who": [{"actor": key} for key in maker.some_actors(4)],
            "tags": maker.tags(),
            "cites": [maker.source_after(offset)],
            "status": "happened",
        }
        if pick.random() < 0.3:
            plain["summary"] = maker.text(offset, 10, 25)
        if pick.random() < 0.15:
            _plan(maker, plain, offset)
        yield "event", plain


def _plan(maker: Maker, plain: dict[str, Any], offset: int) -> None:
    """Give an event a history: planned earlier, perhaps put off, then what came of it."""
    pick = maker.random
    announced = max(0, offset - pick.randint(10, 200))
    history = [
        {
            "on": f"{BEGIN + timedelta(days=announced)}",
            "status": pick.choice(PLANNED),
            "when": maker.when(offset),
        }
    ]
    if pick.random() < 0.4:
        middle = (announced + offset) // 2
        history.append(
            {"on": f"{BEGIN + timedelta(days=middle)}", "status": "postponed", "when": plain["when"]}
        )
    plain["status"] = pick.choice(OUTCOMES)
    history.append(
        {"on": f"{BEGIN + timedelta(days=offset)}", "status": plain["status"], "when": plain["when"]}
    )
    plain["history"] = history


def quotes(maker: Maker, count: int, events: int) -> Iterator[tuple[Kind, dict[str, Any]]]:
    pick = maker.random
    for number in range(count):
        offset = maker._offset()
        said = f"{BEGIN + timedelta(days=offset)}"
        plain: dict[str, Any] = {
            "id": f"q{number}",
            "text": maker.text(offset, 8, 40),
            "by": maker.some_actors(1),
            "said": said,
            "known_from": said,
            "form": pick.choice(("direct", "direct", "partial", "paraphrase")),
            "cites": [maker.source_after(offset, 1)],
            "tags": maker.tags()[:2],
        }
        if events and pick.random() < 0.5:
            plain["event"] = f"e{pick.randrange(events)}"
        yield "quote", plain


def measures(maker: Maker, count: int) -> Iterator[tuple[Kind, dict[str, Any]]]:
    pick = maker.random
    for number in range(count):
        offset = maker._offset()
        steps = []
        for step in range(pick.randint(1, 8)):
            decided = offset + step * pick.randint(20, 90)
            begin = BEGIN + timedelta(days=decided + pick.randint(0, 40))
            steps.append(
                {
                    "id": f"s{step}",
                    "decided": f"{BEGIN + timedelta(days=decided)}",
                    "status": pick.choice(("adopted", "adopted", "proposed", "suspended")),
                    "from": f"{begin}",
                    "rate": pick.choice((5, 10, 25)),
                    "unit": "percent",
                    "cites": [maker.source_after(decided)],
                }
            )
        yield (
            "measure",
            {
                "id": f"m{number}",
                "title": maker.text(offset, 4, 8),
                "by": pick.choice(SIDES)[0],
                "against": pick.choice(SIDES)[0],
                "instrument": "tariff",
                "base": {"value": pick.randint(1, 200), "currency": "USD", "unit": "billion"},
                "steps": steps,
            },
        )


def records(
    maker: Maker, *, n_events: int, n_quotes: int = 0, n_measures: int = 0
) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """All records of a collection as plain tables, sources and actors first."""
    return itertools.chain(
        sources(maker),
        actors(maker),
        events(maker, n_events),
        quotes(maker, n_quotes, n_events),
        measures(maker, n_measures),
    )


def build_index(folder: Path, tables: Iterable[tuple[Kind, str]], processes: int | None = None) -> None:
    """Write the collection of these records (kind and JSON of the plain table), sources and actors first."""
    folder.mkdir(parents=True, exist_ok=True)
    covers = f"{BEGIN:%Y}/{END:%Y}"
    sides = "".join(f'\n  {{ id = "{key}", name = "{name}" }},' for key, name in SIDES)
    (folder / "collection.toml").write_text(
        f'title = "Synthetic"\ncovers = "{covers}"\nsides = [{sides}\n]\n'
    )
    archive = folder / ARCHIVE_FILE
    archive.unlink(missing_ok=True)
    info = CollectionInfo(
        title="Synthetic", covers=parse(covers), sides=tuple(Side(id=key, name=name) for key, name in SIDES)
    )
    writer = IndexWriter(archive)
    write_info(writer, info)
    with Bulk(writer, Around(END.toordinal(), dict(SIDES), None), processes=processes) as bulk:
        for kind, body in tables:
            if kind in ("actor", "source"):
                bulk.meet(kind, body)
            bulk.add(kind, body)
        bulk.finish()
    writer.finish({"left_out": 0, "problems": 0})


def generate(
    folder: Path,
    *,
    n_events: int,
    n_quotes: int = 0,
    n_measures: int = 0,
    n_actors: int = 2_000,
    n_sources: int = 20_000,
    seed: int = 1,
) -> float:
    """Write the collection; returns how many seconds that took, making the records included."""
    began = time.perf_counter()
    maker = Maker(seed, n_actors, n_sources)
    made = records(maker, n_events=n_events, n_quotes=n_quotes, n_measures=n_measures)
    build_index(folder, ((kind, dumps(plain)) for kind, plain in made))
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--quotes", type=int, default=0)
    parser.add_argument("--measures", type=int, default=0)
    parser.add_argument("--actors", type=int, default=2_000)
    parser.add_argument("--sources", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    seconds = generate(
        given.folder,
        n_events=given.events,
        n_quotes=given.quotes,
        n_measures=given.measures,
        n_actors=given.actors,
        n_sources=given.sources,
        seed=given.seed,
    )
    size = (given.folder / ARCHIVE_FILE).stat().st_size / 1e6
    print(f"{given.events + given.quotes + given.measures:,} records in {seconds:.1f} s, {size:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
