"""What was probably meant by a word that stands nowhere, or by the value of a field that nothing has.

Words come from the index's own vocabulary (``fts5vocab``), values from the names that fields are read by. A word
is near another when at most two letters (one, in a short word) were left out, put in, changed or swapped.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping

from tradetui.core.frozen import frozen, replace
from tradetui.core.normalise import match_tokens, normalise
from tradetui.core.query.fields import spec
from tradetui.core.query.model import Field, Query, Term, Words
from tradetui.core.query.text import term_text
from tradetui.store import schema
from tradetui.store.archive import Count
from tradetui.store.values import LAST, asked
from tradetui.store.vocabulary import vocabulary

#: Words shorter than this are not corrected: everything is near them. Longer than this are no words of a text; what is
#: one slip away from a word grows with the square of its length.
_SHORTEST, _LONGEST = 3, 40
#: Words of at least this length may have two slips.
_LONG = 6
#: So many seconds are spent looking, and so many words of the vocabulary compared.
BUDGET, _COMPARED = 0.25, 20_000
#: So many near words are tried in the query as a whole.
_TRIED = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@frozen
class Spelling:
    """A term that finds nothing, as typed, with the one that was probably meant.

    ``query`` is the whole query with it, ``count`` how many that finds.
    """

    typed: str
    meant: str
    query: Query
    count: Count


#: How many records a query finds.
Counted = Callable[[Query], Count]


def spellings(
    db: sqlite3.Connection, query: Query, counted: Counted, check: Callable[[], None]
) -> list[Spelling]:
    """For each term of a query that by itself finds nothing, the nearest that finds something.

    Several terms may be wrong at once: each :class:`Spelling` holds the query with all of them mended. ``counted``
    tells how many records of the kinds in question a query finds on the day one stands on.
    """
    end = time.monotonic() + BUDGET
    choices: dict[int, list[Term]] = {}
    for place, term in enumerate(query.terms):
        found = _choices(db, term, counted, end, check)
        if found:
            choices[place] = found
    if not choices:
        return []
    options = [
        {place: found[min(number, len(found) - 1)] for place, found in choices.items()}
        for number in range(_TRIED)
    ]
    tried = [(picked, _mended(query, picked)) for picked in options]
    # where even so nothing is found, the likeliest is told all the same: something else empties the result as well
    picked, mended = next((each for each in tried if counted(each[1]).number), tried[0])
    count = counted(mended)
    return [
        Spelling(term_text(query.terms[place]), term_text(term), mended, count)
        for place, term in picked.items()
    ]


def _mended(query: Query, picked: Mapping[int, Term]) -> Query:
    return Query(tuple(picked.get(place, term) for place, term in enumerate(query.terms)))


def _choices(
    db: sqlite3.Connection, term: Term, counted: Counted, end: float, check: Callable[[], None]
) -> list[Term]:
    """What a term that finds nothing may have meant, the likeliest first; nothing where it finds something."""
    if term.negated or counted(Query((term,))).number:
        return []
    if isinstance(term, Field):
        return [*_values(db, term)]

    def finds(word: str, prefix: bool = False) -> bool:
        return bool(counted(Query((Words(word, prefix=prefix),))).number)

    mended: list[list[str]] = [[]]
    wrong = False
    for token in match_tokens(term):
        half = len(token) > 1 and token.endswith("*")
        word = token[:-1] if half else token
        near = [] if finds(word, half) else near_words(db, word, finds, end, check)
        wrong = wrong or bool(near)
        options = near[:_TRIED] or [word]
        mended = [[*before, option] for before in mended for option in options][:_TRIED]
    if not wrong:
        return []
    meant = [replace(term, text=" ".join(words), prefix=False) for words in mended]
    # each word is held somewhere, but not always next to the others
    return [each for each in meant if len(mended[0]) == 1 or counted(Query((each,))).number]


def _values(db: sqlite3.Connection, term: Field) -> Iterator[Term]:
    """The field with each value that nothing has replaced by the nearest one."""
    known = spec(term.name)
    if known is None or known.type in ("date", "number", "id"):
        return
    options: dict[str, str] = {}
    for value in term.values:
        if not asked(db, known, (value,)) and (near := _near_value(db, known.name, normalise(value))):
            options[value] = near
    if options:
        yield replace(term, values=tuple(dict.fromkeys(options.get(value, value) for value in term.values)))


def _near_value(db: sqlite3.Connection, field: str, value: str) -> str:
    """The value of a field one of whose names has words nearest to what was typed; empty where none is near.

    The first letter is taken to be right: that keeps the names to be compared few.
    """
    if len(value) < _SHORTEST:
        return ""
    best: tuple[int, int, str] | None = None
    words = value.count(" ") + 1
    rows = db.execute(
        "SELECT alias.suffix, term.value, term.now FROM alias"
        " CROSS JOIN term ON term.field = ? AND term.value = alias.id WHERE alias.suffix BETWEEN ? AND ? LIMIT ?",
        (field, value[0], value[0] + LAST, _COMPARED),
    )
    for suffix, held, now in rows:
        far = distance(value, " ".join(suffix.split(" ", words)[:words]), allowed(value))
        if far is not None and (best is None or (far, -now) < best[:2]):
            best = (far, -now, held)
    return best[2] if best else ""


# -- words ------------------------------------------------------------------------------------------------------


def allowed(word: str) -> int:
    """How many slips a word may have."""
    return 2 if len(word) >= _LONG else 1


def near_words(
    db: sqlite3.Connection,
    word: str,
    finds: Callable[[str], bool],
    end: float,
    check: Callable[[], None],
) -> list[str]:
    """Words of the index near to one that isn't in it: the nearest first, of those the most frequent."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return []
    near: dict[str, tuple[int, int]] = {}
    for candidate in _one_slip(word):
        documents = _documents(db, candidate)
        if documents and finds(candidate):
            near[candidate] = (1, -documents)
    if not near and allowed(word) > 1:
        near = _two_slips(db, word, finds, end, check)
    return sorted(near, key=lambda each: (*near[each], each))


def _two_slips(
    db: sqlite3.Connection,
    word: str,
    finds: Callable[[str], bool],
    end: float,
    check: Callable[[], None],
) -> dict[str, tuple[int, int]]:
    """The words at most two slips away that begin with the same letter, each with its distance and how rare it is."""
    near: dict[str, tuple[int, int]] = {}
    rows = db.execute(
        f"SELECT term FROM {vocabulary(db, 'row')} WHERE term >= ? AND term < ? LIMIT ?",
        (word[0], word[0] + LAST, _COMPARED),
    )
    for number, (candidate,) in enumerate(rows):
        if number % 500 == 0:
            check()
            if time.monotonic() > end:
                break
        far = distance(word, candidate, 2)
        if far is not None and not _is_term(candidate) and finds(candidate):
            near[candidate] = (far, -_documents(db, candidate))
    return near


def _one_slip(word: str) -> list[str]:
    """Every word that is one slip away."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    out = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    changed = {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    put_in = {a + letter + b for a, b in cuts for letter in _LETTERS}
    return sorted((out | swapped | changed | put_in) - {word, ""})


def distance(a: str, b: str, most: int) -> int | None:
    """In how many slips one word becomes another; None where it takes more than ``most``."""
    if abs(len(a) - len(b)) > most:
        return None
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def _is_term(word: str) -> bool:
    return bool(word) and word[0] >= schema.token(0)


def _documents(db: sqlite3.Connection, word: str) -> int:
    found = db.execute(f"SELECT doc FROM {vocabulary(db, 'row')} WHERE term = ?", (word,)).fetchone()
    return 0 if found is None else int(found[0])
