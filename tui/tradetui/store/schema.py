"""The layout of an index file.

A *row* is one version of a record: the span of known-on days over which the record gives the same answer. Rows are
numbered from 1 in time order (undated ones first, then by first possible day, last possible day, clock time, place in
the collection), so that newest-first is the row number backwards and a span of days is a range of row numbers.

- ``meta``: what ``collection.toml`` says, counts, and the span of known-on days that the ``now`` terms hold for.
- ``record``: each record once, as the JSON of its plain table.
- ``version``: the row as numbers: bounds, known-on span, when the record became known. Bounds are days; a side that
  is open is ``OPEN_LO``/``OPEN_HI``.
- ``face``: what a list draws of the row, as a JSON array.
- ``text``: contentless FTS5 over the normalised words of the row *and* its terms. Everything a field of the query
  asks for (``by:x``, ``kind:talks``) is a term: one private-use character (``term`` numbers them), which no text
  contains.
- ``term``: what the terms stand for, and on how many current rows each is.
- ``alias``: each normalised name from each of its words on ("liu he", "he"), for reading ``by:li`` as an id.
  ``name``: what people call an actor, a source or a side. ``quoted``: from when on an event had quotes.
- ``day``: the first row of each day. ``shaped``: the shape of each row's date as one array, and ``shape`` what they
  are (see :mod:`tradetui.store.shapes`). ``standing``: the current rows of each kind as one array.
"""

from __future__ import annotations

from typing import Final

#: Raised with every change of the layout *or* of what is written into it; part of the file's name.
SCHEMA: Final = 8
#: "ttui" in ASCII, in the header of the file.
APPLICATION_ID: Final = 0x74747569
#: The name of an index that is itself the archive, beside its ``collection.toml``.
ARCHIVE_FILE: Final = "archive.sqlite"

OPEN_LO: Final = -(2**31)
OPEN_HI: Final = 2**31 - 1

#: The codes of the kinds in ``record.kind`` and ``version.kind``; never reordered.
KIND_CODES: Final = {"event": 0, "quote": 1, "measure": 2, "figure": 3, "actor": 4, "source": 5}
KIND_NAMES: Final = ("event", "quote", "measure", "figure", "actor", "source")

#: The code of a side in ``name.kind``.
SIDE_CODE: Final = 100

#: Terms of the store's own; the colon keeps them apart from the fields of the query language.
SCOPE: Final = ":kind"  # value: the kind; on every row
NOW: Final = ":now"  # value: the kind; on rows that are current when the record ends
EARLY: Final = ":early"  # known before its first day, a plan; value: by how long, as REACH
REACH: Final = ":reach"  # value: how long the span is, see reach_of()
LINK: Final = ":link"  # value: relation and target id, "answers e-17"


def possible(field: str) -> str:
    """The name of the terms for values of a field that a record has possibly, and not surely."""
    return f"{field}?"


#: A term is one or two characters from here on (plane 15, private use: FTS5 takes them as letters).
_FIRST: Final = 0xF0000
_WIDTH: Final = 0xFFFE

#: Longest span in days of each class of reach; the last class is everything longer, or open.
REACHES: Final = (0, 2, 31, 366, 3660)


def reach_of(lo: int, hi: int) -> int:
    """The class of a span: 0 for one day, then up to 3 days, a month, a year, ten years, more."""
    length = hi - lo
    for number, longest in enumerate(REACHES):
        if length <= longest:
            return number
    return len(REACHES)


def token(number: int) -> str:
    """The token that stands for the term with this number (from 0)."""
    if number < _WIDTH:
        return chr(_FIRST + number)
    high, low = divmod(number - _WIDTH, _WIDTH)
    # Two characters: the second plane of private use first, so that no token begins another.
    return chr(_FIRST + 0x10000 + high) + chr(_FIRST + low)


# Every other ASCII sign is part of a token: the normaliser has already cut the text, FTS5 splits at spaces only.
_SIGNS = "!#$%&()*+,-./:;<=>?@[\\]^_`{|}~"

WORDS: Final = f"""
CREATE VIRTUAL TABLE text USING fts5(
  t, content='', columnsize=0, prefix='1 2 3', tokenize="ascii tokenchars '{_SIGNS}'"
);
"""
TABLES: Final = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
CREATE TABLE record (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, kind INTEGER NOT NULL, file TEXT NOT NULL, position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE version (
  row INTEGER PRIMARY KEY, n INTEGER NOT NULL, kind INTEGER NOT NULL,
  lo INTEGER NOT NULL, hi INTEGER NOT NULL,
  sure_lo INTEGER NOT NULL, sure_hi INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  k_from INTEGER NOT NULL, k_to INTEGER NOT NULL,
  since_lo INTEGER NOT NULL, since_hi INTEGER NOT NULL
);
CREATE TABLE face (row INTEGER PRIMARY KEY, face TEXT NOT NULL);
{WORDS}CREATE TABLE term (n INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT NOT NULL, now INTEGER NOT NULL);
CREATE TABLE alias (suffix TEXT, id TEXT, PRIMARY KEY (suffix, id)) WITHOUT ROWID;
CREATE TABLE name (
  id TEXT, kind INTEGER, place INTEGER, name TEXT NOT NULL, PRIMARY KEY (id, kind, place)
) WITHOUT ROWID;
CREATE TABLE quoted (id TEXT PRIMARY KEY, k_from INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE day (lo INTEGER PRIMARY KEY, first INTEGER NOT NULL);
CREATE TABLE shape (n INTEGER PRIMARY KEY, hard INTEGER NOT NULL, parts TEXT NOT NULL);
CREATE TABLE shaped (width INTEGER NOT NULL, rows BLOB NOT NULL);
CREATE TABLE standing (kind INTEGER PRIMARY KEY, rows BLOB NOT NULL);
"""

INDEXES: Final = f"""
CREATE UNIQUE INDEX record_id ON record (id);
CREATE UNIQUE INDEX term_value ON term (field, value);
CREATE INDEX version_n ON version (n);
CREATE INDEX version_from ON version (k_from, kind, flags);
CREATE INDEX version_to ON version (k_to, kind) WHERE k_to < {OPEN_HI};
"""

#: ``version.flags``.
DATED: Final = 1
GAPS: Final = 2  # a set or a one-of with days missing between its members: the bounds alone don't tell
HARD: Final = 4  # with gaps, and only the date itself can tell what it surely touches
NEWS: Final = 8  # the version begins because more became known
