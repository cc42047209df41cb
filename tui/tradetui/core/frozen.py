"""Frozen, slotted classes of plain fields, as :mod:`dataclasses` makes them, but cheap to define.

A dataclass compiles half a dozen methods when it is defined, whether or not they are ever called: 0.7 ms a class, and
a verb that prints one line pays for all of them. Here a class costs a tenth of that, since the methods are shared and
``__init__`` is compiled only for a class of which many objects are made. :func:`replace` makes a changed copy;
:func:`dataclasses.replace`, ``fields`` and ``asdict`` take these classes as well, at the price of a dataclass made for
each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

C = TypeVar("C", bound=type)
T = TypeVar("T")
_MISSING: Any = object()


class _Default:
    """What :func:`field` leaves in the class body until :func:`frozen` reads it."""

    __slots__ = ("default", "factory", "hashed")

    def __init__(self, default: Any, factory: Callable[[], Any] | None, hashed: bool) -> None:
        self.default = default
        self.factory = factory
        self.hashed = hashed


def field(
    *, default: Any = _MISSING, default_factory: Callable[[], Any] | None = None, hashed: bool = True
) -> Any:
    """A field with a default made anew for each object, or one left out of the hash."""
    return _Default(default, default_factory, hashed)


@overload
def frozen(cls: C, /) -> C: ...
@overload
def frozen(*, kw_only: bool = ..., order: bool = ...) -> Callable[[C], C]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: Any = None, /, *, kw_only: bool = False, order: bool = False) -> Any:
    """A class whose annotated names are its fields: ``@dataclass(frozen=True, slots=True)``, cheaper.

    ``kw_only``: the fields of this class are given by name only. ``order``: objects compare as their fields in order.
    Methods can't use ``super()`` without arguments, since the class is made anew to have slots.
    """
    if cls is None:
        return lambda each: _define(each, kw_only, order)
    return _define(cls, kw_only, order)


def replace(record: T, /, **changes: Any) -> T:
    """A copy of an object of one of these classes with some fields changed, as :func:`dataclasses.replace` makes it."""
    cls: Any = type(record)
    names, values = cls._frozen_fields, cls._frozen_values(record)
    held = dict(zip(names, values, strict=True)) if len(names) > 1 else dict.fromkeys(names, values)
    held.update(changes)
    made: T = cls(**held)
    return made


def defaults(cls: Any) -> dict[str, Any]:
    """The default of each field of one of these classes that has one."""
    found: dict[str, Any] = {}
    for name, (default, _) in cls._frozen_fields.items():
        if default.factory is not None:
            found[name] = default.factory()
        elif default.default is not _MISSING:
            found[name] = default.default
    return found


def _define(cls: Any, kw_only: bool, order: bool) -> Any:
    own: dict[str, tuple[_Default, bool]] = {}
    namespace = dict(cls.__dict__)
    for name, annotation in cls.__annotations__.items():
        if not str(annotation).startswith("ClassVar"):
            given = namespace.pop(name, _MISSING)
            own[name] = (given if isinstance(given, _Default) else _Default(given, None, True), kw_only)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    inherited: dict[str, tuple[_Default, bool]] = {}
    for base in reversed(cls.__mro__[1:]):
        inherited |= base.__dict__.get("_frozen_fields", {})
    fields = inherited | own
    namespace |= {
        "__slots__": tuple(name for name in own if name not in inherited),
        "__match_args__": tuple(name for name, (_, by_name) in fields.items() if not by_name),
        "_frozen_fields": fields,
        "_frozen_values": attrgetter(*fields),
        "_frozen_hashed": attrgetter(*(name for name, (default, _) in fields.items() if default.hashed)),
        "__dataclass_fields__": _Fields(),
    }
    for shared in (_eq, _hash, _repr, _setattr, _delattr, _reduce, *((_lt, _le, _gt, _ge) if order else ())):
        namespace.setdefault(f"_{shared.__name__}__", shared)  # _eq becomes __eq__
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__init__ = _first_init(made)
    return made


#: Objects of one class made without a compiled ``__init__``; compiling one costs as much as a hundred of these calls.
_FEW = 48


def _first_init(cls: Any) -> Callable[..., None]:
    """An ``__init__`` that reads the table of fields, and puts a compiled one in its place once it was called often.

    Arguments that don't fit are left to the compiled one, which says what is wrong as Python does.
    """
    fields: Mapping[str, tuple[_Default, bool]] = cls._frozen_fields
    by_place = cls.__match_args__
    setters = [(name, getattr(cls, name).__set__, default) for name, (default, _) in fields.items()]
    needed = {name for name, _, each in setters if each.default is _MISSING and each.factory is None}
    calls = 0

    def __init__(self: Any, *args: Any, **values: Any) -> None:  # noqa: N807  # it becomes the method of that name
        nonlocal calls
        calls += 1
        given = dict(zip(by_place, args, strict=False)) | values if args else values
        fits = len(given) == len(args) + len(values) and needed <= given.keys() <= fields.keys()
        if calls > _FEW or not fits:
            cls.__init__ = _init(cls)
            cls.__init__(self, *args, **values)
            return
        for name, put, default in setters:
            value = given.get(name, _MISSING)
            if value is _MISSING:
                value = default.default if default.factory is None else default.factory()
            put(self, value)

    return __init__


def _init(cls: Any) -> Callable[..., None]:
    """The ``__init__`` of a class: each slot is set through its descriptor, since the class itself refuses."""
    scope: dict[str, Any] = {"_MISSING": _MISSING}
    given: list[str] = []
    by_name: list[str] = []
    body: list[str] = []
    for name, (default, only_by_name) in cls._frozen_fields.items():
        scope[f"_set_{name}"] = getattr(cls, name).__set__
        value = name
        if default.factory is not None:
            scope[f"_make_{name}"] = default.factory
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        parameter = name
        if default.factory is not None or default.default is not _MISSING:
            scope[f"_default_{name}"] = default.default
            parameter = f"{name}=_default_{name}"
        (by_name if only_by_name else given).append(parameter)
        body.append(f"    _set_{name}(self, {value})")
    parameters = ", ".join(["self", *given, *(["*", *by_name] if by_name else [])])
    exec(f"def __init__({parameters}):\n" + "\n".join(body), scope)
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


class _Fields:
    """``__dataclass_fields__``, made when something of :mod:`dataclasses` asks for it."""

    def __get__(self, instance: object, cls: Any) -> Mapping[str, Any]:
        import dataclasses

        body: dict[str, Any] = {"__annotations__": {}}
        for name, (default, by_name) in cls._frozen_fields.items():
            options: dict[str, Any] = {"kw_only": by_name, "hash": None if default.hashed else False}
            if default.factory is not None:
                options["default_factory"] = default.factory
            elif default.default is not _MISSING:
                options["default"] = default.default
            body["__annotations__"][name] = "object"
            body[name] = dataclasses.field(**options)
        like: Any = dataclasses.dataclass(init=False, eq=False, repr=False)(type(cls.__name__, (), body))
        cls.__dataclass_fields__ = like.__dataclass_fields__
        found: Mapping[str, Any] = like.__dataclass_fields__
        return found


# --- the methods that all share -------------------------------------------------------------------


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._frozen_values(self) == self._frozen_values(other)


def _hash(self: Any) -> int:
    return hash(self._frozen_hashed(self))


def _repr(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._frozen_fields)
    return f"{type(self).__qualname__}({inside})"


def _setattr(self: Any, name: str, value: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    return _again, (type(self), {name: getattr(self, name) for name in self._frozen_fields})


def _again(cls: Any, values: Mapping[str, Any]) -> Any:
    """An object of a class again, from a copy or a pickle."""
    return cls(**values)


def _lt(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._frozen_values(self) < self._frozen_values(other)


def _le(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._frozen_values(self) <= self._frozen_values(other)


def _gt(self: Any, other: Any) -> Any:
    return _lt(other, self) if other.__class__ is self.__class__ else NotImplemented


def _ge(self: Any, other: Any) -> Any:
    return _le(other, self) if other.__class__ is self.__class__ else NotImplemented
