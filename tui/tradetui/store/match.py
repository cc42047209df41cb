"""A query as SQL: what FTS5 must match, in which rows it can lie, and what is asked of the rows' dates.

Everything a user typed is inside a quoted FTS5 string that travels as a parameter; values of fields are resolved to
terms that exist, so nothing of them is in the query at all; days are numbers.

A query's answer is *yes*, *maybe* or *no* for a row: the least of its terms' answers. Only dates say maybe. Negation
turns yes and no about. Rows that say yes or maybe match; those that say maybe are unsure.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tradetui.core.frozen import frozen
from tradetui.core.normalise import match_tokens
from tradetui.core.query.fields import FieldSpec, spec
from tradetui.core.query.model import Field, Query, Words
from tradetui.core.query.values import DaySpan, day_spans
from tradetui.store import schema
from tradetui.store.prefixes import written_out
from tradetui.store.values import LAST, MANY, asked, names_many

#: Rows nearer to each other than this are found by one walk, since a walk passes so many in the time it takes to begin.
_CLOSE = 2_000


@frozen
class Condition:
    """Something asked of a row of ``version``: SQL that is true where the answer isn't no, and where it is yes."""

    maybe: str
    yes: str

    def negated(self) -> Condition:
        """What its negation asks."""
        return Condition(f"NOT {self.yes}", f"NOT {self.maybe}")


@frozen
class Piece:
    """A part of the rows to search: ``first``..``last``, narrowed by more terms. Pieces share no row."""

    first: int
    last: int
    terms: tuple[str, ...] = ()


