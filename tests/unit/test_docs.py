"""The documents name every command, verb and setting there is, and their links lead somewhere."""

from __future__ import annotations

import dataclasses
import re
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tradetui.cli.names import VERBS
from tradetui.config import Settings
from tradetui.present.roles import FORM, REVIEW, STATUS, STEP, VERDICT, Sign

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
#: Folders that are not ours to hold: environments, caches, what tests and builds leave.
_NOT_OURS = {"node_modules", "build", "dist", "__pycache__"}


def documents() -> Iterator[Path]:
    """Every Markdown file of the repository."""
    for path in sorted(ROOT.rglob("*.md")):
        parts = path.relative_to(ROOT).parts
        if not any(part.startswith(".") or part in _NOT_OURS for part in parts):
            yield path


DOCUMENTS = tuple(documents())
KEYS = runpy.run_path(str(ROOT / "docs" / "keys.py"))


def without_code(text: str) -> str:
    """The text without fenced blocks and code spans, whose brackets are no links."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as they are made on the web."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    heads = re.findall(r"^#+ +(.+?) *$", text, flags=re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_guides_table_of_keys_is_not_stale() -> None:
    assert KEYS["renewed"](GUIDE) == GUIDE, "run: python docs/keys.py"


def test_every_command_is_in_the_table() -> None:
    from tradetui.ui.commands import COMMANDS

    missing = [c.id for c in COMMANDS if f"| `{c.id}` |" not in GUIDE or c.title not in GUIDE]
    assert missing == []


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"open"}))
def test_every_verb_is_told(verb: str) -> None:
    assert re.search(rf"^\| `{verb}\b", GUIDE, flags=re.M), f"{verb} has no line among the verbs"


@pytest.mark.parametrize(
    "setting", [f.name for f in dataclasses.fields(Settings) if f.name not in ("warnings", "keys")]
)
def test_every_setting_is_told(setting: str) -> None:
    assert re.search(rf"^{setting} = ", GUIDE, flags=re.M)


def test_the_settings_of_the_guide_are_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tradetui import config
    from tradetui.ui.keymap import build

    example = re.search(r"^```toml\n(.*?)^```", GUIDE, flags=re.M | re.S)
    assert example is not None
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "tradetui").mkdir()
    (tmp_path / "tradetui" / "config.toml").write_text(example[1], encoding="utf-8")
    settings = config.settings()
    assert settings.warnings == ()
    assert settings.keys
    assert build(settings.keys).warnings == ()


def test_every_variable_is_told() -> None:
    named: set[str] = set()
    for path in (ROOT / "tui").rglob("*.py"):
        named |= set(
            re.findall(r"[\"'](TRADETUI_[A-Z]+|NO_COLOR|XDG_[A-Z_]+)[\"']", path.read_text(encoding="utf-8"))
        )
    # set by click's completion scripts, never by a person
    named.discard("TRADETUI_COMPLETE")
    assert sorted(name for name in named if f"`{name}`" not in GUIDE) == []


@pytest.mark.parametrize("signs", [STATUS, FORM, VERDICT, STEP], ids=["status", "form", "verdict", "step"])
def test_every_sign_is_told(signs: Mapping[str, Sign]) -> None:
    assert [s for s in signs.values() if f"| {s.sign} | `{s.ascii}` | {s.word} |" not in GUIDE] == []


def test_every_mark_of_review_is_told() -> None:
    told = [s for name, s in REVIEW.items() if name != "checked"]
    assert [s for s in told if f"| {s.sign} | `{s.ascii}` | {s.word} |" not in GUIDE] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    broken: list[str] = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        file, _, anchor = target.partition("#")
        leads = (path.parent / file).resolve() if file else path
        if not leads.exists() or (anchor and leads.suffix == ".md" and anchor not in anchors(leads)):
            broken.append(target)
    assert broken == []


def test_the_documents_are_found() -> None:
    names = {str(path.relative_to(ROOT)) for path in DOCUMENTS}
    assert {"README.md", "CONTRIBUTING.md", "docs/guide.md", "docs/query.md"} <= names
