"""One row while it is read: its fields, what is kept beside them, and what is to be said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tradetui.core.fields import TABLES
from tradetui.core.fields.validate import ID, slug
from tradetui.core.frozen import field as default
from tradetui.core.frozen import frozen
from tradetui.formats.quote_dates import read_date
from tradetui.formats.rows import Reason
from tradetui.formats.tidy import MARK, mark_of, plain_key, plain_value, tidy

_KEYS = frozenset(TABLES["quote"].keys)
#: The longest id that is taken as it stands.
LONGEST_ID = 120


@frozen
class Wishes:
    """How rows are to be read.

    ``names``: columns that are to be read as a field. ``order``: of day, month and year in dates such as 3/4/2019
    (``dmy``). ``form``: of rows that give none. ``split``: lists are text with ``;`` between their items.
    ``keep_undated``: take rows whose date can't be read, without it.
    """

    names: Mapping[str, str] = default(default_factory=dict)
    order: str = ""
    form: str = "direct"
    split: bool = False
    keep_undated: bool = False


class Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    """The row is refused, for a reason."""

    def __init__(self, reason: Reason) -> None:
        """Hold the reason."""
        self.reason = reason


class Row:
    """``fields`` are the values by field; ``extra`` what has none; ``reasons`` what was changed or is to be told."""

    __slots__ = (
        "changed",
        "extra",
        "fields",
        "keep_undated",
        "line",
        "order",
        "reasons",
        "source_key",
        "split",
    )

    def __init__(
        self, line: int, fields: dict[str, Any], *, order: str, split: bool, keep_undated: bool
    ) -> None:
        """``order``: of dates in numbers; ``split``: lists are written with ``;`` between their items."""
        self.line = line
        self.fields = fields
        self.extra: dict[str, Any] = {}
        self.reasons: list[Reason] = []
        self.changed = False
        self.source_key: tuple[object, ...] | None = None  # tells the one source, where nothing else does
        self.order = order
        self.split = split
        self.keep_undated = keep_undated

    # -- what is told --------------------------------------------------------------------------------------

    def change(self, field: str, check: str, reason: str, remedy: str = "") -> None:
        """Tell that the record is not what the row says."""
        self.reasons.append(Reason(field, check, reason, remedy))
        self.changed = True

    def keep(self, key: str, value: Any) -> None:
        """Keep a value that no field takes; under a key that is no field's."""
        key = plain_key(key)
        while key in _KEYS or key in self.extra:
            key += "_"
        kept = plain_value(value)
        if kept not in ("", [], {}):
            self.extra[key] = kept

    def aside(self, field: str, value: Any, check: str, reason: str) -> None:
        """Keep a value that its field can't take under ``other``."""
        self.keep(f"{field}_given", value)
        self.change(field, check, f"{reason}: kept under other")

    # -- values --------------------------------------------------------------------------------------------

    def text(self, field: str, *, prose: bool = False) -> str:
        """The text of a field; empty where there is none."""
        value = self.fields.get(field)
        return "" if value is None else self.text_of(field, value, prose=prose)

    def text_of(self, field: str, value: Any, *, prose: bool = False) -> str:
        """A value as text; a number is written as it stands."""
        if type(value) in (int, float):
            value = str(plain_value(value))
        if type(value) is not str:
            self.aside(field, value, "wrong-type", "not text")
            return ""
        text, bad = tidy(value, prose=prose)
        if bad:
            self.change(field, "control-character", f"{bad} is no text: {MARK} stands in its place")
        return text

    def choice(self, field: str, value: Any, kind: str, key: str) -> str:
        """One of the values that a key of a record takes."""
        text = self.text_of(field, value)
        if not text:
            return ""
        values = TABLES[kind].keys[key].values  # type: ignore[index]
        if text.lower() in values:
            return text.lower()
        self.aside(field, text, "bad-value", "none of " + ", ".join(values))
        return ""

    def id(self, field: str, value: Any) -> str:
        """An id; text that can't be one becomes one, and is kept."""
        text = self.text_of(field, value)
        if not text or (len(text) <= LONGEST_ID and ID.fullmatch(text)):
            return text
        made = "-".join(filter(None, (slug(text[:LONGEST_ID])[:60], mark_of(text))))
        self.keep(f"{field}_given", text)
        self.change(field, "bad-id", f"not an id: {made} in its place, the former kept under other")
        return made

    def date(self, field: str, value: Any) -> str:
        """A date as EDTF. Raises :class:`Refused` for one that can't be read, unless such rows are kept undated."""
        text = self.text_of(field, value)
        if not text:
            return ""
        found = read_date(text, self.order)
        if isinstance(found, Reason):
            if not self.keep_undated:
                raise Refused(found._replace(field=field))
            self.keep(f"{field}_given", text)
            self.change(
                field, found.check, f"{found.reason}: no date, the text kept under other", found.remedy
            )
            return ""
        if found.kept:
            self.keep(f"{field}_given", text)
        return found.edtf

    def items(self, field: str) -> Iterator[Any]:
        """The items of a list, each as it stands; in a table a JSON array, or text with ``;`` between."""
        value = self.structured(field)
        if value is None:
            return
        if isinstance(value, list):
            yield from (item for item in value if item not in (None, "", [], {}))
        elif self.split and isinstance(value, str):
            yield from filter(None, (item.strip() for item in value.split(";")))
        else:
            yield value

    def texts(self, field: str) -> list[str]:
        """The items of a list of texts, each once."""
        value = self.fields.get(field)
        if type(value) is str and not self.split:
            text = self.text_of(field, value)
            return [text] if text else []
        return list(dict.fromkeys(filter(None, (self.text_of(field, item) for item in self.items(field)))))

    def structured(self, field: str) -> Any:
        """A value; in a table, text that is a JSON array or object is what it says."""
        value = self.fields.get(field)
        if self.split and isinstance(value, str) and value[:1] in ("[", "{"):
            try:
                return json.loads(value)
            except (ValueError, RecursionError):
                return value
        return value

    def mapping(self, field: str) -> Mapping[str, Any]:
        """An object; empty where there is none."""
        value = self.structured(field)
        if value is None or isinstance(value, dict):
            return value or {}
        self.aside(field, value, "wrong-type", "not a JSON object")
        return {}
