"""Every record drawn and written in every format."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tradetui.core.knowledge import known
from tradetui.core.records import Collection, Source, kind_of
from tradetui.core.when import When
from tradetui.present.citations import STYLES, cite, cite_all
from tradetui.present.reader import page
from tradetui.present.rows import row
from tradetui.store import open_archive
from tradetui.store.archive import Archive

FOLDER = Path(__file__).parents[2] / "content" / "us-china-trade-war"
END = date(2026, 10, 7).toordinal()
VIEWS = {"event": "timeline", "quote": "quotes", "actor": "actors", "source": "sources"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    opened = open_archive(FOLDER, cache_dir=tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


def test_every_record_is_drawn_and_cited_in_every_style(record: Collection, archive: Archive) -> None:
    for id_, held in record.records.items():
        dossier = archive.dossier(id_, known_on=END)
        assert dossier is not None, id_
        drawn = page(dossier, 80, info=archive.info, known_on=END).lines
        text = "\n".join("".join(run[0] for run in line) for line in drawn)
        assert id_ in text
        for link in held.links:
            assert any(linked.row.id == link.to for linked in dossier.linked), (id_, link.to)
        for style in STYLES:
            assert cite(dossier, style).strip(), (id_, style)
        view = VIEWS.get(kind_of(held), "timeline")
        assert row(dossier.row, 100, view=view, info=archive.info), id_  # type: ignore[arg-type]


def test_all_citations_together_are_one_valid_file(record: Collection, archive: Archive) -> None:
    quotes = [
        dossier
        for held in record.of_kind("quote")
        if (dossier := archive.dossier(held.id, known_on=END)) is not None
    ]
    assert len(json.loads(cite_all(quotes, "csl-json"))) > 50
    import rispy

    assert len(rispy.loads(cite_all(quotes, "ris"))) > 50
    import bibtexparser

    assert not bibtexparser.parse_string(cite_all(quotes, "bibtex")).failed_blocks


def test_on_any_day_what_is_told_was_out_by_then(record: Collection) -> None:
    """On thirty days no history entry, step, citation or record of a later day is told."""
    published = {held.id: held.published for held in record.of_kind("source") if isinstance(held, Source)}
    days = random.Random(20190327)
    for _ in range(30):
        known_on = days.randint(date(2017, 8, 1).toordinal(), END)
        for id_, held in record.records.items():
            answer = known(held, known_on, published)
            if answer is None:
                continue
            for entry in getattr(answer.record, "history", ()):
                assert _begun(entry.on, known_on), id_
            for step in getattr(answer.record, "steps", ()):
                assert _begun(step.decided, known_on), id_
            for cited in answer.record.cites:
                assert _begun(published[cited.source], known_on), id_


def _begun(when: When | None, known_on: int) -> bool:
    return when is None or when.earliest_start is None or when.earliest_start <= known_on
