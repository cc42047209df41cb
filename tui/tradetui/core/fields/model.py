"""What a table of fields is made of: one :class:`Field` a key, one :class:`Table` for each kind of TOML
table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tradetui.core.records import Kind

#: What may stand under a key. ``text`` is one line, ``prose`` may have line breaks; ``date`` is EDTF;
#: ``amount`` a number or ``{value, low, high, words}``; ``mapping`` any keys and values; ``table`` a table
#: of its own (see :attr:`Field.table`).
Type = Literal[
    "text",
    "prose",
    "id",
    "date",
    "time",
    "zone",
    "url",
    "integer",
    "number",
    "amount",
    "flag",
    "mapping",
    "table",
]

#: How many values a key takes: one, an array of any number, or either way of writing it.
Number = Literal["one", "many", "one-or-many"]


class Field:
    """One key: its type, whether it must stand, its values, what it refers to and what it means.

    ``refers`` are the kinds of record that an id here may name, or ``side``, or ``step`` of the same measure.
    ``extensible`` marks values that a collection may add to (``kinds`` in ``collection.toml``).
    ``attr`` is the name of the attribute of the record, where it isn't the key.
    """

    __slots__ = (
        "attr",
        "example",
        "extensible",
        "key",
        "meaning",
        "need",
        "number",
        "refers",
        "table",
        "type",
        "values",
    )

    def __init__(
        self,
        key: str,
        type_: Type,
        meaning: str,
        *,
        need: bool = False,
        number: Number = "one",
        values: tuple[str, ...] = (),
        extensible: bool = False,
        refers: tuple[Kind | Literal["side", "step"], ...] = (),
        table: Table | None = None,
        attr: str = "",
        example: str = "",
    ) -> None:
        """``example`` is TOML that stands in the template of a new record."""
        self.key = key
        self.type = type_
        self.meaning = meaning
        self.need = need
        self.number = number
        self.values = values
        self.extensible = extensible
        self.refers = refers
        self.table = table
        self.attr = attr or key
        self.example = example

    def __repr__(self) -> str:
        """The key and its type."""
        return f"Field({self.key!r}, {self.type!r})"


class Table:
    """The keys of one kind of table, in the order in which they are documented and written.

    ``cls`` is the dataclass that a valid table becomes. ``short`` names the key that a plain string in the
    table's place stands for: ``cites = ["reuters"]`` is ``cites = [{source = "reuters"}]``. Of each group
    in ``either`` exactly one key must stand. ``closed``: an unknown key is an error, since it would change
    what the others mean.
    """

    __slots__ = ("closed", "cls", "either", "fields", "keys", "meaning", "name", "short")

    def __init__(
        self,
        name: str,
        cls: Any,
        meaning: str,
        fields: tuple[Field, ...],
        *,
        short: str = "",
        either: tuple[tuple[str, ...], ...] = (),
        closed: bool = False,
    ) -> None:
        """``name`` is the word for one such table in messages and documents."""
        self.name = name
        self.cls = cls
        self.meaning = meaning
        self.fields = fields
        self.keys = {field.key: field for field in fields}
        self.short = short
        self.either = either
        self.closed = closed

    def __repr__(self) -> str:
        """The name."""
        return f"Table({self.name!r})"
