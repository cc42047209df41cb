"""What a record answers, what answers it and what came of it, as a tree that one can walk.

Pure: the tree is read off dossiers, which whoever asks for it fetches. The links are those that the records give and
their inverses; nothing is inferred from dates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from tradetui.core.frozen import frozen
from tradetui.present import dates, numbers
from tradetui.present.cells import clean, clip_line, line_width, merge, plain
from tradetui.present.links import link_line, sign_of
from tradetui.present.page import Builder, Page, Phrase, Target

if TYPE_CHECKING:
    from tradetui.present.roles import Line
    from tradetui.store.archive import Dossier, Linked, Row

Part = Literal["led", "answers", "came"]

#: So many levels away from the record are shown, and so many records in each of the two directions.
DEPTH, MOST = 3, 100

# (relation, inverse) with the words that stand before the other record.
_LED = {
    ("answers", False): "answers",
    ("follows", False): "follows",
    ("fulfils", False): "carries out",
    ("replaces", False): "replaces",
    ("step", False): "decided in",
    ("part-of", False): "is part of",
    ("parent", False): "is part of",
    ("event", False): "said at",
}
_CAME = {
    ("answers", True): "answered by",
    ("follows", True): "followed by",
    ("fulfils", True): "carried out by",
    ("replaces", True): "replaced by",
    ("step", True): "decides on",
    ("part-of", True): "its part",
    ("child", True): "its part",
}
_TITLES: dict[Part, str] = {
    "led": "What it answers, and what led to it",
    "answers": "What answers it",
    "came": "What came of it",
}
_NOTHING = "nothing that the record names"


@frozen
class Node:
    """A record of the tree: how it hangs on the one above it, and what hangs on it in turn.

    ``again``: it stands elsewhere in the tree, where its own branches are. ``more``: so many records hang on it that
    are not in the tree.
    """

    row: Row
    words: str
    branches: tuple[Node, ...] = ()
    again: bool = False
    more: int = 0


@frozen
class Thread:
    """A record with the trees of what led to it, what answers it, and what else came of it.

    ``hidden``: links of the record itself to what was not known yet on the day one stands on.
    """

    row: Row
    led: tuple[Node, ...] = ()
    answers: tuple[Node, ...] = ()
    came: tuple[Node, ...] = ()
    hidden: int = 0

    def rows(self) -> list[Row]:
        """Every record of the tree once, in the order of the page."""
        found: dict[str, Row] = {}

        def walk(nodes: Sequence[Node]) -> None:
            for node in nodes:
                found.setdefault(node.row.id, node.row)
                walk(node.branches)

        walk(self.led)
        found.setdefault(self.row.id, self.row)
        walk((*self.answers, *self.came))
        return list(found.values())


def thread(
    record: str, ask: Callable[[str], Dossier | None], *, depth: int = DEPTH, most: int = MOST
) -> Thread | None:
    """The thread of a record; None where there is no such record. ``ask`` gives dossiers by id.

    The records nearest to it come first: what goes beyond ``depth`` levels or ``most`` records is counted where it
    would hang.
    """
    root = ask(record)
    if root is None:
        return None
    led = _grow(root, _LED, ask, depth, most)
    came = _grow(root, _CAME, ask, depth, most)
    answers = tuple(node for node in came if node.words.startswith(_CAME["answers", True]))
    others = tuple(node for node in came if node not in answers)
    return Thread(root.row, led, answers, others, root.hidden_links)


@frozen
class _Held:
    """A record on its way into a tree; ``branches`` are filled in level by level."""

    row: Row
    words: str
    dossier: Dossier | None
    branches: list[_Held]
    again: bool = False

    def node(self, relations: dict[tuple[str, bool], str]) -> Node:
        """As it is told."""
        branches = tuple(held.node(relations) for held in self.branches)
        more = 0
        if self.dossier is not None and not branches and not self.again:
            more = len(_next(self.dossier, relations))
        return Node(self.row, self.words, branches, self.again, more)


def _grow(
    root: Dossier,
    relations: dict[tuple[str, bool], str],
    ask: Callable[[str], Dossier | None],
    depth: int,
    most: int,
) -> tuple[Node, ...]:
    """The tree in one direction, breadth first."""
    top = _Held(root.row, "", root, [])
    level, seen = [top], {root.row.id}
    for _ in range(depth):
        following: list[_Held] = []
        for held in level:
            found = _next(held.dossier, relations) if held.dossier is not None else []
            if held is not top and len(seen) + len(found) > most:
                continue
            for row, words in found:
                again = row.id in seen
                seen.add(row.id)
                branch = _Held(row, words, None if again else ask(row.id), [], again)
                held.branches.append(branch)
                if not again:
                    following.append(branch)
        level = following
    return tuple(held.node(relations) for held in top.branches)


def _next(dossier: Dossier, relations: dict[tuple[str, bool], str]) -> list[tuple[Row, str]]:
    """What hangs on a record in one direction, by date, each once with all the words for how."""
    found: dict[str, tuple[Row, list[str]]] = {}
    for link in dossier.linked:
        words = _words(link, dossier.row, relations)
        if words:
            held = found.setdefault(link.row.id, (link.row, []))
            if words not in held[1]:
                held[1].append(words)
    ordered = sorted(found.values(), key=lambda pair: _day(pair[0]))
    return [(row, ", ".join(words)) for row, words in ordered]


def _words(link: Linked, of: Row, relations: dict[tuple[str, bool], str]) -> str:
    words = relations.get((link.relation, link.inverse), "")
    if words and link.relation == "step":
        # an event can move another event, as it can decide on a measure
        if of.kind == "event" and not link.inverse:
            return "changed by"
        if link.row.kind == "event" and link.inverse:
            return "changes"
    return words


def _day(row: Row) -> tuple[int, int]:
    day = row.earliest if row.earliest is not None else row.latest
    return (1, 0) if day is None else (0, day)


# -- the page ------------------------------------------------------------------------------------------------


def page(found: Thread, cells: int, *, ascii_only: bool = False) -> Page:
    """The thread as lines; each record can be followed. The first line says whose thread it is."""
    builder = Builder(max(20, cells), ascii_only)
    when = f", {dates.words(found.row.when)}" if found.row.when else ""
    builder.flow((("The thread of ", "dim"), (clean(found.row.title), "heading"), (when, "date")))
    builder.blank()
    parts: tuple[tuple[Part, tuple[Node, ...]], ...] = (
        ("led", found.led),
        ("answers", found.answers),
        ("came", found.came),
    )
    for part, nodes in parts:
        if part == "answers":
            builder.blank()
            _record(builder, found.row, "", (), (), "", ascii_only)
        builder.heading(_TITLES[part])
        for place, node in enumerate(nodes):
            _node(builder, node, found.row, (), place == len(nodes) - 1, ascii_only)
        if not nodes:
            builder.text(_NOTHING, "dim", indent=2)
    if found.hidden:
        builder.blank()
        builder.text(
            f"{numbers.count(found.hidden, 'link')} to what was not known yet on the day you stand on",
            "doubt",
        )
    return builder.page()


def _node(
    builder: Builder, node: Node, above: Row, guides: tuple[bool, ...], last: bool, ascii_only: bool
) -> None:
    """A record with its branches. ``guides``: for each level above it, whether more follows there."""
    down, tee, corner = ("|", "|-", "`-") if ascii_only else ("│", "├─", "└─")
    before = "".join(f"{down} " if more else "  " for more in guides)
    first: Line = ((f"{before}{corner if last else tee} ", "grid"),)
    rest: Line = ((f"{before}{' ' if last else down}  ", "grid"),)
    aside = _gap(above, node.row)
    if node.again:
        aside = f"{aside} (elsewhere in this tree)".strip()
    if node.more:
        aside = f"{aside} (+ {node.more:,} further on)".strip()
    _record(builder, node.row, node.words, first, rest, aside, ascii_only)
    inside = (*guides, not last)
    for place, branch in enumerate(node.branches):
        _node(builder, branch, node.row, inside, place == len(node.branches) - 1, ascii_only)


def _record(
    builder: Builder, row: Row, words: str, first: Line, rest: Line, aside: str, ascii_only: bool
) -> None:
    """One record, wrapped beside the lines of the tree."""
    sign = sign_of(row)
    _, said = link_line(row, 0, ascii_only=ascii_only)
    phrase = Phrase()
    phrase.add(f"{words}  " if words else "", "label")
    phrase.add(f"{dates.words(row.when, 'short')} " if row.when else "", dates.role(row.when))
    phrase.add(f"{sign.draw(ascii_only)} ", sign.role)
    start = sum(len(text) for text, _ in phrase.runs)
    phrase.extend(said)
    phrase.targets.append((start, start + len(plain(said)), "record", row.id))
    phrase.add(f"  {aside}" if aside else "", "dim")
    lead = line_width(first)
    inner = Builder(max(8, builder.width - lead))
    inner.marks, inner.cut = builder.marks, builder.cut
    inner.flow(phrase, indent=2 if builder.width - lead > 30 else 0)
    base = len(builder.lines)
    for it in inner.targets:
        end = min(it.end + lead, builder.width)
        if it.start + lead < end:
            builder.targets.append(Target(base + it.line, it.start + lead, end, it.kind, it.value))
    for number, line in enumerate(inner.lines):
        builder.line(clip_line(merge((*(rest if number else first), *line)), builder.width, builder.cut))


def _gap(above: Row, row: Row) -> str:
    """How far a record lies from the one it hangs on; nothing where one has no date."""
    one, other = dates.read(above.when), dates.read(row.when)
    return dates.gap_words(one, other) if one is not None and other is not None else ""
