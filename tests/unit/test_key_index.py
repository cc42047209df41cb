"""The positions of keys: exactly the paths that tomli reads, at the offsets where they stand."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.key_index import KeyIndex

COLLECTIONS = Path(__file__).parents[1] / "collections"


def paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Every path of keys and positions in what tomli reads."""
    found = {path} if path else set()
    if isinstance(value, dict):
        for key, item in value.items():
            found |= paths(item, (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            found |= paths(item, (*path, position))
    return found


def assert_indexed(text: str) -> None:
    assert set(KeyIndex(text).offsets) == paths(tomli.loads(text)), text


HAND_MADE = [
    "",
    "# only a comment",
    "a = 1",
    "a.b.c = 1\na.b.d = 2",
    '"quoted key" = 1\n\'literal "key"\' = 2\n"esc\\"aped \\u00e9" = 3\n"" = 4',
    "[table]\nx = 1\n[table.sub]\ny = 2\n[other . dotted]\nz = 3",
    "[[e]]\nid = 'a'\n[[e.history]]\non = 1\n[[e.history]]\non = 2\n[[e]]\nid = 'b'\n[[e.history]]\non = 3",
    "[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2",
    "[[a.b]]\nx=1\n[[a.b]]\nx=2\n[a.c]\ny=3",
    "a = [1, [2, 3], [[], [4]], {b = [5]}]",
    "a = [ # comment ] \n 1, # another, with = and [\n 2,\n]\n",
    "a = { b = 1, c.d = 2, 'e f' = {}, g = [ { h = 1 }, { h = 2 } ] }",
    'a = """\n[not a table]\nb = "no key"\n\\"""\n""""\nc = 1',
    "a = '''\nit's ''quoted'''''\nb = 2",
    'a = "x # no comment" # comment\nb = 1979-05-27 07:32:00 # a blank in a date',
    "c = [1979-05-27 07:32:00, 1979-05-27]",
    "a = 1\r\n[b]\r\nc = 2\r\n",
    "a = inf\nb = -nan\nc = 0x1f",
    "\"中文\" = 1\n[\"é\"]\nx = ['日本', '語']",
    "\t a\t=\t1\n  [ b ]  \n  c = 2",
    "[[x]]\n[[x]]\n[[x]]",
    "[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true",
]


@pytest.mark.parametrize("text", HAND_MADE)
def test_index_has_exactly_the_paths_of_tomli(text: str) -> None:
    assert_indexed(text)


@pytest.mark.parametrize("path", sorted(COLLECTIONS.rglob("*.toml")), ids=lambda path: path.name)
def test_index_of_real_files(path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8-sig")
        tomli.loads(text)
    except (UnicodeDecodeError, tomli.TOMLDecodeError):
        pytest.skip("not TOML on purpose")
    assert_indexed(text)


def test_positions_count_from_one_in_characters() -> None:
    index = KeyIndex('# 第一\n[[event]]\nid = "x"\n"中文" = {a = 1, b = [1, 2]}\n')
    assert index.position(("event",)) == (2, 1)
    assert index.position(("event", 0)) == (2, 1)
    assert index.position(("event", 0, "id")) == (3, 1)
    assert index.position(("event", 0, "中文", "a")) == (4, 9)
    assert index.position(("event", 0, "中文", "b", 1)) == (4, 24)


def test_a_missing_key_is_placed_at_its_table() -> None:
    index = KeyIndex("\n[[event]]\nid = 1\n")
    assert index.position(("event", 0, "title")) == (2, 1)
    assert index.position(("nothing", "here")) == (1, 1)


def test_text_that_is_not_toml_ends() -> None:
    for text in ("= = =", "[", "[[", "a = [1,", "a = {", "}", 'a = "', "\x00"):
        KeyIndex(text)


# --- any TOML ---------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.one_of(st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=6), texts)
scalars = st.one_of(
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(),
    texts,
    st.dates(),
    st.datetimes(),
    st.times(),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)
documents = st.dictionaries(keys, values, max_size=5)


@given(documents, st.booleans())
def test_index_of_what_tomli_w_writes(document: dict[str, Any], multiline: bool) -> None:
    assert_indexed(tomli_w.dumps(document, multiline_strings=multiline))


# Another way of writing: every table inline, dotted keys, comments, odd blanks.
blanks = st.sampled_from(["", " ", "\t", "  "])
breaks = st.sampled_from(["", " ", "\n", "\n  # ] } = \" '''\n", "\r\n"])


@st.composite
def written(draw: st.DrawFn, value: Any, *, lines: bool) -> str:
    """A value as TOML in one of many ways; ``lines``: whether it may break lines."""
    blank = draw(breaks if lines else blanks)
    if isinstance(value, dict):
        pairs = []
        for key, item in value.items():
            name, inside = draw(written_key(key)), draw(written(item, lines=False))
            pairs.append(f"{draw(blanks)}{name}{draw(blanks)}={draw(blanks)}{inside}{draw(blanks)}")
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        items = [
            blank + draw(written(item, lines=lines)) + draw(breaks if lines else blanks) for item in value
        ]
        end = "," if items and draw(st.booleans()) else ""
        return "[" + ",".join(items) + end + blank + "]"
    return draw(written_text(value)) if isinstance(value, str) else tomli_w.dumps({"x": value})[4:].strip()


@st.composite
def written_text(draw: st.DrawFn, value: str) -> str:
    if draw(st.booleans()) and "'" not in value and value.isprintable():
        return f"'{value}'"
    if draw(st.booleans()) and value.isprintable() and "'''" not in value and not value.endswith("'"):
        return f"'''{value}'''"
    return tomli_w.dumps({"x": value})[4:].strip()


@st.composite
def written_key(draw: st.DrawFn, key: str) -> str:
    if key and set(key) <= set(string.ascii_letters + string.digits + "-_") and draw(st.booleans()):
        return key
    return tomli_w.dumps({key: 1}).rsplit(" = ", 1)[0] if key else '""'


@st.composite
def any_document(draw: st.DrawFn) -> str:
    lines = []
    for key, value in draw(documents).items():
        dotted = draw(st.lists(keys, max_size=2))
        name = draw(blanks).join("." + draw(written_key(part)) for part in [key, *dotted])[1:]
        text = draw(written(value, lines=True))
        lines.append(f"{draw(blanks)}{name}{draw(blanks)}={draw(blanks)}{text}{draw(blanks)}")
        lines.append(draw(st.sampled_from(["", "# [comment] = 1", "\t"])))
    for header in draw(st.lists(st.lists(keys, min_size=1, max_size=3), max_size=4)):
        name = ".".join([draw(written_key(part)) for part in header])
        lines.append(
            draw(st.sampled_from([f"[{name}]", f"[[{name}]]", f"[[ {name} ]] # x", f"[\t{name}\t]"]))
        )
        if draw(st.booleans()):
            lines.append(f"{draw(written_key(draw(keys)))} = {draw(written(draw(values), lines=True))}")
    return "\n".join(lines)


@given(any_document())
def test_index_of_any_way_of_writing(text: str) -> None:
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return  # such as a key twice: there is nothing to index
    assert_indexed(text)
