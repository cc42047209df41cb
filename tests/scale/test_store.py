"""A large synthetic collection: what the index answers against a plain walk over all of its rows.

Run by hand: ``pytest -m scale tests/scale`` (some minutes).
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tradetui.core.query.model import Query
from tradetui.core.query.parse import parse
from tradetui.core.when import parse as parse_when
from tradetui.store import open_archive, schema
from tradetui.store.archive import Row
from tradetui.store.sqlite import SqliteArchive

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from generate import BEGIN, END, generate

pytestmark = [pytest.mark.scale, pytest.mark.timeout(3_600)]

EVENTS = 100_000
FIRST, LAST = BEGIN.toordinal(), END.toordinal()
DAYS = [LAST, date(2012, 6, 15).toordinal(), date(1995, 3, 1).toordinal()]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArchive]:
    folder = tmp_path_factory.mktemp("large")
    generate(folder, n_events=EVENTS, n_quotes=20_000, n_measures=200)
    archive = open_archive(folder, cache_dir=None)
    assert isinstance(archive, SqliteArchive)
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def visible(archive: SqliteArchive) -> dict[int, dict[int, Row]]:
    """For each day the rows of events that can be seen then, by a walk over the table of versions."""
    found = {}
    for day in DAYS:
        with archive._connections.asking() as db:
            numbers = [
                row
                for (row,) in db.execute(
                    "SELECT row FROM version WHERE kind = 0 AND k_from <= ? AND k_to >= ? ORDER BY row",
                    (day, day),
                )
            ]
        found[day] = {row.row: row for row in archive.rows(numbers)}
    return found


QUERIES = {
    "kind:talks": lambda row: row.event_kind == "talks",
    "status:planned": lambda row: row.status == "planned",
    "tag:tag-1": lambda row: "tag-1" in row.tags,
    "-tag:tag-1": lambda row: "tag-1" not in row.tags,
    "side:north": lambda row: "north" in row.sides,
    "kind:talks,call -side:south": lambda row: (
        row.event_kind in ("talks", "call") and "south" not in row.sides
    ),
}


@pytest.mark.parametrize("day", DAYS)
def test_everything(archive: SqliteArchive, visible: dict[int, dict[int, Row]], day: int) -> None:
    assert list(archive.ids(Query(), kinds=["event"], known_on=day).rows) == list(visible[day])
    newest = archive.ids(Query(), kinds=["event"], known_on=day, order="newest", limit=50)
    assert list(newest.rows) == list(reversed(visible[day]))[:50]
    assert archive.count(Query(), kinds=["event"], known_on=day, cap=0).number == len(visible[day])
    assert len({row.id for row in visible[day].values()}) == len(visible[day]), (
        "one version of a record at a time"
    )


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("text", QUERIES)
def test_fields(archive: SqliteArchive, visible: dict[int, dict[int, Row]], day: int, text: str) -> None:
    expected = [row for row, face in visible[day].items() if QUERIES[text](face)]
    assert list(archive.ids(parse(text).query, kinds=["event"], known_on=day).rows) == expected
    limited = archive.ids(parse(text).query, kinds=["event"], known_on=day, limit=77)
    assert list(limited.rows) == expected[:77]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "text", ["on:2012-06", "after:2012-06-10 before:2012-06-20", "surely:2012", "-on:2012", "before:1990"]
)
def test_dates(archive: SqliteArchive, visible: dict[int, dict[int, Row]], day: int, text: str) -> None:
    spans = {
        "on:2012-06": [("2012-06-01", "2012-06-30", "possibly")],
        "after:2012-06-10 before:2012-06-20": [
            ("2012-06-10", None, "possibly"),
            (None, "2012-06-20", "possibly"),
        ],
        "surely:2012": [("2012-01-01", "2012-12-31", "surely")],
        "-on:2012": [("2012-01-01", "2012-12-31", "not surely")],
        "before:1990": [(None, "1990-12-31", "possibly")],
    }[text]
    found = archive.ids(parse(text).query, kinds=["event"], known_on=day)
    expected = []
    for row, face in visible[day].items():
        when = parse_when(face.when)
        holds = True
        for first, last, how in spans:
            span = (date.fromisoformat(each).toordinal() if each else None for each in (first, last))
            asked = when.possibly(*span) if how == "possibly" else when.surely(*span)
            holds = holds and asked != how.startswith("not")
        if holds:
            expected.append(row)
    assert list(found.rows) == expected


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("text", ["", "kind:talks", "tag:tag-1 -kind:call"])
def test_histograms_at_every_zoom(archive: SqliteArchive, day: int, text: str) -> None:
    query = parse(text).query
    rows = archive.rows(archive.ids(query, kinds=["event"], known_on=day).rows)
    dates = [parse_when(row.when) for row in rows]
    picker = random.Random(3)
    for step in (1, 7, 31, 365, 4_000):
        start = picker.randrange(FIRST, LAST - 10 * step if step < 1_000 else FIRST + 1)
        edges = [start + place * step for place in range(11 if step < 1_000 else 4)]
        for each in archive.histogram(query, kinds=["event"], known_on=day, edges=edges):
            assert each.possibly == sum(when.possibly(each.first, each.last) for when in dates)
            assert each.surely == sum(when.surely(each.first, each.last) for when in dates)


def test_rows_are_in_the_order_of_time(archive: SqliteArchive) -> None:
    with archive._connections.asking() as db:
        (unordered,) = db.execute(
            "SELECT count(*) FROM version a JOIN version b ON b.row = a.row + 1 WHERE a.lo > b.lo"
        ).fetchone()
        (missing,) = db.execute(
            "SELECT count(*) FROM version v LEFT JOIN face f USING (row) WHERE f.row IS NULL"
        ).fetchone()
        (most,) = db.execute("SELECT max(row) FROM version").fetchone()
        (count,) = db.execute("SELECT count(*) FROM version").fetchone()
    assert (unordered, missing) == (0, 0)
    assert most == count


def test_the_index_is_sound(archive: SqliteArchive) -> None:
    with archive._connections.asking() as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
        (path,) = [
            name for _, schema_name, name in db.execute("PRAGMA database_list") if schema_name == "main"
        ]
    with sqlite3.connect(path) as own:
        own.execute("INSERT INTO text (text) VALUES ('integrity-check')")
    assert Path(path).name == schema.ARCHIVE_FILE
