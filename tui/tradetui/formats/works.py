"""A document as bibliographies hold it: what every foreign format of references is written from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tradetui.core.frozen import frozen
from tradetui.core.records import Source
from tradetui.core.when import When
from tradetui.formats.markdown import web_address
from tradetui.formats.one_line import one_line

#: Year; year and month; or year, month and day.
DateParts = tuple[int, ...]
_PLAIN_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?([?~%]?)")


@frozen(kw_only=True)
class Work:
    """A source, and what it is cited for (one text each, the locator in it).

    ``type`` is that of the source record, empty where a record has no source and stands for itself.
    """

    key: str
    title: str
    type: str = ""
    publisher: str = ""
    author: str = ""
    published: When | None = None
    url: str = ""
    archived_url: str = ""
    retrieved: When | None = None
    lang: str = ""
    cited_for: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def remarks(work: Work) -> list[str]:
    """In words what the fields of a format can't say: a fuzzy date, the archived copy, an odd address."""
    fuzzy = work.published is not None and (date_parts(work.published) is None or work.published.flagged)
    return [
        *([f"published {work.published.words('plain')}"] if fuzzy and work.published else []),
        *([f"archived: {one_line(work.archived_url)}"] if work.archived_url else []),
        *([f"address: {one_line(work.url)}"] if work.url and not web_address(work.url) else []),
    ]


def work_of(source: Source, cited_for: str = "", keywords: tuple[str, ...] = ()) -> Work:
    """The work that a source record is."""
    return Work(
        key=source.id,
        title=source.title,
        type=source.type,
        publisher=source.publisher,
        author=source.author,
        published=source.published,
        url=source.url,
        archived_url=source.archived_url,
        retrieved=source.retrieved,
        lang=source.lang,
        cited_for=(cited_for,) if cited_for else (),
        keywords=keywords,
    )


def merged(works: Iterable[Work]) -> list[Work]:
    """The works with each key once, in the order they came, with all that they are cited for."""
    found: dict[str, Work] = {}
    for work in works:
        former = found.get(work.key)
        if former is None:
            found[work.key] = work
            continue
        found[work.key] = replace(
            former,
            cited_for=tuple(dict.fromkeys((*former.cited_for, *work.cited_for))),
            keywords=tuple(dict.fromkeys((*former.keywords, *work.keywords))),
        )
    return list(found.values())


def date_parts(when: When | None) -> tuple[DateParts, ...] | None:
    """One or two dates (a span) as numbers, each as exact as given; None for a date that numbers would falsify.

    ``?`` and ``~`` are left to the caller: see ``when.uncertain`` and ``when.approximate``.
    """
    if when is None or when.shape not in ("single", "interval"):
        return None
    parts = [_PLAIN_DATE.fullmatch(end) for end in when.edtf.split("/")]
    if not all(parts):
        return None
    return tuple(tuple(int(number) for number in part.groups()[:3] if number) for part in parts if part)


def one_year(when: When | None) -> int | None:
    """The year in which a date lies for sure, flags aside; None if it may be one of several."""
    first, last = (when.first_date, when.last_date) if when is not None else (None, None)
    return first.year if first is not None and last is not None and first.year == last.year else None