class Plan:
    """A compiled query.

    ``scope``: of these terms one must be there. ``must`` are FTS5 expressions that all have to match, ``never``
    those that mustn't. ``doubted``: expressions that tell yes from maybe where terms do (of ``must`` or ``never``).
    ``nothing``: no row can match; ``notes`` may say why. ``everything``: nothing is asked but what kind.
    ``dense``: a good part of all rows is in the scope.
    ``turning``: the day one stands on decides more than which rows are there.
    """

    def __init__(self, scope: list[str], known_on: int, *, current: bool) -> None:
        """``current``: the ``now`` terms hold on ``known_on``, and the scope is of them."""
        self.scope = scope
        self.known_on = known_on
        self.current = current
        self.codes: set[int] = set()
        self.must: list[str] = []
        self.never: list[str] = []
        self.conditions: list[Condition] = []
        self.pieces: list[Piece] = []
        self.doubted: list[Plan] = []
        self.notes: list[str] = []
        self.everything = False
        self.dense = False
        self.turning = False
        self.nothing = not scope

    def expression(self, piece: Piece, *, scoped: bool = True) -> str:
        """The FTS5 expression for one piece; not ``scoped``: whatever the scope."""
        positive = " AND ".join([*([any_of(self.scope)] if scoped else ()), *piece.terms, *self.must])
        return f"({positive}) NOT {any_of(self.never)}" if self.never else positive

    def select(
        self, piece: Piece, columns: str, more: str = "", *, few: bool = False
    ) -> tuple[str, tuple[str | int, ...]]:
        """SQL and parameters that give ``columns`` of ``text`` and ``v`` (``version``) over one piece.

        ``few``: only the first of the rows are wanted. Then it is dearer to walk along all that are in a dense scope
        than to look each row that is found up.
        """
        if self.everything and not self.current and not piece.terms:
            return self._scan(piece, columns, more)
        if few and self.dense and (self.must or piece.terms):
            conditions = [*(each.maybe for each in self.conditions), self._in_scope()]
            sql = (
                f"SELECT {columns} FROM text CROSS JOIN version v ON v.row = text.rowid WHERE text MATCH ?"
                f" AND text.rowid BETWEEN ? AND ? AND {combined('AND', conditions)} {more}"
            )
            return sql, (self.expression(piece, scoped=False), piece.first, piece.last)
        # CROSS JOIN holds the order: the index is walked, and each hit looked up, never the other way round.
        join = " CROSS JOIN version v ON v.row = text.rowid" if self.conditions or "v." in columns else ""
        where = f" AND {combined('AND', [each.maybe for each in self.conditions])}" if self.conditions else ""
        sql = f"SELECT {columns} FROM text{join} WHERE text MATCH ? AND text.rowid BETWEEN ? AND ?{where} {more}"
        return sql, (self.expression(piece), piece.first, piece.last)

    def among(self, rows: Sequence[int]) -> Plan:
        """Look only among a few rows, in ascending order, and those between where they lie close."""
        runs: list[tuple[int, int]] = []
        for row in rows:
            if runs and row - runs[-1][1] < _CLOSE:
                runs[-1] = runs[-1][0], row
            else:
                runs.append((row, row))
        return self.over(
            [
                Piece(max(first, piece.first), min(last, piece.last), piece.terms)
                for piece in self.pieces
                for first, last in runs
                if first <= piece.last and last >= piece.first
            ]
        )

    def over(self, pieces: list[Piece]) -> Plan:
        """Look only in these parts of the rows."""
        self.pieces = pieces
        for doubted in self.doubted:
            doubted.pieces = pieces
        return self

    def _in_scope(self) -> str:
        """The scope as a condition."""
        codes = ", ".join(str(code) for code in sorted(self.codes))
        known = f" AND v.k_from <= {self.known_on:d} AND v.k_to >= {self.known_on:d}" if self.current else ""
        return f"(v.kind IN ({codes}){known})"

    def _scan(self, piece: Piece, columns: str, more: str) -> tuple[str, tuple[int, ...]]:
        """The same where nothing is asked but the kinds and the day: the table alone is quicker than the index."""
        codes = ", ".join(str(code) for code in sorted(self.codes))
        columns, more = columns.replace("text.rowid", "v.row"), more.replace("text.rowid", "v.row")
        sql = (
            f"SELECT {columns} FROM version v NOT INDEXED WHERE v.row BETWEEN ? AND ? AND v.kind IN ({codes})"
        )
        return f"{sql} AND v.k_from <= ? AND v.k_to >= ? {more}", (
            piece.first,
            piece.last,
            self.known_on,
            self.known_on,
        )

    @property
    def unsure(self) -> str:
        """SQL that is true of a matching row where a date only possibly matches; empty where none can."""
        doubts = [condition.yes for condition in self.conditions if condition.yes != condition.maybe]
        return f"NOT {combined('AND', doubts)}" if doubts else ""


