"""The cheap frozen classes behave as dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import ClassVar

import pytest

from tradetui.core.frozen import field, frozen


@frozen
class Point:
    """Two numbers."""

    x: int
    y: int = 0
    kind: ClassVar[str] = "point"

    @property
    def sum(self) -> int:
        """Both together."""
        return self.x + self.y


@frozen(kw_only=True)
class Base:
    """By name only."""

    id: str
    extra: dict[str, int] = field(default_factory=dict, hashed=False)


@frozen(kw_only=True)
class Derived(Base):
    """A needed field after those with defaults."""

    title: str
    note: str = "none"


@frozen(order=True)
class Ordered:
    """Compared as its fields in order."""

    a: int
    b: str = ""


def test_given_by_position_and_by_name() -> None:
    assert Point(1) == Point(x=1, y=0) and Point(1, 2).sum == 3 and Point.kind == "point"
    assert Derived(id="a", title="T") == Derived(title="T", id="a", extra={}, note="none")
    with pytest.raises(TypeError):
        Derived("a", title="T")  # type: ignore[misc]
    with pytest.raises(TypeError):
        Derived(id="a")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(1, z=2)  # type: ignore[call-arg]


def test_the_first_objects_are_made_as_the_later_ones() -> None:
    @frozen
    class Late:
        x: int
        items: list[int] = field(default_factory=list)

    made = [Late(number) if number % 2 else Late(x=number) for number in range(200)]
    assert [each.x for each in made] == list(range(200)) and all(each.items == [] for each in made)
    assert len({id(each.items) for each in made}) == 200
    for _ in range(2):
        for arguments, named in (((1, [], 3), {}), ((1,), {"x": 2}), ((), {}), ((1,), {"y": 2})):
            with pytest.raises(TypeError):
                Late(*arguments, **named)  # type: ignore[arg-type]


def test_frozen_and_slotted() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert not hasattr(point, "__dict__") and not hasattr(Derived(id="a", title="T"), "__dict__")


def test_equal_and_hashed_by_value() -> None:
    assert Point(1) != Point(2) and Point(1) != (1, 0) and len({Point(1), Point(1)}) == 1
    one, other = Derived(id="a", title="T"), Derived(id="a", title="T", extra={"x": 1})
    assert one != other and hash(one) == hash(other)
    assert Base(id="a") != one


def test_a_default_is_made_anew() -> None:
    assert Base(id="a").extra is not Base(id="a").extra


def test_order() -> None:
    assert sorted([Ordered(2), Ordered(1, "b"), Ordered(1, "a")]) == [
        Ordered(1, "a"),
        Ordered(1, "b"),
        Ordered(2),
    ]
    assert Ordered(1) <= Ordered(1) and Ordered(2) > Ordered(1) and Ordered(2) >= Ordered(2)
    with pytest.raises(TypeError):
        assert Point(1) < Point(2)  # type: ignore[operator]


def test_what_dataclasses_offers() -> None:
    one = Derived(id="a", title="T", extra={"x": 1})
    assert dataclasses.replace(one, title="U") == Derived(id="a", title="U", extra={"x": 1})
    assert [each.name for each in dataclasses.fields(one)] == ["id", "extra", "title", "note"]
    assert dataclasses.is_dataclass(Base) and [each.name for each in dataclasses.fields(Base)] == [
        "id",
        "extra",
    ]
    assert dataclasses.asdict(one) == {"id": "a", "extra": {"x": 1}, "title": "T", "note": "none"}


def test_copies_and_pickles() -> None:
    one = Derived(id="a", title="T", extra={"x": 1})
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one)) and copy.copy(one) == one


def test_repr_and_match() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0)"
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)
