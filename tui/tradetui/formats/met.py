"""What rows have told so far: who and what has which id, and which words stand on which line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradetui.core.compact import dumps
from tradetui.core.fields.validate import ID, slug
from tradetui.core.seen import Seen, key_of
from tradetui.formats.quote_row import LONGEST_ID, Refused, Row
from tradetui.formats.quote_sources import id_of, with_title
from tradetui.formats.rows import Reason
from tradetui.formats.tidy import mark_of

Plain = dict[str, Any]
#: Sources that are new with a row, by id, and whether the row itself gives the id.
NewSources = dict[str, tuple[Plain, bool]]

_MOST_KEPT = 20_000


class Met:
    """Remembers the ids of records, the names of speakers, sources as they were told, and the words of each row.

    ``actors`` are the names of all actors so far, by id; ``by_name`` the id for each name.
    """

    def __init__(self) -> None:
        """Nothing met yet."""
        self.actors: dict[str, tuple[str, ...]] = {}
        self.by_name: dict[str, str] = {}
        self.kept: dict[tuple[object, ...], Plain] = {}  # the source of rows that told it in the same way
        self._ids = Seen()  # the line of a quote's id; 0: of an actor or a source
        self._words = Seen()
        self._source_ids = Seen()
        self._sources: dict[str, Plain] = {}  # those to which the file itself gives an id

    # -- speakers and sources ------------------------------------------------------------------------------

    def actor(self, row: Row, name: str, names: Mapping[str, Any], new: dict[str, Plain]) -> str:
        """The id of an actor, who is new if not met before."""
        called = names.get(name)
        called = row.text_of("names", called) if isinstance(called, str) else ""
        if name in self.actors or name in new:
            held = self.actors[name][0] if name in self.actors else new[name]["name"]
            if called and called != held:
                row.change("names", "another-name", f"{name} is called {called} here: {held} is kept")
            return name
        if not called and name in self.by_name:
            return self.by_name[name]
        for key, each in new.items():
            if not called and each["name"] == name:
                return key
        key = (
            name
            if called and ID.fullmatch(name) and len(name) <= LONGEST_ID
            else slug(name[:200])[:80].rstrip("-._")
        )
        if not key or self._ids.first(key_of(key)) is not None or key in new:
            key = "-".join(filter(None, (key, mark_of(name))))
        while self._ids.first(key_of(key)) is not None or key in new:
            key += "-a"
        new[key] = {"id": key, "name": called or name, "review": "imported"}
        return key

    def source(self, row: Row, told: Plain, new: NewSources) -> Plain:
        """The source that is told of, with its id: one met before, or a new one."""
        given = told.get("id", "")
        if given:
            former = self._former(given, new)
            if former is not None and (len(told) == 1 or former == _finished(told)):
                return former
            if former is not None:
                told = {**told, "id": f"{given}-{mark_of(id_of(told))}"}
                row.change(
                    "source_id", "another-source", f"{given} is described otherwise above: {told['id']} here"
                )
                if (again := self._former(told["id"], new)) is not None:
                    return again
        source = told if given else {"id": id_of(told), **told}
        while self._ids.first(key := key_of(source["id"])) is not None and key not in self._source_ids:
            source = {**source, "id": source["id"] + "-s"}
        source = _finished(source)
        if key not in self._source_ids:
            new.setdefault(source["id"], (source, bool(given)))
        return source

    def _former(self, key: str, new: NewSources) -> Plain | None:
        """The source to which the file gave an id, in this row or above."""
        return new[key][0] if key in new else self._sources.get(key)

    def keep(self, key: tuple[object, ...], source: Plain) -> None:
        """Keep the source that rows tell with this key."""
        if len(self.kept) >= _MOST_KEPT:
            self.kept.clear()
        self.kept[key] = source

    # -- quotes --------------------------------------------------------------------------------------------

    def plain_id(self, given: str, quote: Plain, line: int) -> tuple[str, str, Reason | None] | None:
        """As :meth:`quote_id`, where nobody has that id yet and no new speaker or source can; None where somebody has.

        None leaves everything as it was.
        """
        whole = dumps(quote)
        key = given or f"q-{mark_of(whole)}"
        number = key_of(key)
        if self._ids.meet(number, line) is not None:
            return None
        return key, whole, self._same_words(quote, line)

    def quote_id(self, row: Row, quote: Plain, taken: set[str]) -> tuple[str, str, list[Reason]]:
        """The id of the record, and its JSON but for the id. Raises :class:`Refused` for a row that stands above."""
        told: list[Reason] = []
        given = row.id("id", row.fields["id"]) if "id" in row.fields else ""
        quote |= row.extra
        whole = dumps(quote)
        key = given or f"q-{mark_of(whole)}"
        number = key_of(key)
        line = self._ids.first(number)
        if line and given:
            raise Refused(Reason("id", "duplicate-id", f"the id {given} stands on line {line} already"))
        if line:
            raise Refused(Reason("", "duplicate-row", f"the same row stands on line {line}"))
        if line is not None or key in taken:
            while self._ids.first(number) is not None or key in taken:
                key += "-q"
                number = key_of(key)
            if given:
                row.change(
                    "id", "taken-id", f"{given} is the id of a speaker or a source: {key} in its place"
                )
        self._ids.meet(number, row.line)
        same = self._same_words(quote, row.line)
        return key, whole, told if same is None else [*told, same]

    def _same_words(self, quote: Plain, line: int) -> Reason | None:
        speaker, text = quote.get("by") or quote["described"], quote["text"]
        said = quote.get("said", "")
        words = key_of("words", text if isinstance(text, str) else dumps(text), str(speaker), said)
        above = self._words.meet(words, line)
        if above is None:
            return None
        return Reason("text", "same-words", f"the same words, speaker and day stand on line {above}")

    def commit(self, new: Mapping[str, Plain], sources: NewSources) -> None:
        """Know what was new with a row that became a record."""
        for key, actor in new.items():
            self._ids.meet(key_of(key), 0)
            self.actors[key] = (actor["name"],)
            self.by_name.setdefault(actor["name"], key)
        for key, (source, given) in sources.items():
            self._ids.meet(key_of(key), 0)
            self._source_ids.meet(key_of(key), 0)
            if given:
                self._sources[key] = source


def _finished(source: Plain) -> Plain:
    return {**with_title(source), "review": "imported"}
