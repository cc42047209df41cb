"""CSL-JSON, the references of Zotero, pandoc and citeproc (https://citationstyles.org, schema 1.0)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tradetui.core.when import When
from tradetui.formats.markdown import web_address
from tradetui.formats.one_line import one_line
from tradetui.formats.works import Work, date_parts, remarks

_TYPES = {
    "wire": "article-newspaper",
    "news": "article-newspaper",
    "official": "report",
    "report": "report",
    "law": "legislation",
    "transcript": "speech",
    "dataset": "dataset",
    "post": "post",
}


def write(works: Iterable[Work]) -> str:
    """The works as one JSON array, with a line end."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, Any]:
    kind = _TYPES.get(work.type, "webpage" if work.url else "document")
    carrier = "container-title" if kind in ("article-newspaper", "post", "webpage") else "publisher"
    item = {
        "id": work.key,
        "type": kind,
        "title": one_line(work.title),
        "author": [{"literal": one_line(work.author)}] if work.author else None,
        carrier: one_line(work.publisher),
        "issued": _date(work.published),
        "URL": web_address(work.url),
        "accessed": _date(work.retrieved),
        "language": one_line(work.lang),
        "keyword": ", ".join(map(one_line, work.keywords)),
        "note": "; ".join(map(one_line, (*remarks(work), *work.cited_for))),
    }
    return {key: value for key, value in item.items() if value}


def _date(when: When | None) -> dict[str, Any] | None:
    """A date as numbers where they say it, else in words, so that no fuzzy date reads as an exact one."""
    if when is None:
        return None
    parts = date_parts(when)
    if parts is None or when.uncertain:
        return {"literal": when.words("plain")}
    date: dict[str, Any] = {"date-parts": [list(each) for each in parts]}
    return {**date, "circa": True} if when.approximate else date
