"""Words that screens and verbs share: counts, days one stands on, and why there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetui.core.query.text import to_text
from tradetui.present import dates
from tradetui.present.cells import clean

if TYPE_CHECKING:
    from tradetui.core.query.model import Query, Term, Words
    from tradetui.core.records import Kind
    from tradetui.store.archive import Archive, Count
    from tradetui.store.spelling import Spelling

#: The last day that can be written: standing on it, everything is known.
_END = 3_652_059
#: The kinds of record, in the order in which they are told.
_KINDS: tuple[Kind, ...] = ("event", "quote", "measure", "figure", "actor", "source")


def counted(count: Count, what: str) -> str:
    """``1 event``, ``1,204 events``, ``10,000+ events``."""
    return f"{count} {what if count.number == 1 and not count.capped else what + 's'}"


def known_on_words(day: int, end: int | None, today: int) -> str:
    """The day one stands on, in words: "now" is the earlier of today and the end of the record."""
    now = today if end is None else min(today, end)
    if day == now:
        return "as known now" if now == today else f"as known at the end of the record, {dates.day(now)}"
    return f"as known on {dates.day(day)}"


def after_end(day: int, end: int | None) -> str:
    """What must be said of a day after the record ends; empty for any other."""
    return (
        f"{dates.day(day)} is after the record ends ({dates.day(end)})"
        if end is not None and day > end
        else ""
    )


def why_empty(query: Query, archive: Archive, *, kinds: Sequence[Kind], known_on: int) -> tuple[str, ...]:
    """Lines that say why a query finds nothing: which term empties it, what is known only later, where else to look.

    What is counted is what the query asks as it stands: a word still being typed finds longer ones, as in the lists.
    """
    what = _kinds_words(kinds)
    if not query.terms:
        return _nothing_known(query, archive, kinds, known_on, what)
    lines = [f"No {what} found for {clean(to_text(query.complete()))}."]
    meant = archive.spellings(query, kinds=kinds, known_on=known_on)
    lines += [meant_words(each) for each in meant]
    lines += _meant_elsewhere(query, archive, kinds, known_on, [each.typed for each in meant])
    lines += _emptying(query, archive, kinds, known_on)
    later = archive.count(query, kinds=kinds, known_on=_END)
    if later.number:
        was = "was" if later.number == 1 and not later.capped else "were"
        lines.append(f"{later} {was} known only after {dates.day(known_on)}, the day you stand on.")
    elsewhere = _elsewhere(query, archive, kinds, known_on)
    if elsewhere:
        lines.append(f"The same words find {elsewhere}.")
    return tuple(lines)


def meant_words(spelling: Spelling) -> str:
    """What was probably meant by what finds nothing: ``soyabeans: did you mean soybeans?``"""
    return f"{clean(spelling.typed).removesuffix('*')}: did you mean {clean(spelling.meant)}?"


def _meant_elsewhere(
    query: Query, archive: Archive, kinds: Sequence[Kind], known_on: int, told: Sequence[str]
) -> list[str]:
    """What was probably meant by terms to which nothing in these kinds is near, and what of other kinds that finds."""
    if set(kinds) >= set(_KINDS):
        return []
    found = archive.spellings(query, kinds=_KINDS, known_on=known_on)
    if not found or archive.count(found[0].query, kinds=kinds, known_on=known_on, cap=1).number:
        return []
    lines = [meant_words(each) for each in found if each.typed not in told]
    held = _elsewhere(found[0].query, archive, kinds, known_on)
    if lines and held:
        # what is counted is the query with all of them mended
        it = {1: "it", 2: "both"}.get(len(found), "all of them")
        lines[-1] += f" With {it} there would be no {_kinds_words(kinds)}, but {held}."
    return lines


def _nothing_known(
    query: Query, archive: Archive, kinds: Sequence[Kind], known_on: int, what: str
) -> tuple[str, ...]:
    later = archive.count(query, kinds=kinds, known_on=_END)
    if not later.number:
        lines = [f"The collection holds no {what}."]
        if archive.left_out:
            lines.append(
                f"{archive.left_out:,} records were left out for their faults: `tradetui check` tells why."
            )
        return tuple(lines)
    lines = [f"No {what} was known on {dates.day(known_on)}; {later} became known later."]
    _, after = archive.known_days(known_on)
    if after is not None:
        lines.append(f"The next day with news is {dates.day(after)}.")
    return tuple(lines)


def _emptying(query: Query, archive: Archive, kinds: Sequence[Kind], known_on: int) -> list[str]:
    """For each term whatever it alone does: finds nothing by itself, or empties what the others find.

    A phrase whose words are found, only not one after another, is told too.
    """
    lines = list(filter(None, (_apart(query, n, archive, kinds, known_on) for n in range(len(query.terms)))))
    if len(query.terms) == 1:
        loose = () if lines else _loose(query.terms[0])
        return _emptying(type(query)(loose), archive, kinds, known_on) if loose else lines
    for place, term in enumerate(query.terms):
        name = _named(term)
        without = archive.count(query.without(place), kinds=kinds, known_on=known_on)
        if without.number:
            lines.append(f"Without {name} there would be {without}.")
        elif not archive.count(type(query)((term,)), kinds=kinds, known_on=known_on, cap=1).number:
            lines.append(f"{name[:1].upper()}{name[1:]} alone finds nothing.")
    return lines


def _named(term: Term) -> str:
    """A term within a sentence: a word in quotation marks, so that it isn't read as one of the sentence's own."""
    from tradetui.core.query.model import Query, Words

    text = clean(to_text(Query((term,)).complete()))
    plain = isinstance(term, Words) and not term.negated and not term.phrase and not text.startswith('"')
    return f'the word "{text}"' if plain else text


def _apart(query: Query, place: int, archive: Archive, kinds: Sequence[Kind], known_on: int) -> str:
    """What a query would find if the words of a phrase in it need not follow one another; empty if nothing."""
    words = _loose(query.terms[place])
    if not words:
        return ""
    loose = type(query)((*query.terms[:place], *words, *query.terms[place + 1 :]))
    count = archive.count(loose, kinds=kinds, known_on=known_on)
    name = clean(to_text(type(query)((query.terms[place],)).complete()))
    return f"Without the quotation marks around {name} there would be {count}." if count.number else ""


def _loose(term: Term) -> tuple[Words, ...]:
    """The words of a phrase, each a term of its own; empty for any other term."""
    from tradetui.core.query.model import Words

    if not (isinstance(term, Words) and term.phrase and not term.negated and " " in term.text):
        return ()
    return tuple(Words(word) for word in term.text.split())


def _elsewhere(query: Query, archive: Archive, kinds: Sequence[Kind], known_on: int) -> str:
    found: list[str] = []
    for kind in _KINDS:
        if kind not in kinds:
            count = archive.count(query, kinds=(kind,), known_on=known_on)
            if count.number:
                found.append(counted(count, kind))
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _kinds_words(kinds: Sequence[Kind]) -> str:
    return " or ".join(kinds) if 0 < len(kinds) < 6 else "record"
