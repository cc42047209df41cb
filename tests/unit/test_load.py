"""Reading a folder: the good records of it, and everything that is wrong with it, at its place."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.files import MOST_LEVELS, list_files
from tradetui.core.json_lines import read_line, write_line
from tradetui.core.load import Loaded, content_hash, load
from tradetui.core.problems import CollectionError
from tradetui.core.records import Event, Figure, kind_of

COLLECTIONS = Path(__file__).parents[1] / "collections"
GOOD = '[[actor]]\nid = "someone"\nname = "Some One"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection without records."""
    (tmp_path / "collection.toml").write_text('title = "A test"\n')
    return tmp_path


def problems(loaded: Loaded) -> list[tuple[str, int, int, str]]:
    return [(p.file, p.line, p.column, p.check) for p in loaded.problems]


def test_the_harbour_loads_whole() -> None:
    loaded = load(COLLECTIONS / "harbour")
    assert loaded.left_out == 0 and not loaded.faulty
    assert [p.check for p in loaded.problems] == ["bidi-character", "bidi-character"]
    assert {kind_of(record) for record in loaded.collection.records.values()} == {
        "source", "actor", "event", "quote", "measure", "figure",
    }  # fmt: skip
    assert loaded.collection.info.title == "The harbour fee of Åvik"
    assert [side.id for side in loaded.collection.info.sides] == ["avik", "merisalo"]
    first = loaded.collection.records["2011-first-talks"]
    assert (
        isinstance(first, Event)
        and first.who[0].actor == "harbour-board"
        and first.who[1].actor == "merisalo-town"
    )
    assert (first.file, first.position) == ("events/2011.toml", 0)
    figure = loaded.collection.records["f-revenue-2011-second"]
    assert isinstance(figure, Figure) and figure.value is not None and not figure.value.exact
    assert (figure.file, figure.position) == ("figures.jsonl", 1)


def test_the_broken_one_opens_with_its_good_records_and_tells_every_fault() -> None:
    loaded = load(COLLECTIONS / "broken")
    told = "".join(f"{problem}\n" for problem in loaded.problems)
    expected = COLLECTIONS / "broken" / "expected.txt"
    assert told == expected.read_text(encoding="utf-8")
    assert sorted(loaded.collection.records) == ["a1", "good", "someone"]
    assert loaded.left_out == 15
    assert loaded.unread == ("latin.toml", "syntax.toml")
    assert "gazette" in loaded.faulty and "good" not in loaded.faulty
    assert loaded.collection.info.title == "broken"
    assert loaded.collection.records["good"].extra == {"colour": "unknown keys are kept"}


def test_hostile_text_in_a_problem_is_escaped(folder: Path) -> None:
    (folder / "x.toml").write_text('[[event]]\nid = "\\u001B[31m"\n"ke\\u0007y" = 1\nwhen = "\\u202E9102"\n')
    told = "".join(str(problem) for problem in load(folder).problems)
    assert told.isprintable() and "\\x1b[31m" in told


# --- what is no collection ------------------------------------------------------------------------


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="does not exist"):
        load(tmp_path / "nowhere")


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="is empty") as error:
        load(tmp_path)
    assert "tradetui new" in error.value.hint


