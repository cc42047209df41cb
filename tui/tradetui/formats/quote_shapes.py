"""What the columns of rows are: which field each key gives, once for all rows that have the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tradetui.formats.quote_fields import DERIVED, FLAT_FIELDS, field_of
from tradetui.formats.quote_sources import SOURCE_FIELDS
from tradetui.formats.tidy import plain_value

#: Remarks on columns that are kept, and shapes of rows that are remembered.
_MOST_REMARKS = 100
_MOST_SHAPES = 1_000
_ORDER = {each.name: place for place, each in enumerate(FLAT_FIELDS)}
#: Fields of one text that a record takes as it is read, in the order in which it holds them.
TEXTS = ("lang", "by_title", "terms", "place", "occasion")
PROSE = ("original", "note")
CHOICES = ("medium", "attribution")
DATES = ("said", "known_from")
LISTS = ("about", "tags")
_PLAIN = frozenset((*TEXTS, *PROSE, *CHOICES, *DATES, *LISTS, "id", "text", "form", "by", "review"))


class Shape(NamedTuple):
    """The fields of some keys.

    ``pairs``: key and field (empty: none), without keys of no interest. ``ours``: they are those of our own answers.
    ``keys``: the key of each field that is read plainly; ``sources``: those of the fields of a source, in their order
    (None: no key gives it); ``others``: keys whose value takes more than that.
    """

    pairs: tuple[tuple[str, str], ...]
    ours: bool
    keys: Mapping[str, str]
    singles: tuple[tuple[str, str], ...]
    sources: tuple[str | None, ...]
    others: tuple[str, ...]


class Shapes:
    """Finds the shape of a row. ``remarks`` hold for the whole file; the number is the line they were first met on.

    ``names``: columns that are to be read as a field.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """No row yet."""
        self.remarks: dict[str, int] = {}
        self._names = names
        self._kept: dict[tuple[str, ...], Shape] = {}

    def of(self, line: int, keys: tuple[str, ...]) -> Shape:
        """The shape of a row with these keys."""
        found = self._kept.get(keys)
        if found is None:
            if len(self._kept) >= _MOST_SHAPES:
                self._kept.clear()
            found = self._kept[keys] = self._made(line, keys)
        return found

    def _made(self, line: int, keys: tuple[str, ...]) -> Shape:
        ours = "citations" in keys and "known" in keys and "kind" in keys
        names = dict(self._names)
        if "quoteID" in keys and "numOccurrences" in keys and "date" not in names:
            # Quotebank: the day the article came out, which nobody said to be that of the words
            names["date"] = "published"
            self._remark("Quotebank's date is read as published: the day of the words isn't given", line)
        chosen: dict[str, str] = {}
        for key in sorted(keys, key=lambda key: key.strip().lower() not in _ORDER):
            name = field_of(key, names)
            if name and name not in chosen:
                chosen[name] = key
            elif name:
                self._remark(f"{key}: {chosen[name]} gives {name} already; kept under other", line)
            elif not (ours and key in DERIVED):
                self._remark(f"{key} is no field: kept under other", line)
        fields = {key: name for name, key in chosen.items()}
        pairs = tuple((key, fields.get(key, "")) for key in keys if not (ours and key in DERIVED))
        plainly = {name: key for key, name in pairs if name in _PLAIN}
        singles = ((name, plainly[name]) for name in (*TEXTS, *PROSE, *CHOICES, *DATES) if name in plainly)
        return Shape(
            pairs,
            ours,
            plainly,
            tuple(singles),
            tuple(map(chosen.get, SOURCE_FIELDS)),
            tuple(key for key, name in pairs if name not in _PLAIN and name not in SOURCE_FIELDS),
        )

    def _remark(self, text: str, line: int) -> None:
        if len(self.remarks) < _MOST_REMARKS:
            self.remarks.setdefault(plain_value(text), line)
