"""Rules of the files themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradetui.core.files import read
from tradetui.core.load import Loaded
from tradetui.core.problems import Problem

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


def toml_1_0(loaded: Loaded) -> Iterator[Problem]:
    """Files that only a reader of TOML 1.1 takes: other people's programs refuse them.

    The standard library reads TOML 1.0 and so is the judge, as long as it does.
    """
    import tomllib

    broken = {
        problem.file
        for problem in loaded.problems
        if problem.check in ("not-toml", "not-utf-8", "unreadable")
    }
    for file in loaded.files:
        if not file.endswith(".toml") or file in broken:
            continue
        try:
            tomllib.loads(read(loaded.folder, file).decode("utf-8-sig"))
        except tomllib.TOMLDecodeError as error:
            place = _PLACE.search(str(error))
            line, column = (int(place[1]), int(place[2])) if place and place[1] else (0, 0)
            reason = f"TOML 1.1 only: {_PLACE.sub('', str(error)).strip().lower()}"
            remedy = "write it as TOML 1.0, which every reader of TOML takes"
            yield Problem(file, line, column, "", "toml-1.1", reason, remedy, "warning")
        except OSError:
            continue  # gone since it was loaded