def test_a_folder_of_records_without_collection_toml(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text(GOOD)
    with pytest.raises(CollectionError, match=r"holds no collection\.toml") as error:
        load(tmp_path)
    assert "title" in error.value.hint


def test_a_file_instead_of_a_folder(folder: Path) -> None:
    with pytest.raises(CollectionError, match="is a file") as error:
        load(folder / "collection.toml")
    assert str(folder) in error.value.hint


def test_a_path_that_no_system_takes() -> None:
    with pytest.raises(CollectionError):
        load(Path("nul\0byte"))


# --- files ----------------------------------------------------------------------------------------


def test_files_below_in_order_and_hidden_ones_left_alone(folder: Path) -> None:
    left_alone = (".hidden.toml", ".git/x.toml", "a/notes.txt", "import-report.jsonl")
    for name in ("b.toml", "a/z.toml", "a/b/c.jsonl", *left_alone):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert list_files(folder).files == ("collection.toml", "a/b/c.jsonl", "a/z.toml", "b.toml")


def test_records_may_stand_in_collection_toml(folder: Path) -> None:
    (folder / "collection.toml").write_text(f'title = "One file"\n{GOOD}')
    loaded = load(folder)
    assert loaded.collection.info.title == "One file"
    assert list(loaded.collection.records) == ["someone"] and not loaded.problems


def test_a_folder_in_the_place_of_a_file(folder: Path) -> None:
    (folder / "actors.toml").mkdir()
    (folder / "actors.toml" / "in.toml").write_text(GOOD)
    assert list(load(folder).collection.records) == ["someone"]


def test_collection_toml_that_is_a_folder(folder: Path) -> None:
    (folder / "collection.toml").unlink()
    (folder / "collection.toml").mkdir()
    with pytest.raises(CollectionError, match="is a folder"):
        load(folder)


def test_broken_collection_toml_keeps_the_records(folder: Path) -> None:
    (folder / "collection.toml").write_text("title = ")
    (folder / "actors.toml").write_text(GOOD)
    loaded = load(folder)
    assert list(loaded.collection.records) == ["someone"]
    assert loaded.collection.info.title == folder.name
    assert problems(loaded) == [("collection.toml", 1, 9, "not-toml")]


def test_a_link_that_goes_round_is_read_once(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "actors.toml").write_text(GOOD)
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "lost.toml").symlink_to(folder / "nowhere.toml")
    loaded = load(folder)
    assert list(loaded.collection.records) == ["someone"]
    assert [(p.file, p.check, p.severity) for p in loaded.problems] == [
        ("lost.toml", "unreadable", "error"),
        ("sub/up", "not-read", "warning"),
    ]


def test_a_collection_inside_a_collection_is_left_alone(folder: Path) -> None:
    shutil.copytree(COLLECTIONS / "harbour", folder / "other")
    loaded = load(folder)
    assert not loaded.collection.records
    assert [(p.file, p.check) for p in loaded.problems] == [("other", "not-read")]


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.toml")
    assert [p.check for p in load(folder).problems] == ["unreadable"]


def test_folders_nested_without_end(folder: Path) -> None:
    deep = folder.joinpath(*["d"] * (MOST_LEVELS + 2))
    deep.mkdir(parents=True)
    (deep / "actors.toml").write_text(GOOD)
    loaded = load(folder)
    assert [p.check for p in loaded.problems] == ["unreadable"] and "nested" in loaded.problems[0].reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(folder: Path) -> None:
    (folder / "secret.toml").write_text(GOOD)
    (folder / "secret.toml").chmod(0)
    assert [p.check for p in load(folder).problems] == ["unreadable"]


def test_windows_lines_and_a_byte_order_mark(folder: Path) -> None:
    (folder / "actors.toml").write_bytes(
        b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode() + b'nam = "x"\r\n'
    )
    loaded = load(folder)
    assert list(loaded.collection.records) == ["someone"]
    assert problems(loaded) == [
        ("actors.toml", 1, 1, "byte-order-mark"),
        ("actors.toml", 4, 1, "unknown-key"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 5000 + "]" * 5000,
        "[[event]]\nid = 'x'\ntitle = 'x'\nextra = " + "[" * 90 + "]" * 90,
        "[[event]]\nid = 'x'\ntitle = 'x'\n" + ".".join("a" * 400) + " = 1",
        "[[event]]\nid = 'x'\ntitle = 'x'\n[" + ".".join(["event"] + ["a"] * 3000) + "]",
    ],
    ids=["arrays", "arrays in a record", "dotted keys", "headers"],
)
def test_nesting_without_end(folder: Path, text: str) -> None:
    (folder / "deep.toml").write_text(text)
    loaded = load(folder)
    assert not loaded.collection.records
    assert {p.check for p in loaded.problems} <= {"not-toml", "too-deep"} and loaded.problems