def combined(word: str, parts: Sequence[str]) -> str:
    """SQL that joins parts by AND or OR, as a balanced tree: SQLite refuses one that is very deep."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return f"({combined(word, parts[:half])} {word} {combined(word, parts[half:])})"


def any_of(expressions: Sequence[str]) -> str:
    """The FTS5 expression for one of several."""
    return expressions[0] if len(expressions) == 1 else f"({' OR '.join(expressions)})"


def phrase(tokens: Sequence[str]) -> str:
    """An FTS5 string that matches these tokens one after another; a ``*`` ending the last asks for a beginning."""
    prefix = len(tokens[-1]) > 1 and tokens[-1].endswith("*")
    last = tokens[-1][:-1] if prefix else tokens[-1]
    text = " ".join([*tokens[:-1], last]).replace('"', '""')
    return f'"{text}"{" *" if prefix else ""}'


def term_strings(numbers: Iterable[int]) -> list[str]:
    """Terms as quoted FTS5 strings."""
    return [f'"{schema.token(number)}"' for number in sorted(numbers)]


def one_term(db: sqlite3.Connection, name: str, value: str) -> str | None:
    """A term as a quoted FTS5 string, if any row has it."""
    found = db.execute("SELECT n FROM term WHERE field = ? AND value = ?", (name, value)).fetchone()
    return None if found is None else f'"{schema.token(found[0])}"'


#: A scope is dense that holds one of so many rows.
_DENSE = 4


def _current(db: sqlite3.Connection, kinds: Sequence[str]) -> int:
    """On how many rows the ``now`` terms of some kinds are."""
    marks = ", ".join("?" * len(kinds))
    sql = f"SELECT total(now) FROM term WHERE field = ? AND value IN ({marks})"
    return int(db.execute(sql, (schema.NOW, *kinds)).fetchone()[0])


class Compiler:
    """Turns queries into plans for one index."""

    def __init__(self, rows: int, now_from: int, now_to: int) -> None:
        """``rows``: how many there are; ``now_from``..``now_to``: the days for which the ``now`` terms hold."""
        self._rows = rows
        self._now = (now_from, now_to)

    def plan(
        self,
        db: sqlite3.Connection,
        query: Query,
        kinds: Sequence[str],
        known_on: int,
        *,
        any_day: bool = False,
    ) -> Plan:
        """The plan of a query over some kinds of record, as known on a day; ``any_day``: over every version."""
        current = not any_day and self._now[0] <= known_on <= self._now[1]
        name = schema.NOW if current else schema.SCOPE
        scope = [token for kind in dict.fromkeys(kinds) if (token := one_term(db, name, kind))]
        plan = Plan(scope, known_on, current=current)
        plan.codes.update(schema.KIND_CODES[kind] for kind in kinds)
        plan.dense = _DENSE * _current(db, kinds) >= self._rows
        window: DaySpan | None = None
        for term in query.terms:
            if isinstance(term, Words):
                _words(db, plan, term)
            elif (known := spec(term.name)) is None:
                plan.notes.append(f"there is no field {term.name}:")
                plan.nothing = plan.nothing or not term.negated
            elif known.type == "date":
                window = narrowed(window, _date(db, plan, term, known))
            elif known.name == "id":
                _ids(plan, term)
            else:
                _field(db, plan, term, known)
        plan.everything = not (plan.must or plan.never or plan.conditions or plan.nothing)
        if not current and not any_day:
            visible = f"(v.k_from <= {known_on:d} AND v.k_to >= {known_on:d})"
            plan.conditions.append(Condition(visible, visible))
        plan.pieces = self._pieces(db, window, None if current or any_day else known_on)
        for doubted in plan.doubted:
            doubted.conditions, doubted.pieces = plan.conditions, plan.pieces
            doubted.must += plan.must
            doubted.never += plan.never
        return plan

    def _pieces(self, db: sqlite3.Connection, window: DaySpan | None, known_on: int | None) -> list[Piece]:
        """The parts of the rows in which a date that touches ``window``, known on that day, can be found.

        Rows are in the order of their first day, so those that begin inside the window are a range. Those that begin
        before it and reach into it are found by class of reach, no further back than the class is long. What is
        known on a day begins on or before it, but for plans, which have a term of their own.
        """
        pieces = [Piece(1, self._rows)]
        if window is not None:
            first = row_before(db, window.first, self._rows) + 1
            last = row_before(db, window.last + 1, self._rows)
            pieces = [Piece(first, last)]
            for token, longest in _classes(db, schema.REACH, 1):
                begin = 1 if longest is None else row_before(db, window.first - longest, self._rows) + 1
                pieces.append(Piece(begin, min(first - 1, last), (token,)))
        if known_on is not None:
            pieces = [part for piece in pieces for part in self._known(db, piece, known_on)]
        return [piece for piece in pieces if piece.first <= piece.last]

    def _known(self, db: sqlite3.Connection, piece: Piece, known_on: int) -> Iterator[Piece]:
        """The parts of a piece in which something known on a day can be: begun by then, or early by a class."""
        last = row_before(db, known_on + 1, self._rows)
        yield Piece(piece.first, min(piece.last, last), piece.terms)
        for token, longest in _classes(db, schema.EARLY, 0):
            end = self._rows if longest is None else row_before(db, known_on + longest + 1, self._rows)
            yield Piece(max(piece.first, last + 1), min(piece.last, end), (*piece.terms, token))


def _classes(db: sqlite3.Connection, name: str, first: int) -> Iterator[tuple[str, int | None]]:
    """The terms of the classes of length from one on, each with the longest it holds (None: no end)."""
    for number in range(first, len(schema.REACHES) + 1):
        token = one_term(db, name, str(number))
        if token is not None:
            yield token, schema.REACHES[number] if number < len(schema.REACHES) else None


def narrowed(window: DaySpan | None, other: DaySpan | None) -> DaySpan | None:
    """The span that what touches both must touch; its end before its beginning: it must hold both, and all between."""
    if window is None or other is None:
        return window or other
    return DaySpan(max(window.first, other.first), min(window.last, other.last))


def row_before(db: sqlite3.Connection, day: int, rows: int) -> int:
    """The last row that begins before a day; 0 if there is none."""
    found = db.execute("SELECT first FROM day WHERE lo >= ? ORDER BY lo LIMIT 1", (day,)).fetchone()
    return rows if found is None else int(found[0]) - 1


def _words(db: sqlite3.Connection, plan: Plan, words: Words) -> None:
    tokens = match_tokens(words)
    if not tokens:
        return
    found = [phrase(each) for each in written_out(db, tokens)]
    if words.negated:
        plan.never.extend(found)
    elif found:
        plan.must.append(any_of(found))
    else:
        plan.nothing = True


def _field(db: sqlite3.Connection, plan: Plan, term: Field, known: FieldSpec) -> None:
    if term.half and names_many(db, known, term.values[-1]):
        plan.notes.append(
            f"{term.name}:{term.values[-1]} names more than {MANY}: type on, or take one offered"
        )
        return
    found = asked(db, known, term.values)
    tokens = term_strings(number for number in found.values() if number >= 0)
    if -1 in found.values():
        plan.conditions.append(_quoted(plan, tokens, negated=term.negated))
        return
    name = schema.possible(known.name)
    _terms(plan, term, tokens, [each for value in found if (each := one_term(db, name, value))])


def _terms(plan: Plan, term: Field, yes: Sequence[str], maybe: Sequence[str]) -> None:
    """Ask that a row has one of some terms: of the first surely, of the second unsurely."""
    if term.negated:
        plan.never.extend(yes)
        if maybe:
            _doubt(plan).must.append(any_of(maybe))
    elif yes or maybe:
        plan.must.append(any_of([*yes, *maybe]))
        if maybe:
            _doubt(plan).never.extend(yes)
    else:
        plan.nothing = True
        plan.notes.append(f"nothing has {term.name}:{','.join(term.values)}")


def _ids(plan: Plan, term: Field) -> None:
    """``id:`` is answered by the table of records: a term for each would fill the index with what is asked seldom."""
    asks = []
    for value in term.values:
        if value.endswith("*"):
            begin = value[:-1]
            asks.append(
                f"(id BETWEEN {text(begin)} AND {text(begin + LAST)} AND substr(id, 1, {len(begin)}) = {text(begin)})"
            )
        else:
            asks.append(f"id = {text(value)}")
    sql = f"v.n IN (SELECT n FROM record WHERE {combined('OR', asks)})"
    condition = Condition(sql, sql)
    plan.conditions.append(condition.negated() if term.negated else condition)


def text(value: str) -> str:
    """A text as SQL, whatever is in it."""
    return f"CAST(x'{value.encode('utf-8', 'replace').hex()}' AS TEXT)"


def _quoted(plan: Plan, tokens: Sequence[str], *, negated: bool) -> Condition:
    """``has:quote``: a quote of the event was possibly known; or the row has one of these terms."""
    plan.turning = True
    event = schema.KIND_CODES["event"]
    has = (
        f"(v.kind = {event} AND EXISTS (SELECT 1 FROM record r JOIN quoted q ON q.id = r.id"
        f" WHERE r.n = v.n AND q.k_from <= {plan.known_on:d}))"
    )
    if tokens:
        has = f"({has} OR v.row IN (SELECT rowid FROM text WHERE text MATCH '{any_of(tokens)}'))"
    condition = Condition(has, has)
    return condition.negated() if negated else condition


# -- dates ------------------------------------------------------------------------------------------------------


def possibly(span: DaySpan) -> str:
    """SQL: the row's date possibly touches a span of days."""
    return _touches(span, f"v.lo <= {span.last:d} AND v.hi >= {span.first:d}", 0)


