"""Reading a query. Total: any text gives a query and notes on what was not understood, never an error.

Terms stand apart by white space and must all hold: words, ``"phrases"``, ``beginnings*``, ``field:value``,
``field:one,other``, each negated by a minus before it. What is half typed (``by:``, ``-``, a lone quotation
mark) is no fault: it asks for nothing yet.
"""

from __future__ import annotations

from tradetui.core.normalise import normalise
from tradetui.core.query.fields import FieldSpec, names, spec
from tradetui.core.query.model import Field, Parsed, Query, QueryNote, Term, Words
from tradetui.core.query.values import read_date, read_number

QUOTES = '"“”„‟＂«»'
_COLONS = ":："
_OPERATORS = {
    "AND": "all words must be found anyway; “AND” is looked for as a word",
    "OR": "“OR” is looked for as a word; one of several values is field:one,other",
    "NOT": "“NOT” is looked for as a word; a minus before a word excludes it",
}


def parse(text: str, typing: bool = False) -> Parsed:
    """Read a query. ``typing``: the last word is still being typed, so it also finds longer words."""
    # A lone surrogate (from an argument in no known encoding) can't be stored: it reads as a question mark.
    text = text.encode("utf-8", "replace").decode("utf-8")
    reader = _Reader(text, typing)
    while reader.skip_space():
        reader.term()
    return Parsed(Query(tuple(reader.terms)), tuple(reader.notes))


class _Reader:
    """The state of one reading: the text, the place in it, what was found so far."""

    def __init__(self, text: str, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.place = 0
        self.terms: list[Term] = []
        self.notes: list[QueryNote] = []

    def note(self, start: int, text: str, suggestion: str = "", end: int | None = None) -> None:
        self.notes.append(QueryNote(start, self.place if end is None else end, text, suggestion))

    def add(self, term: Term) -> None:
        if term not in self.terms:
            self.terms.append(term)

    def skip_space(self) -> bool:
        """Go to the next term; False at the end."""
        while self.place < len(self.text) and self.text[self.place].isspace():
            self.place += 1
        return self.place < len(self.text)

    def at_end(self) -> bool:
        return self.place >= len(self.text)

    def term(self) -> None:
        """Read one term at the place."""
        start = self.place
        while not self.at_end() and self.text[self.place] == "-":
            self.place += 1
        negated = self.place > start
        if self.at_end() or self.text[self.place].isspace():
            self.note(start, "a minus excludes the word it stands before")
            return
        if self.text[self.place] in QUOTES:
            self.phrase(start, negated)
            return
        name = self.field_name()
        if name is None:
            self.word(start, negated)
            return
        known = spec(name)
        if known is None:
            self.unknown_field(start, negated, name)
        else:
            self.place += len(name) + 1
            self.field(start, negated, known)

    def field_name(self) -> str | None:
        """The letters before a colon at the place, if that is how the term begins."""
        end = self.place
        while end < len(self.text) and self.text[end].isascii() and self.text[end].isalpha():
            end += 1
        if end == self.place or end >= len(self.text) or self.text[end] not in _COLONS:
            return None
        return self.text[self.place : end]

    def quoted(self) -> tuple[str, bool]:
        """The text in the quotation marks at the place, and whether they are closed."""
        self.place += 1
        begin = self.place
        while not self.at_end() and self.text[self.place] not in QUOTES:
            self.place += 1
        inner, closed = self.text[begin : self.place], not self.at_end()
        self.place += closed
        return " ".join(inner.split()), closed

    def phrase(self, start: int, negated: bool) -> None:
        inner, closed = self.quoted()
        star = closed and not self.at_end() and self.text[self.place] == "*"
        self.place += star
        half = self.typing and not closed and not self.text[-1].isspace()
        self.words(start, inner, phrase=True, negated=negated, prefix=star or half)

    def raw(self, stop: str = "") -> str:
        """The text up to white space or one of ``stop``."""
        begin = self.place
        while not self.at_end() and not self.text[self.place].isspace() and self.text[self.place] not in stop:
            self.place += 1
        return self.text[begin : self.place]

    def word(self, start: int, negated: bool) -> None:
        text = self.raw()
        if text in _OPERATORS:
            self.note(start, _OPERATORS[text])
        if text.startswith("*") and text.strip("*"):
            self.note(start, "a star finds longer words only at a word's end", text.lstrip("*"))
            text = text.lstrip("*")
        self.words(start, text, negated=negated, prefix=self.typing and self.at_end())

    def words(
        self, start: int, text: str, *, phrase: bool = False, negated: bool = False, prefix: bool = False
    ) -> None:
        bare = text.rstrip("*")
        if not normalise(bare):
            if not (phrase and self.at_end()):
                self.note(start, f"nothing to look for in “{self.text[start : self.place]}”")
            return
        self.add(Words(bare.rstrip(), phrase=phrase, negated=negated, prefix=prefix or bare != text))

    def unknown_field(self, start: int, negated: bool, name: str) -> None:
        self.word(start, negated)
        if name.lower() in ("http", "https"):
            return
        near = _near(name.lower(), names())
        self.note(
            start,
            f"there is no field “{name}”; looked for as words",
            f"{near}:" if near else "",
            start + negated + len(name) + 1,
        )

    def field(self, start: int, negated: bool, known: FieldSpec) -> None:
        values = []
        while True:
            begin = self.place
            value = self.value(known)
            if value and self.good(known, value, begin) and value not in values:
                values.append(value)
            if self.at_end() or self.text[self.place] not in ",，":
                break
            self.place += 1
        if values:
            half = self.typing and self.at_end() and self.text[-1] not in QUOTES
            self.add(Field(known.name, tuple(values), negated, half))
        elif not self.notes or self.notes[-1].start < start:
            self.note(start, f"“{known.name}:” needs a value right after the colon", known.example)

    def value(self, known: FieldSpec) -> str:
        """One value at the place: quoted, or up to a comma or space (brackets of a date hold their own)."""
        if not self.at_end() and self.text[self.place] in QUOTES:
            return self.quoted()[0]
        if known.type == "date" and not self.at_end() and self.text[self.place] in "[{":
            close = self.text.find("]" if self.text[self.place] == "[" else "}", self.place)
            if close >= 0 and not any(map(str.isspace, self.text[self.place : close])):
                begin, self.place = self.place, close + 1
                return self.text[begin : self.place] + self.raw(",，")
        return self.raw(",，")

    def good(self, known: FieldSpec, value: str, begin: int) -> bool:
        """Whether a value can be asked for; notes why not, or what is odd about it."""
        if known.type == "date":
            try:
                read_date(value)
            except ValueError as error:
                reason = str(error).removeprefix(f"{value}: ")
                self.note(begin, f"“{value}” is left out: {reason}", f"{known.name}:2019-03-28")
                return False
            return True
        if known.type == "number":
            if read_number(value) is None:
                self.note(begin, f"“{value}” is left out: not a number, nor >2, nor 2..4", known.example)
                return False
            return True
        if not normalise(value):
            self.note(begin, f"“{value}” is left out: nothing to look for", known.example)
            return False
        if known.values and not any(choice.startswith(value.lower().rstrip("*")) for choice in known.values):
            near = _near(value.lower(), known.values)
            self.note(
                begin,
                f"“{known.name}:” knows no “{value}”, only {', '.join(known.values)}",
                f"{known.name}:{near}" if near else "",
            )
        return True


def _near(word: str, choices: tuple[str, ...]) -> str:
    """The choice most like a word, or nothing."""
    import difflib  # on the path of a slip only

    close = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    return close[0] if close else ""