def test_numbers_that_no_machine_holds(folder: Path) -> None:
    (folder / "f.toml").write_text(f'[[figure]]\nid = "f"\nseries = "s"\nvalue = 1{"0" * 6000}\n')
    assert not load(folder).collection.records


# --- ids ------------------------------------------------------------------------------------------


def test_the_second_of_two_with_one_id_is_left_out_with_the_place_of_the_first(folder: Path) -> None:
    (folder / "a.toml").write_text(f"\n\n{GOOD}")
    (folder / "b.toml").write_text(GOOD.replace("Some One", "Another") + GOOD)
    loaded = load(folder)
    assert loaded.left_out == 2 and not loaded.faulty
    assert [(p.file, p.line, p.check) for p in loaded.problems] == [
        ("b.toml", 2, "duplicate-id"),
        ("b.toml", 5, "duplicate-id"),
    ]
    assert all("a.toml:3" in problem.reason for problem in loaded.problems)


# --- JSON Lines -----------------------------------------------------------------------------------


def test_json_lines_take_the_same_keys(folder: Path) -> None:
    event = {
        "kind": "event",
        "event_kind": "talks",
        "id": "e",
        "title": "Talks",
        "when": "2019-03",
        "summary": None,
    }
    (folder / "records.jsonl").write_text(json.dumps(event) + "\n\n" + '{"kind": "actor", "id": "a"}\n')
    loaded = load(folder)
    record = loaded.collection.records["e"]
    assert isinstance(record, Event) and record.kind == "talks" and record.summary == ""
    assert problems(loaded) == [("records.jsonl", 3, 1, "missing-key")]


@given(st.text())
def test_any_line_is_a_record_or_a_fault(line: str) -> None:
    read_line(line)


def test_a_line_comes_back() -> None:
    plain = {"id": "x", "title": "T", "kind": "talks"}
    assert read_line(write_line("event", plain)) == ("event", plain)
    assert plain["kind"] == "talks"


# --- the hash -------------------------------------------------------------------------------------


def test_the_hash_follows_names_and_bytes(folder: Path) -> None:
    first = content_hash(folder)
    assert content_hash(folder) == first
    (folder / "a.toml").write_text(GOOD)
    second = content_hash(folder)
    assert second != first
    (folder / "a.toml").rename(folder / "b.toml")
    third = content_hash(folder)
    assert third not in (first, second)
    (folder / "notes.txt").write_text("no record")
    assert content_hash(folder) == third
    (folder / "b.toml").write_text(GOOD + "\n")
    assert content_hash(folder) != third


def test_the_hash_of_files_that_cannot_be_read(folder: Path) -> None:
    (folder / "lost.toml").symlink_to(folder / "nowhere.toml")
    assert content_hash(folder)
    with pytest.raises(CollectionError):
        content_hash(folder / "nowhere")


@given(st.binary(max_size=200))
def test_any_bytes_load(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "any-bytes"
    folder.mkdir(exist_ok=True)
    (folder / "collection.toml").write_text('title = "x"')
    (folder / "any.toml").write_bytes(content)
    (folder / "any.jsonl").write_bytes(content)
    load(folder)


# --- what it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("module", ["files", "fields", "records", "report"])
def test_what_every_verb_imports_is_light(module: str) -> None:
    import subprocess
    import sys

    heavy = (
        "{'dataclasses', 'difflib', 'hashlib', 'inspect', 'json', 'pathlib', 'tomli', 'tomllib', 'zoneinfo'}"
    )
    code = f"import sys; before = set(sys.modules); import tradetui.core.{module}; "
    code += f"print({heavy} & set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
