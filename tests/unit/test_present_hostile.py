"""Records in which every text is hostile: nothing of it reaches a screen, at any width."""

from __future__ import annotations

import pytest

from tradetui.core.knowledge import Known, KnownFrom
from tradetui.core.records import (
    Accept,
    Actor,
    Addressee,
    Amount,
    Base,
    Citation,
    CollectionInfo,
    Described,
    Event,
    Figure,
    HistoryEntry,
    Measure,
    Participant,
    Quote,
    Record,
    Role,
    Side,
    Source,
    Step,
    kind_of,
)
from tradetui.core.when import parse
from tradetui.present import reader
from tradetui.present.cells import line_width, plain
from tradetui.store.archive import Dossier, Linked, Row

HOSTILE = [
    "\x1b]0;title\x07 and \x1b[31mred\x9b0m",
    "over\u202eride\u2066 of \u200bdirection\u200d",
    "lone \ud800 halves",
    "line\nend\ttab\r\nand \u2028 more",
    "[/] [@click=app.quit]x[/] [bold]y",
    "e" + "\u0301" * 30 + "中文字" * 9,
    "",
]
DAY, FUZZY = parse("2019-03-27"), parse("[2019-04,2019-05]")


def records(bad: str) -> list[Record]:
    """One record of each kind with ``bad`` wherever text may stand."""
    cite = Citation(
        source="s", at=bad, exact=bad, says={bad: bad, "when": bad}, stance=bad, via=bad, extra={bad: bad}
    )  # type: ignore[arg-type]
    amount = Amount(25.0, words=bad)
    described = Described(as_=bad, side=bad, org=bad, ordinal=bad, count=3, why=bad)
    common: dict[str, object] = {
        "id": bad,
        "tags": (bad,),
        "cites": (cite, Citation(source=bad)),
        "note": bad,
        "review": bad,
        "accept": (Accept(check=bad, why=bad),),
        "extra": {bad: [bad, {bad: bad}]},
        "file": bad,
    }
    entry = HistoryEntry(
        on=DAY, status=bad, when=FUZZY, when_text=bad, summary=bad, event=bad, note=bad, cites=(cite,)
    )  # type: ignore[arg-type]
    step = Step(
        id=bad, decided=DAY, status=bad, start=FUZZY, rate=amount, unit=bad, value=amount, lines=amount, legal=bad,  # type: ignore[arg-type]
        by=bad, event=bad, note=bad, replaces=(bad,), cites=(cite,), extra={bad: bad},
    )  # fmt: skip
    role = Role(title=bad, org=bad, start=FUZZY, cites=(cite,))
    who = (Participant(actor=bad, role=bad), Participant(described=described, role=bad))
    base = Base(value=amount, currency=bad, unit=bad)
    return [
        Source(title=bad, publisher=bad, author=bad, type=bad, published=FUZZY, url=bad, archived_url=bad, lang=bad,
               version_of=bad, **common),  # type: ignore[arg-type]
        Actor(name=bad, native_name=bad, aliases=(bad,), type=bad, side=bad, roles=(role,), wikidata=bad, **common),  # type: ignore[arg-type]
        Event(title=bad, when=DAY, summary=bad, when_text=bad, time=bad, tz=bad, kind=bad, status=bad, history=(entry,),  # type: ignore[arg-type]
              who=who, place=bad, **common),  # type: ignore[arg-type]
        Quote(text=(bad, bad), form=bad, lang=bad, original=bad, by=(bad,), by_title=bad, to=(Addressee(text=bad),),  # type: ignore[arg-type]
              about=(bad,), said=FUZZY, terms=bad, medium=bad, place=bad, occasion=bad, event=bad, attribution=bad,
              **common),  # type: ignore[arg-type]
        Quote(text=(bad,), described=described, to=(Addressee(actor=bad),), **common),  # type: ignore[arg-type]
        Measure(title=bad, by=bad, against=bad, instrument=bad, legal=bad, goods=bad, base=base, lines=amount,
                parent=bad, steps=(step,), **common),  # type: ignore[arg-type]
        Figure(series=bad, label=bad, value=amount, unit=bad, of=bad, at=FUZZY, as_of=DAY, basis=bad, planned=True,
               **common),  # type: ignore[arg-type]
    ]  # fmt: skip


def dossier(record: Record, bad: str) -> Dossier:
    event = Row(
        row=2, kind="event", id=bad, title=bad, when="2019", status=bad, review=bad, detail=bad, who=(bad,)
    )
    quote = Row(row=3, kind="quote", id="q", title=bad, who=(bad,), form=bad)
    return Dossier(
        record=record,  # type: ignore[arg-type]
        known=Known(record=record, cites=record.cites, later=record.cites[1:], since=KnownFrom(None, 5, bad)),  # type: ignore[arg-type]
        row=Row(row=1, kind=kind_of(record), id=record.id, title=bad),
        linked=(Linked("answers", True, event), Linked("quote", True, quote)),
        names={bad: bad, "s": bad},
        sources={
            "s": Source(
                id="s", title=bad, publisher=bad, author=bad, url=bad, archived_url="https://x.example"
            )
        },
        posts={bad: bad},
        sides={bad: bad},
        hidden_links=2,
    )


@pytest.mark.parametrize("bad", HOSTILE)
def test_no_hostile_text_gets_through(bad: str) -> None:
    info = CollectionInfo(
        title=bad, sides=(Side(id="a", name=bad, place=bad, tz="Asia/Shanghai"), Side(id=bad, name=bad))
    )
    for record in records(bad):
        for width in (16, 40, 77, 120):
            drawn = reader.page(
                dossier(record, bad),
                width,
                info=info,
                known_on=737_000,
                short_urls=width > 60,
                ascii_only=width == 40,
            )
            for line in drawn.lines:
                text = plain(line)
                assert line_width(line) <= width
                assert not any(char in text for char in "\x1b\x07\x9b\u202e\u2066\u200b\u2028\t\r\n")
                text.encode("utf-8")
            for target in drawn.targets:
                assert 0 <= target.start < target.end <= width
