"""The value at a path of a record ("when", "base.value", "steps.s2.lines"), and the record files' names for
it.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Keys of the record files that Python keeps for itself, and the attributes that hold them.
_ATTRIBUTES = {"from": "start", "to": "end", "as": "as_"}


class NoSuchPath(LookupError):  # noqa: N818 - reads as what it says
    """A record holds nothing at a path."""


def value_at(record: object, path: str) -> object:
    """What stands at a path: attributes, keys, an entry of a list by its id or its place (counted from 1).

    ``from`` and ``to`` are a date's ends in a step or a role; a quote's ``to`` is whom it was said to. Raises
    :class:`NoSuchPath`.
    """
    value = record
    for name in path.split("."):
        value = _inside(value, name)
    return value


def _inside(value: object, name: str) -> object:
    if isinstance(value, Mapping):
        if name in value:
            return value[name]
        raise NoSuchPath(name)
    if isinstance(value, tuple | list):
        for entry in value:
            if getattr(entry, "id", None) == name:
                return entry
        if name.isascii() and name.isdigit() and 1 <= int(name) <= len(value):
            return value[int(name) - 1]
        raise NoSuchPath(name)
    for attribute in (_ATTRIBUTES.get(name, name), name):
        if hasattr(value, attribute):
            return getattr(value, attribute)
    extra = getattr(value, "extra", None)
    if isinstance(extra, Mapping) and name in extra:
        return extra[name]
    raise NoSuchPath(name)
