"""The registry of commands and the user's keys."""

import subprocess
import sys
from typing import get_args

import pytest

from tradetui.present.roles import Role
from tradetui.ui import acts, keymap, look
from tradetui.ui.commands import BY_ID, COMMANDS, PANES, clashes, default_keys, heard_in, key_name, key_words
from tradetui.ui.screens.commands import found
from tradetui.ui.session import Place, Session, Span

SESSIONS = (
    Session(),
    Session(opened=True, now=9, place=Place(known_on=9)),
    Session(
        opened=True, now=9, extent=Span(1, 9), cells=80, found=3, place=Place(known_on=5, day=4, text="rust")
    ),
)


def test_ids_are_unique():
    assert len(BY_ID) == len(COMMANDS)


def test_no_key_means_two_things_in_one_scope():
    assert clashes(default_keys()) == []


def test_every_key_is_one_that_can_be_bound():
    assert [(c.id, key) for c in COMMANDS for key in c.keys if keymap.why_no_key(key)] == []


def test_every_command_of_the_panes_and_inputs_has_an_act_and_every_act_a_command():
    heard = {c.id for c in COMMANDS if c.scope in ("global", "input", *PANES)}
    assert heard == {*acts.ACTS, "quit"}


def test_every_command_says_what_it_does():
    for command in COMMANDS:
        assert command.title and command.help.endswith("."), command.id
        assert command.priority == 0 or command.label, command.id


@pytest.mark.parametrize("session", SESSIONS)
def test_why_not_is_a_pure_question(session):
    for command in COMMANDS:
        reason = command.why_not(session)
        assert reason is None or (isinstance(reason, str) and reason)


def test_nothing_needs_a_letter_with_ctrl():
    for command in COMMANDS:
        if command.listed and command.keys:
            assert any("ctrl+" not in key for key in command.keys), command.id


def test_keys_are_written_as_people_write_them():
    assert key_words("left_square_bracket") == "["
    assert key_words("ctrl+slash") == "ctrl+/"
    for command in COMMANDS:
        for key in command.keys:
            assert key_name(key_words(key)) == key


def test_the_registry_and_the_keymap_need_no_textual():
    code = (
        "import sys; import tradetui.ui.commands, tradetui.ui.keymap as k;"
        "k.keys_of(tradetui.ui.commands.COMMANDS[0], {});"
        "sys.exit(any(m.split('.')[0] in ('textual', 'rich') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"zoom-inn": "x"}, "did you mean zoom-in"),
        ({"zoom-in": "hyperspace"}, "is no key"),
        ({"zoom-in": "ctrl+q"}, "quits at once"),
        ({"zoom-in": "ctrl+m"}, "terminals send the same"),
        ({"zoom-in": "j"}, "is the key of down"),
        ({"quit": ""}, "needs a key"),
        ({"accept": "x"}, "is text in an input"),
    ],
)
def test_a_wish_that_cant_be_followed_is_told_and_the_default_kept(wish, why):
    made = keymap.build(wish)
    assert len(made.warnings) == 1 and why in made.warnings[0]
    assert made.keys == default_keys()


def test_a_wish_is_followed():
    made = keymap.build({"zoom-in": "Z, ctrl+up", "zoom-out": "", "filter": "K"})
    assert made.warnings == ()
    assert (
        made.of("zoom-in") == ("Z", "ctrl+up") and made.of("zoom-out") == () and made.first("filter") == "K"
    )
    assert keymap.keys_of(BY_ID["back"], {"back": "B"}) == ("B",)
    assert keymap.for_textual(made) == {"zoom-in": "Z,ctrl+up", "zoom-out": "", "filter": "K"}


def test_two_wishes_may_change_places():
    made = keymap.build({"mark": "", "jump": "m", "back": "f"})
    assert made.warnings == () and made.of("jump") == ("m",) and made.of("back") == ("f",)


def test_help_puts_the_pane_in_focus_first_and_says_why_not():
    listed = found("", "reader", Session())
    scopes = [command.scope for command, _ in listed]
    assert scopes.index("reader") < scopes.index("global") < scopes.index("list")
    reasons = {command.id: reason for command, reason in listed}
    assert "the list is empty" in reasons["next-hit"]
    assert "tab goes there" in reasons["axis-read"] or "opened" in reasons["axis-read"]


def test_help_finds_by_title_help_and_key():
    assert found("zoom", "list", Session())[0][0].id.startswith("zoom")
    assert "copy" in {c.id for c, _ in found("citation", "list", Session())}
    assert "go-to-date" in {c.id for c, _ in found("g", "list", Session())}
    assert found("no such thing at all", "list", Session()) == []


def test_every_role_has_a_look_under_every_kind_of_theme():
    for made in (
        look.make({}),
        look.make({"primary": "#123456", "background": "auto 60%"}),
        look.make({}, ansi=True),
    ):
        assert set(get_args(Role)) <= made.roles.keys()


def test_keys_are_heard_in_their_scope_and_everywhere():
    assert BY_ID["filter"] in heard_in("reader") and BY_ID["filter"] not in heard_in("input")
