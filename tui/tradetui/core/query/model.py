"""What a query is, once parsed: immutable, printable, and free of any store."""

from __future__ import annotations

from tradetui.core.frozen import frozen


@frozen
class Words:
    """A word or a phrase to be found in the text of a record.

    ``text`` is what was typed, without quotation marks or minus. ``prefix``: the word being typed, or one
    written ``tarif*``, also finds longer words.
    """

    text: str
    phrase: bool = False
    negated: bool = False
    prefix: bool = False


@frozen
class Field:
    """``name:value``, or ``name:a,b`` for one of several; ``negated`` for ``-name:value``.

    ``half``: the last value is still being typed. While it names very many, an archive may leave the field out, and
    says so.
    """

    name: str
    values: tuple[str, ...]
    negated: bool = False
    half: bool = False


Term = Words | Field


@frozen
class Query:
    """All terms must hold. No terms: everything."""

    terms: tuple[Term, ...] = ()

    def with_term(self, term: Term) -> Query:
        """This query narrowed by one more term (unchanged if it is there already)."""
        return self if term in self.terms else Query((*self.terms, term))

    def without(self, position: int) -> Query:
        """This query without the term at a position."""
        return Query(self.terms[:position] + self.terms[position + 1 :])

    def complete(self) -> Query:
        """This query with no word or value counted as half typed."""
        return Query(
            tuple(
                Words(t.text, t.phrase, t.negated)
                if isinstance(t, Words)
                else Field(t.name, t.values, t.negated)
                for t in self.terms
            )
        )


@frozen
class QueryNote:
    """What of the typed text (``start``..``end``) was not understood as meant, and a suggestion."""

    start: int
    end: int
    text: str
    suggestion: str = ""


@frozen
class Parsed:
    """A query and the notes on how its text was read."""

    query: Query
    notes: tuple[QueryNote, ...] = ()
