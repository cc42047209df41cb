"""Opening: the index comes from the cache, is built where there is none, and is never trusted blindly."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tradetui.core.problems import CollectionError
from tradetui.core.query.model import Field, Query, Words
from tradetui.store import open_archive, schema
from tradetui.store.archive import Archive, Interrupted
from tradetui.store.open import KEPT, place
from tradetui.store.writer import Cancelled

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
LATER = 740_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache-of-its-own"


def answers(archive: Archive) -> list[str]:
    found = archive.ids(Query(), kinds=["event", "quote"], known_on=LATER)
    return [row.id for row in archive.rows(found.rows)]


def the_index(cache: Path, folder: Path) -> Path:
    (index,) = place(cache, folder).glob("*.sqlite")
    return index


def opened(folder: Path, cache: Path | None) -> list[str]:
    archive = open_archive(folder, cache_dir=cache)
    try:
        return answers(archive)
    finally:
        archive.close()


def test_the_index_is_built_once(folder: Path, cache: Path) -> None:
    first = opened(folder, cache)
    index = the_index(cache, folder)
    before = index.stat().st_mtime_ns
    calls: list[tuple[int, int]] = []
    archive = open_archive(folder, cache_dir=cache, progress=lambda done, total: calls.append((done, total)))
    assert answers(archive) == first
    archive.close()
    assert index.stat().st_mtime_ns == before
    assert not calls
    assert [path.name for path in index.parent.iterdir()] == [index.name]


def test_progress_counts_records(folder: Path, cache: Path) -> None:
    calls: list[tuple[int, int]] = []
    open_archive(folder, cache_dir=cache, progress=lambda done, total: calls.append((done, total))).close()
    done, total = calls[-1]
    assert done == total > 0


def test_changed_content_is_seen(folder: Path, cache: Path) -> None:
    before = opened(folder, cache)
    (folder / "more.toml").write_text(
        '[[event]]\nid = "new"\ntitle = "New"\nwhen = "2012-01-01"\ncites = ["courier-2011-03-11"]\n'
    )
    assert set(opened(folder, cache)) - set(before) == {"new"}
    (folder / "more.toml").unlink()
    assert opened(folder, cache) == before


def test_an_index_of_other_rules_is_left_alone(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opened(folder, cache)
    index = the_index(cache, folder)
    monkeypatch.setattr("tradetui.core.report.stamp", lambda: "other")
    assert opened(folder, cache) == whole
    assert index.exists()
    assert len(list(index.parent.glob("*.sqlite"))) == 2


def test_content_that_changes_while_it_is_read(folder: Path, cache: Path) -> None:
    more = folder / "more.toml"
    titles = iter(["First", "Second"])

    def write_more(done: int, total: int) -> None:
        title = next(titles, None)
        if title is not None:
            more.write_text(
                f'[[event]]\nid = "new"\ntitle = "{title}"\nwhen = "2012-01-01"\ncites = ["courier-2011-03-11"]\n'
            )

    archive = open_archive(folder, cache_dir=cache, progress=write_more)
    row = archive.position("new", known_on=LATER)
    archive.close()
    assert row is not None
    assert row.title == "Second"
    archive = open_archive(folder, cache_dir=cache)
    assert archive.position("new", known_on=LATER) == row
    archive.close()


def test_what_could_not_be_read_is_counted(folder: Path, cache: Path) -> None:
    (folder / "broken.toml").write_text("[[event]\n")
    (folder / "bad.toml").write_text('[[event]]\nid = "bad"\n')
    for _ in range(2):
        archive = open_archive(folder, cache_dir=cache)
        assert (archive.unread, archive.left_out) == (1, 1)
        archive.close()


def damage_empty(index: Path) -> None:
    index.write_bytes(b"")


def damage_garbage(index: Path) -> None:
    index.write_bytes(os.urandom(50_000))


def damage_truncated(index: Path) -> None:
    index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])


def damage_one_page_short(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:-4096])


def damage_other_program(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("PRAGMA application_id=7")


def damage_other_schema(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute(f"PRAGMA user_version={schema.SCHEMA + 1}")


def damage_no_table(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("DROP TABLE face")


def damage_no_rows(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("DELETE FROM face")


def damage_text(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("DELETE FROM text_data")


def damage_database_of_another(index: Path) -> None:
    index.unlink()
    with sqlite3.connect(index) as db:
        db.execute("CREATE TABLE t (x)")


@pytest.mark.parametrize(
    "damage", [each for name, each in list(globals().items()) if name.startswith("damage_")]
)
def test_a_damaged_index_is_built_anew(
    folder: Path, cache: Path, damage: object, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = opened(folder, cache)
    damage(the_index(cache, folder))
    assert opened(folder, cache) == whole
    assert opened(folder, cache) == whole
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("table", ["face", "version", "record", "term"])
def test_damage_found_while_reading_is_mended(folder: Path, cache: Path, table: str) -> None:
    archive = open_archive(folder, cache_dir=cache)
    query = Query((Words("fee"), Field("kind", ("talks", "letter"))))
    whole = (
        answers(archive),
        archive.ids(query, kinds=["event"], known_on=LATER),
        archive.dossier("avik-fee", known_on=LATER),
    )
    archive.close()
    index = the_index(cache, folder)
    with sqlite3.connect(index) as db:
        pages = [
            page
            for (page,) in db.execute(
                "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,)
            )
        ]
    content = bytearray(index.read_bytes())
    for page in pages[1:-1] or pages:
        content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    index.write_bytes(content)
    archive = open_archive(folder, cache_dir=cache)
    found = (
        answers(archive),
        archive.ids(query, kinds=["event"], known_on=LATER),
        archive.dossier("avik-fee", known_on=LATER),
    )
    assert found == whole
    archive.close()


def test_no_cache_is_needed(folder: Path, cache: Path) -> None:
    assert opened(folder, None) == opened(folder, cache)


@pytest.mark.parametrize("what", ["file in the way", "read-only"])
def test_a_cache_that_cannot_be_written(folder: Path, cache: Path, tmp_path: Path, what: str) -> None:
    if what == "file in the way":
        cache.write_text("not a folder")
    else:
        cache.mkdir()
        cache.chmod(0o500)
        if os.access(cache, os.W_OK):
            pytest.skip("may write everywhere")
    archive = open_archive(folder, cache_dir=cache)
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(answers(archive))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [opened(folder, None)] * 4
    archive.close()


def test_old_indexes_and_what_was_left_aside_go(folder: Path, cache: Path) -> None:
    for number in range(KEPT + 3):
        (folder / "collection.toml").write_text(f'title = "Harbour {number}"\n')
        opened(folder, cache)
    home = place(cache, folder)
    left, fresh = home / "building-old.part", home / "building-new.part"
    left.write_bytes(b"x")
    fresh.write_bytes(b"x")
    os.utime(left, (1, 1))
    (folder / "collection.toml").write_text('title = "Last"\n')
    opened(folder, cache)
    assert len(list(home.glob("*.sqlite"))) == KEPT
    assert not left.exists()
    assert fresh.exists(), "it may be another instance's, still at work"


def test_a_build_can_be_called_off(folder: Path, cache: Path) -> None:
    with pytest.raises(Cancelled):
        open_archive(folder, cache_dir=cache, cancelled=lambda: True)
    assert list(place(cache, folder).iterdir()) == []
    with pytest.raises(Cancelled):
        open_archive(folder, cache_dir=None, cancelled=lambda: True)


def test_there_must_be_a_collection(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(CollectionError):
        open_archive(tmp_path, cache_dir=cache)
    with pytest.raises(CollectionError):
        open_archive(tmp_path / "nowhere", cache_dir=cache)
    assert not cache.exists()


def test_an_archive_opens_as_it_is(folder: Path, cache: Path, tmp_path: Path) -> None:
    whole = opened(folder, cache)
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(folder / "collection.toml", own)
    shutil.copy(the_index(cache, folder), own / schema.ARCHIVE_FILE)
    (own / schema.ARCHIVE_FILE).chmod(0o400)
    elsewhere = tmp_path / "unused"
    assert opened(own, elsewhere) == whole
    assert not elsewhere.exists()
    (own / schema.ARCHIVE_FILE).chmod(0o600)
    damage_truncated(own / schema.ARCHIVE_FILE)
    with pytest.raises(CollectionError, match="can't be read"):
        open_archive(own, cache_dir=elsewhere)


def test_names_that_are_odd_in_an_address(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HARBOUR, tmp_path / "100% ?odd#name ü"))
    cache = tmp_path / "c?a#c%20he"
    assert opened(folder, cache) == opened(folder, cache)


BUILD = """
import sys
from pathlib import Path
from tradetui.core.query.model import Query
from tradetui.store import open_archive
sys.stdin.readline()
archive = open_archive(Path(sys.argv[1]), cache_dir=Path(sys.argv[2]))
print(len(archive.ids(Query(), kinds=["event", "quote"], known_on=740000).rows))
"""


def test_two_instances_starting_at_once(folder: Path, cache: Path) -> None:
    instances = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(folder), str(cache)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for instance in instances:
        assert instance.stdin is not None
        instance.stdin.write("\n")
        instance.stdin.flush()
    results = [instance.communicate()[0].strip() for instance in instances]
    assert results == [str(len(opened(folder, cache)))] * 3
    assert [path.suffix for path in place(cache, folder).iterdir()] == [".sqlite"]


def test_threads_ask_at_once(folder: Path, cache: Path) -> None:
    archive = open_archive(folder, cache_dir=cache)
    expected = answers(archive)
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.extend(answers(archive) for _ in range(10))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 80
    archive.close()


def test_a_closed_archive_says_so(folder: Path, cache: Path) -> None:
    archive = open_archive(folder, cache_dir=cache)
    archive.close()
    with pytest.raises(Interrupted):
        answers(archive)
    archive.close()


def test_interrupt_stops_what_is_under_way_and_nothing_later(folder: Path, cache: Path) -> None:
    archive = open_archive(folder, cache_dir=cache)
    started, stopped = threading.Event(), threading.Event()

    def ask() -> None:
        with pytest.raises(Interrupted), archive._connections.asking() as db:
            started.set()
            db.execute(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
            ).fetchall()
        stopped.set()

    thread = threading.Thread(target=ask)
    thread.start()
    assert started.wait(10)
    archive.interrupt()
    assert stopped.wait(10)
    thread.join()
    assert answers(archive)
    archive.close()


def test_interrupt_counts_between_two_statements(folder: Path, cache: Path) -> None:
    archive = open_archive(folder, cache_dir=cache)
    with pytest.raises(Interrupted), archive._connections.asking() as db:
        archive.interrupt()
        db.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        ).fetchall()
    with pytest.raises(Interrupted), archive._connections.asking():
        archive.interrupt()
        archive._connections.check()
    assert archive.count(Query((Words("fee"),)), kinds=["event"], known_on=LATER).number
    archive.close()


LIGHT = """
import sys
from pathlib import Path
from tradetui.store import open_archive
from tradetui.core.query.model import Query
archive = open_archive(Path(sys.argv[1]), cache_dir=Path(sys.argv[2]))
archive.rows(archive.ids(Query(), kinds=["event"], known_on=740000).rows)
heavy = {"tomli", "tomllib", "textual", "rich", "dateutil"}
heavy |= {f"tradetui.core.{name}" for name in ("records", "fields", "load")}
print(sorted(heavy & set(sys.modules)))
"""


def test_opening_a_built_index_parses_nothing(folder: Path, cache: Path) -> None:
    opened(folder, cache)
    result = subprocess.run(
        [sys.executable, "-c", LIGHT, str(folder), str(cache)], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("cached", [True, False])
def test_a_first_look_has_the_events_as_known_on_its_day(folder: Path, cache: Path, cached: bool) -> None:
    """Its rows are those of the whole index on that day, and it is shown only where an index must be built."""
    ends: list[int | None] = []
    seen: list[list[str]] = []
    kinds: list[int] = []
    day = 736_000

    def stand(end: int | None) -> int:
        ends.append(end)
        return day

    def show(archive: Archive) -> None:
        found = archive.ids(Query(), kinds=["event"], known_on=day)
        seen.append([repr(row)[: repr(row).index("who=")] for row in archive.rows(found.rows)])
        kinds.append(archive.count(Query(), kinds=["quote", "measure", "actor"], known_on=day).number)
        archive.close()

    whole = open_archive(folder, cache_dir=cache if cached else None, look=(stand, show))
    found = whole.ids(Query(), kinds=["event"], known_on=day)
    again = [row.id for row in whole.rows(found.rows)]
    assert len(seen) == 1 and kinds == [0] and ends == [whole.end_of_record]
    assert again and [name.split("id='")[1].split("'")[0] for name in seen[0]] == again
    whole.close()
    if cached:
        open_archive(folder, cache_dir=cache, look=(stand, show)).close()
        assert len(seen) == 1
