"""A folder of TOML as records: everything good in it, and everything wrong with it.

Content is never refused as a whole: a file that is not TOML, a record with an error is left out and said
so, with file, line, reason and remedy; all of a run at once. Only where there is no collection at all
:class:`CollectionError` is raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tradetui.core import files
from tradetui.core.fields import build, build_collection
from tradetui.core.fields.take import take
from tradetui.core.fields.validate import Fault, validate, validate_collection
from tradetui.core.frozen import frozen
from tradetui.core.problems import Problem, Severity
from tradetui.core.records import KINDS, PLURALS, AnyRecord, Collection, CollectionInfo, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from tradetui.core.key_index import Path as KeyPath

COLLECTION_FILE = files.COLLECTION_FILE
content_hash = files.content_hash


@frozen
class Loaded:
    """What a folder holds: the good records, the problems of loading, the files read, how many records
    were left out.
    """

    collection: Collection
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    left_out: int
    folder: Path
    #: Ids of the records that were left out, where they had one.
    faulty: frozenset[str] = frozenset()

    @property
    def unread(self) -> tuple[str, ...]:
        """The files of which nothing could be read: how many records they hold nobody can tell."""
        return tuple(p.file for p in self.problems if p.check in ("not-toml", "not-utf-8", "unreadable"))

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)


def load(folder: Path) -> Loaded:
    """Read a collection. Raises :class:`CollectionError` where there is none, and never for what is in it."""
    listing = files.list_files(folder)
    loading = _Loading(folder)
    loading.problems.extend(listing.problems)
    for file in listing.files:
        loading.read(file)
    info = loading.info or CollectionInfo(title=folder.resolve().name)
    return Loaded(
        Collection(info=info, records=loading.records),
        tuple(sorted(loading.problems)),
        listing.files,
        loading.left_out,
        folder,
        frozenset(loading.faulty),
    )


class _Loading:
    """The state of one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.info: CollectionInfo | None = None
        self.records: dict[str, AnyRecord] = {}
        self.problems: list[Problem] = []
        self.left_out = 0
        self.faulty: set[str] = set()
        self._first: dict[str, tuple[str, KeyPath]] = {}  # where each id stands first
        self._places: Any = None

    def read(self, file: str) -> None:
        """Read one file."""
        try:
            content = files.read(self.folder, file)
        except OSError as error:
            self.problems.append(files.unreadable(file, error))
            return
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            self._not_text(file, content, error.start)
            return
        if text.startswith("\ufeff"):
            text = text[1:]
            self._problem(
                file,
                (),
                Fault((), "byte-order-mark", "a byte order mark", "save it as UTF-8 without one", "warning"),
            )
        if file.endswith(".jsonl"):
            self._read_lines(file, text)
        else:
            self._read_toml(file, text)

    def _read_toml(self, file: str, text: str) -> None:
        import tomli

        try:
            tables = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            problem = Problem(
                file,
                error.lineno,
                error.colno,
                "",
                "not-toml",
                f"not TOML: {_lower(error.msg)}",
                _ALL_LEFT_OUT,
            )
            self.problems.append(problem)
            return
        except (RecursionError, ValueError) as error:
            self.problems.append(
                Problem(file, 0, 0, "", "not-toml", f"can't be read: {error}", _ALL_LEFT_OUT)
            )
            return
        rest: dict[str, Any] = {}
        for key, value in tables.items():
            if key in KINDS:
                self._read_tables(file, key, value)
            else:
                rest[key] = value
        if file == COLLECTION_FILE:
            self._read_info(rest)
        else:
            self._not_records(file, rest)

    def _read_tables(self, file: str, kind: Kind, tables: Any) -> None:
        if not isinstance(tables, list):
            reason = f"`{kind}` is not an array of tables"
            self._problem(
                file, (kind,), Fault((), "wrong-type", reason, f"write each record under [[{kind}]]")
            )
            return
        for position, plain in enumerate(tables):
            self._record(file, kind, position, plain)

    def _read_info(self, plain: Mapping[str, Any]) -> None:
        faults = validate_collection(plain)
        for fault in faults:
            self._problem(COLLECTION_FILE, (), fault)
        if any(fault.severity == "error" for fault in faults):
            # The records are still good: keep of the collection what can be read.
            bad = {fault.path[0] for fault in faults if fault.severity == "error" and fault.path}
            plain = {"title": self.folder.resolve().name, **{k: v for k, v in plain.items() if k not in bad}}
        self.info = build_collection(plain)

    def _not_records(self, file: str, rest: Mapping[str, Any]) -> None:
        for key in rest:
            remedy = (
                f"did you mean [[{PLURALS[key]}]]?"
                if key in PLURALS
                else "records stand under " + ", ".join(f"[[{kind}]]" for kind in KINDS)
            )
            severity: Severity = "error" if key in PLURALS else "warning"
            self._problem(
                file,
                (key,),
                Fault((), "unknown-key", f"`{key}` is no kind of record: it is left out", remedy, severity),
            )

    def _read_lines(self, file: str, text: str) -> None:
        from tradetui.core.json_lines import read_line

        for number, line in enumerate(text.split("\n")):
            if not line.strip():
                continue
            found = read_line(line)
            if isinstance(found, Fault):
                column = found.path[0] if found.path else 1
                self.left_out += 1
                self.problems.append(
                    Problem(file, number + 1, int(column), "", found.check, found.reason, found.remedy)
                )
            else:
                kind, plain = found
                self._record(file, kind, number, plain)

    def _record(self, file: str, kind: Kind, position: int, plain: Any) -> None:
        """One record: into ``records`` if there is no error in it."""
        place: KeyPath = (kind, position)
        if not isinstance(plain, dict):
            self.left_out += 1
            self._problem(
                file,
                place,
                Fault((), "wrong-type", f"an item of `{kind}` that is no table", f"write [[{kind}]]"),
            )
            return
        record = take(kind, plain, file=file, position=position)
        if record is not None and record.id not in self._first:
            self._first[record.id] = (file, place)
            self.records[record.id] = record
            return
        faults = validate(kind, plain)
        name = plain.get("id")
        name = name if isinstance(name, str) else ""
        if name in self._first:
            first_file, first_place = self._first[name]
            line, _ = self._find(first_file, first_place)
            faults.append(
                Fault(
                    ("id",),
                    "duplicate-id",
                    f'the id "{name}" is that of the {first_place[0]} at {first_file}:{line}',
                    "give each record an id of its own",
                )
            )
        elif name:
            self._first[name] = (file, place)
        for fault in faults:
            self._problem(file, place, fault, name)
        if any(fault.severity == "error" for fault in faults):
            self.left_out += 1
            self.faulty.update({name} - self.records.keys() - {""})
        else:
            self.records[name] = build(kind, plain, file=file, position=position)

    def _not_text(self, file: str, content: bytes, at: int) -> None:
        line = content.count(b"\n", 0, at) + 1
        column = len(content[content.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")) + 1
        reason = f"not UTF-8: the byte 0x{content[at]:02X} is no character"
        self.problems.append(
            Problem(file, line, column, "", "not-utf-8", reason, f"save it as UTF-8; {_ALL_LEFT_OUT}")
        )

    def _find(self, file: str, path: KeyPath) -> tuple[int, int]:
        from tradetui.core.places import Places

        if self._places is None:
            self._places = Places(self.folder)
        found: tuple[int, int] = self._places.find(file, path)
        return found

    def _problem(self, file: str, place: KeyPath, fault: Fault, record: str = "") -> None:
        from tradetui.core.places import problem

        self.problems.append(problem(fault, file, place, self._find(file, (*place, *fault.path)), record))


_ALL_LEFT_OUT = "the records of this file are left out"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