def surely(span: DaySpan) -> str:
    """SQL: the row's date surely touches a span of days."""
    return _touches(span, f"v.sure_lo <= {span.last:d} AND v.sure_hi >= {span.first:d}", 1)


def _touches(span: DaySpan, bounds: str, sure: int) -> str:
    # CASE, since AND and OR may evaluate both of their sides, and a date with gaps is dear to ask.
    return (
        f"CASE v.flags & {schema.DATED | schema.GAPS} WHEN {schema.DATED} THEN {bounds}"
        f" WHEN {schema.DATED | schema.GAPS} THEN gaps(v.row, {span.first:d}, {span.last:d}, {sure})"
        " ELSE 0 END"
    )


def _date(db: sqlite3.Connection, plan: Plan, term: Field, known: FieldSpec) -> DaySpan | None:
    """Add what a date field asks; returns the span outside which nothing can match, if there is one."""
    spans = day_spans(term)
    if not spans:
        plan.nothing = plan.nothing or not term.negated
        return None
    if known.name == "printed":
        _printed(db, plan, term, spans)
        return None
    if known.name == "known":
        maybe = [f"(v.since_lo <= {each.last:d} AND v.since_hi >= {each.first:d})" for each in spans]
        # A day that nothing tells is written as OPEN_HI..OPEN_LO: never maybe, and never yes either.
        yes = [
            f"(v.since_lo BETWEEN {each.first:d} AND {schema.OPEN_HI - 1} AND v.since_hi <= {each.last:d})"
            for each in spans
        ]
    else:
        yes = [surely(each) for each in spans]
        maybe = yes if known.name == "surely" else [possibly(each) for each in spans]
    condition = Condition(combined("OR", maybe), combined("OR", yes))
    if len(known.kinds) < len(schema.KIND_NAMES):
        codes = ", ".join(str(schema.KIND_CODES[kind]) for kind in known.kinds)
        condition = Condition(
            f"(v.kind IN ({codes}) AND {condition.maybe})", f"(v.kind IN ({codes}) AND {condition.yes})"
        )
    plan.conditions.append(condition.negated() if term.negated else condition)
    return spans[0] if len(spans) == 1 and not term.negated and known.name != "known" else None


def _printed(db: sqlite3.Connection, plan: Plan, term: Field, spans: Sequence[DaySpan]) -> None:
    """Sources published then are terms of the records that cite them (and of themselves)."""
    found: list[list[str]] = []
    for ask in (possibly, surely):
        where = combined("OR", [ask(each) for each in spans])
        ids = db.execute(
            f"SELECT DISTINCT record.id FROM version v JOIN record ON record.n = v.n WHERE v.kind = ? AND ({where})",
            (schema.KIND_CODES["source"],),
        )
        numbers = (
            db.execute("SELECT n FROM term WHERE field = 'source' AND value = ?", one).fetchone()
            for one in ids
        )
        found.append(term_strings(each[0] for each in numbers if each))
    maybe, yes = found
    _terms(plan, term, yes, [token for token in maybe if token not in set(yes)])


def _doubt(plan: Plan) -> Plan:
    """A new plan for those rows of ``plan`` that an expression, still to be added, makes doubtful."""
    doubted = Plan(plan.scope, plan.known_on, current=plan.current)
    plan.doubted.append(doubted)
    return doubted
