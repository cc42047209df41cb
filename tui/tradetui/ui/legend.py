"""What the signs on screen mean, from the tables that draw them."""

from __future__ import annotations

from collections.abc import Mapping

from tradetui.core.frozen import frozen
from tradetui.core.normalise import normalise
from tradetui.present import chart, roles
from tradetui.present.roles import Role, Sign


@frozen
class Meaning:
    """A sign with what it means; ``about`` is what the signs of its kind tell of."""

    sign: str
    role: Role
    word: str
    about: str


def _table(signs: Mapping[str, Sign], about: str, ascii_only: bool) -> list[Meaning]:
    shown = [sign for sign in signs.values() if sign.draw(ascii_only).strip()]
    return [Meaning(sign.draw(ascii_only), sign.role, sign.word, about) for sign in shown]


def legend(ascii_only: bool = False) -> list[Meaning]:
    """Every sign that the panes draw, kind by kind."""
    axis = "on the axis"
    found = [
        *_table(roles.STATUS, "how far an event has come", ascii_only),
        *_table(roles.FORM, "whose words a quote gives", ascii_only),
        *_table(roles.VERDICT, "whether a measure is in force", ascii_only),
        *_table(roles.STEP, "a step of a measure", ascii_only),
        *_table(roles.REVIEW, "how far the editor has come", ascii_only),
        *_table(roles.KIND, "a record by its kind", ascii_only),
        *_table(roles.AXIS, axis, ascii_only),
    ]
    drawn: tuple[tuple[str, str, Role, str], ...] = (
        ("7", "7", "count", "so many records in one cell; + is ten or more"),
        ("▅", "#", "bar", "how many touch the cell; lighter: only possibly"),
        ("│", "|", "cursor", "the day the cursor is on"),
        ("┃", "]", "known-on", "the day you stand on"),
        ("╎", "'", "mark", "a marked day"),
        ("»", ">", "status-postponed", "a date it had before"),
        (roles.NEWS.sign, roles.NEWS.ascii, roles.NEWS.role, roles.NEWS.word),
        ("▌", ">", "key", "the cursor's row"),
        ("◆", "*", "mark", "a marked row"),
    )
    found += [Meaning(a if ascii_only else s, role, word, axis) for s, a, role, word in drawn]
    bars = {sign.word: sign for sign in (chart.CANT_TELL, chart.PLAN, chart.PLAN_TOP)}
    return found + _table(bars, "in the chart of measures", ascii_only)


def mentioned(meaning: Meaning, text: str) -> bool:
    """Whether a text asks for a sign: by the sign itself, or by words of its meaning."""
    held = normalise(f"{meaning.word} {meaning.about} sign legend").split()
    return text.strip() == meaning.sign or all(
        any(word.startswith(part) for word in held) for part in normalise(text).split() or ("-",)
    )
