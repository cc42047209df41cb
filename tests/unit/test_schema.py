"""The JSON Schemas, the reference page and the templates: made from the tables, never stale, and true."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from tradetui.core.check import check
from tradetui.core.fields import TABLES
from tradetui.core.fields.build import jsonable
from tradetui.core.fields.validate import validate
from tradetui.core.load import load
from tradetui.core.records import KINDS, Kind
from tradetui.core.schema import json_schema
from tradetui.core.template import new_collection, new_record, toml

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "collections" / "broken"
FILES = sorted(
    [*(ROOT / "content").rglob("*.toml"), *(ROOT / "tests" / "collections" / "harbour").rglob("*.toml")]
)
GENERATE = runpy.run_path(str(ROOT / "docs" / "generate.py"))


def validator(path: Path) -> Draft202012Validator:
    return Draft202012Validator(json_schema("collection" if path.name == "collection.toml" else "records"))


def read(text: str) -> Any:
    return jsonable(tomli.loads(text))


@pytest.mark.parametrize("path", list(GENERATE["generated"]()), ids=lambda path: path.name)
def test_what_is_generated_is_not_stale(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == GENERATE["generated"]()[path], "run: python docs/generate.py"


@pytest.mark.parametrize("name", ["records", "collection"])
def test_the_schemas_are_schemas(name: Any) -> None:
    Draft202012Validator.check_schema(json_schema(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_valid_and_name_their_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [error.message for error in validator(path).iter_errors(read(text))] == []
    first = text.splitlines()[0]
    assert first.startswith("#:schema ")
    named = (path.parent / first.removeprefix("#:schema ").strip()).resolve()
    expected = "collection" if path.name == "collection.toml" else "records"
    assert named == ROOT / "tui" / "tradetui" / "schema" / f"{expected}.schema.json" and named.exists()


GOOD = '[[event]]\nid = "x"\ntitle = "T"\nwhen = "2019-03"\n'
BAD = {
    "missing key": '[[event]]\nid = "x"',
    "wrong type": GOOD + "seq = 'first'",
    "bad value": GOOD + "status = 'hapened'",
    "bad id": GOOD.replace('"x"', '"X Y"'),
    "no date": GOOD.replace("2019-03", "March 2019"),
    "time without zone": GOOD + 'time = "09:30"',
    "bad time": GOOD + 'time = "9.30"\ntz = "UTC"',
    "bad link": GOOD + 'links = [{ to = "y", rel = "causes" }]',
    "both of two": '[[quote]]\nid = "q"\ntext = "T"\nby = "a"\ndescribed = "b"',
    "neither of two": '[[quote]]\nid = "q"\ntext = "T"',
    "no text": '[[quote]]\nid = "q"\ntext = []\nby = "a"',
    "bad amount": '[[figure]]\nid = "f"\nseries = "s"\nvalue = { abot = 1 }',
    "empty amount": '[[figure]]\nid = "f"\nseries = "s"\nvalue = {}',
    "bad address": '[[source]]\nid = "s"\ntitle = "T"\nurl = "www"',
    "not an array": '[event]\nid = "x"\ntitle = "T"',
    "bad step": '[[measure]]\nid = "m"\ntitle = "T"\nsteps = [{ id = "s", decided = "2019", status = "in-force" }]',
}


def test_the_good_one_is_valid() -> None:
    assert list(validator(Path("x.toml")).iter_errors(read(GOOD))) == []


@pytest.mark.parametrize("text", BAD.values(), ids=list(BAD))
def test_bad_files_fail(text: str) -> None:
    assert list(validator(Path("x.toml")).iter_errors(read(text)))


def test_the_broken_collection_fails() -> None:
    for name in ("collection.toml", "records.toml", "shapes.toml"):
        assert list(validator(BROKEN / name).iter_errors(read((BROKEN / name).read_text(encoding="utf-8"))))


def test_what_the_schema_refuses_the_loader_refuses() -> None:
    plain = read(GOOD)["event"][0]
    schema = Draft202012Validator(json_schema())
    for key in TABLES["event"].keys:
        for value in (1, "x", True, [], {}, ["x"], "2019", "09:30", [{}], {"a": 1}):
            record = plain | {key: value}
            errors = [fault for fault in validate("event", record) if fault.severity == "error"]
            if list(schema.iter_errors({"event": [record]})):
                assert errors, (key, value)


# --- templates ------------------------------------------------------------------------------------


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("title", ["My case", "", 'A "title" \\ with\n\x1b[31m marks', "港口費"])
def test_a_new_collection_has_no_fault(tmp_path: Path, title: str) -> None:
    loaded = load(write(tmp_path, new_collection(title=title)))
    assert check(loaded) == []
    assert {type(record).__name__.lower() for record in loaded.collection.records.values()} == set(KINDS)
    assert loaded.collection.info.title.isprintable() and loaded.collection.info.title


def test_a_new_collection_names_schemas_that_it_brings(tmp_path: Path) -> None:
    files = new_collection()
    for name, text in files.items():
        if name.endswith(".toml"):
            assert text.splitlines()[0].removeprefix("#:schema ./") in files
            assert list(validator(Path(name)).iter_errors(read(text))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_of_a_record_is_valid_and_names_every_key(kind: Kind) -> None:
    text = new_record(kind)
    (record,) = tomli.loads(text)[kind]
    assert validate(kind, record) == []
    for key in TABLES[kind].keys:
        assert f"{key} = " in text or f"[{kind}.{key}]" in text


@pytest.mark.parametrize("kind", KINDS)
def test_each_key_of_a_template_is_valid_once_its_mark_is_taken_off(kind: Kind) -> None:
    head = new_record(kind)
    for line in head.splitlines():
        if line.startswith("# ") and " = " in line and line[2:].split(" = ")[0] in TABLES[kind].keys:
            key = line[2:].split(" = ")[0]
            record = tomli.loads(line[2:])
            found = [
                fault for fault in validate(kind, record) if fault.path and fault.check != "time-without-tz"
            ]
            assert found == [], (key, found)


def test_values_are_written_as_toml() -> None:
    value = {"a": [1, 2.5, True, 'q"\\\n'], "b c": {}, "d": {"e": []}}
    assert tomli.loads(f"x = {toml(value)}")["x"] == value
