"""What could be told of a record on a given day, and from which day it could be told at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tradetui.core.records import AnyRecord, Citation
from tradetui.core.when import When


@dataclass(frozen=True, slots=True)
class KnownFrom:
    """From which day a record could be known: ``possibly`` at the earliest, ``surely`` at the latest.

    Both are days (ordinals); None: no date tells, so it is unknown, and said so. ``reason`` names the rule in a
    few words ("given by the editor", "first step", "published", "the act itself").
    """

    possibly: int | None
    surely: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A record as it could be told on a day.

    ``record`` is the record with status, when, when_text, summary, history or steps as of that day;
    ``cites`` the citations that could be read; ``later`` those printed later (named with their date only, without passage or
    ``says``); ``since`` when the record itself became known; ``under_way``: one that happened, with the day inside its span.
    ``sure``: the record was surely known by then.
    """

    record: AnyRecord
    cites: tuple[Citation, ...] = ()
    later: tuple[Citation, ...] = ()
    since: KnownFrom = KnownFrom(None, None)
    sure: bool = True
    under_way: bool = False


#: ``published`` of each source by id: all that the functions here need to know of the rest of the collection.
Published = Mapping[str, When | None]
