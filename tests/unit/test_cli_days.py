"""Days on the command line: the plain spelling is read as the reader of typed dates reads it."""

from __future__ import annotations

from datetime import date

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.cli.days import _plain_day, day_from_text
from tradetui.core.when.typed import Reading, read_typed

TODAY = date(2026, 11, 24).toordinal()


@given(st.dates())
def test_a_plain_day_is_read_as_any_typed_date(day: date) -> None:
    reading = read_typed(day.isoformat(), TODAY)
    assert isinstance(reading, Reading)
    assert _plain_day(day.isoformat()) == reading.when.lo == reading.when.hi == day.toordinal()


@pytest.mark.parametrize(
    "text", ["2019-3-27", "2019-02-30", "2019-03", "2019/03/27", "+019-03-27", "２019-03-27", ""]
)
def test_what_is_not_plain_is_left_to_the_reader_of_typed_dates(text: str) -> None:
    assert _plain_day(text) is None


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(click.UsageError, match="2019-02-30"):
        day_from_text("2019-02-30", option="DATE")
