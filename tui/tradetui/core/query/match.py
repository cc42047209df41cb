"""Whether a record matches a query: slow, literal, with nothing between the words of the rule and the answer.

Every store answers by its own index; this says what the answer must be, and tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from tradetui.core.normalise import joined, match_tokens
from tradetui.core.query.dated import date_of
from tradetui.core.query.fields import spec
from tradetui.core.query.held import asked, held, held_possibly
from tradetui.core.query.highlight import found_in
from tradetui.core.query.model import Field, Query, Term, Words
from tradetui.core.query.searched import searched
from tradetui.core.query.values import FIRST_DAY, LAST_DAY, DaySpan, day_spans, number_spans
from tradetui.core.records import Quote, kind_of

if TYPE_CHECKING:
    from tradetui.core.knowledge import Known
    from tradetui.core.query.directory import Directory

#: ``maybe``: its date touches the days asked for in some reading, not in all: a match, marked as unsure.
Verdict = Literal["yes", "maybe", "no"]
_OPPOSITE: Mapping[Verdict, Verdict] = {"yes": "no", "maybe": "maybe", "no": "yes"}
_RANK: Mapping[Verdict, int] = {"no": 0, "maybe": 1, "yes": 2}

#: For each field, every value that any record of the collection holds.
Values = Mapping[str, frozenset[str]]


def all_values(knowns: Iterable[Known], directory: Directory) -> Values:
    """Every value of every field in a collection, of all versions given."""
    found: dict[str, set[str]] = {}
    for known in knowns:
        for name, value in (*held(known, directory), *held_possibly(known)):
            found.setdefault(name, set()).add(value)
    return {name: frozenset(values) for name, values in found.items()}


def matches(
    query: Query,
    known: Known,
    directory: Directory,
    values: Values,
    quoted: frozenset[str] = frozenset(),
) -> Verdict:
    """Whether a record, as known on a day, matches: every term must.

    A word in which there is nothing to look for asks nothing.
    ``values`` are those of the whole collection (an exact value wins over longer ones); ``quoted`` are the ids
    of events of which a quote could be known on that day. A negated term is the opposite of the term, so that
    ``-on:2019-03`` matches what is not surely in March, unsurely where it is possibly. A record without a date
    matches no date field, and each that is negated.
    """
    terms = [term for term in query.terms if not isinstance(term, Words) or match_tokens(term)]
    verdicts = [_signed(term, _term(term, known, directory, values, quoted)) for term in terms]
    return min(verdicts, key=_RANK.__getitem__, default="yes")


def _signed(term: Term, verdict: Verdict) -> Verdict:
    return _OPPOSITE[verdict] if term.negated else verdict


def _term(term: Term, known: Known, directory: Directory, values: Values, quoted: frozenset[str]) -> Verdict:
    if isinstance(term, Words):
        sought = match_tokens(term)
        text = joined(searched(known.record, directory.actors)).split(" ")
        return _yes(found_in(text, sought))
    field = spec(term.name)
    if field is None or kind_of(known.record) not in field.kinds:
        return "no"  # nothing of that name is to be had from this kind
    if field.type == "date":
        return _date(term, known, directory)
    pairs = {value for name, value in held(known, directory) if name == field.name}
    if field.type == "number":
        return _yes(any(low <= int(value) <= high for value in pairs for low, high in number_spans(term)))
    if field.name == "has" and known.record.id in quoted:
        pairs.add("quote")
    possibly = {value for name, value in held_possibly(known) if name == field.name}
    of_all = values.get(field.name, frozenset()) | pairs | possibly
    found = {each for value in term.values for each in asked(field.name, value, of_all, directory)}
    return "yes" if pairs & found else "maybe" if possibly & found else "no"


def _yes(answer: bool) -> Verdict:
    return "yes" if answer else "no"


def _date(field: Field, known: Known, directory: Directory) -> Verdict:
    found = [_touches(field.name, span, known, directory) for span in day_spans(field)]
    return max(found, key=_RANK.__getitem__, default="no")


def _touches(name: str, span: DaySpan, known: Known, directory: Directory) -> Verdict:
    record = known.record
    if name == "known":
        return _became_known(known, span)
    if name == "printed":
        sources = [
            directory.sources.get(value) for field, value in held(known, directory) if field == "source"
        ]
        dates = [source.published for source in sources if source and source.published]
    elif name == "said":
        dates = [record.said] if isinstance(record, Quote) and record.said else []
    else:
        date = date_of(record)
        if date is None:
            return "no"
        if date.surely(span.first, span.last):
            return "yes"
        return "maybe" if name != "surely" and date.possibly(span.first, span.last) else "no"
    if any(date.surely(span.first, span.last) for date in dates):
        return "yes"
    return "maybe" if any(date.possibly(span.first, span.last) for date in dates) else "no"


def _became_known(known: Known, span: DaySpan) -> Verdict:
    earliest, latest = known.since.possibly, known.since.surely
    if earliest is None and latest is None:
        return "no"
    earliest = FIRST_DAY if earliest is None else earliest
    latest = LAST_DAY if latest is None else latest
    if span.first <= earliest and latest <= span.last:
        return "yes"
    return "maybe" if earliest <= span.last and latest >= span.first else "no"
