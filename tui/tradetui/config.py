"""Where things are and what the user has set: XDG paths, the collection to open, settings, today.

Nothing here makes a directory or reads a file on import.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tradetui.core.frozen import field, frozen
from tradetui.core.problems import CollectionError, TradetuiError

APP = "tradetui"
#: The collection opened when none is named.
BUNDLED = "us-china-trade-war"


def _xdg(variable: str, kind: str, fallback: str) -> Path:
    """A base directory by its XDG variable, else as the platform has it."""
    given = os.environ.get(variable, "")
    if given and Path(given).is_absolute():
        return Path(given) / APP
    if sys.platform in ("darwin", "win32"):
        from platformdirs import PlatformDirs

        return Path(str(getattr(PlatformDirs(APP, appauthor=False), f"user_{kind}_dir")))
    return Path(os.path.expanduser("~")) / fallback / APP  # noqa: PTH111 - never fails, unlike Path.home()


def cache_dir() -> Path:
    """Where indexes are kept; all of it may be deleted at any time."""
    return _xdg("XDG_CACHE_HOME", "cache", ".cache")


def config_dir() -> Path:
    """Where ``config.toml`` is looked for; never written by the program."""
    return _xdg("XDG_CONFIG_HOME", "config", ".config")


def state_dir() -> Path:
    """Where the program remembers what it may (lanes, exported copies)."""
    return _xdg("XDG_STATE_HOME", "state", ".local/state")


def content_root() -> Path:
    """The folder with the bundled collections: ``TRADETUI_CONTENT``, the wheel's, or the checkout's."""
    given = os.environ.get("TRADETUI_CONTENT", "")
    if given:
        return Path(given)
    here = Path(__file__).resolve().parent
    bundled = here / "_content"
    return bundled if bundled.is_dir() else here.parents[1] / "content"


def collection_path(given: str | None) -> Path:
    """The folder of the collection to open: a path, or the name of a bundled one; the default when None.

    Raises CollectionError when there is no such folder.
    """
    if given is None:
        given = os.environ.get("TRADETUI_COLLECTION") or BUNDLED
    path = Path(given)
    if path.is_dir():
        return path
    if path.name == given and (content_root() / given).is_dir():
        return content_root() / given
    if path.exists():
        raise CollectionError(
            f"{given} is a file",
            title="Not a collection",
            hint="name the folder that holds its collection.toml",
        )
    raise CollectionError(
        f"there is no folder {given}",
        title="No such collection",
        hint="name a folder with a collection.toml, or give none to open the bundled one",
    )


def today() -> date:
    """Today, or the day in ``TRADETUI_TODAY`` (for runs that must give the same answer tomorrow)."""
    given = os.environ.get("TRADETUI_TODAY", "")
    if not given:
        return date.today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise TradetuiError(
            f"TRADETUI_TODAY is {given!r}", title="Not a day", hint="write it as 2019-03-27, or unset it"
        ) from None


def now(end_of_record: int | None) -> int:
    """The day on which one stands by default: the earlier of today and the end of the record."""
    day = today().toordinal()
    return day if end_of_record is None else min(day, end_of_record)


@frozen
class Settings:
    """What the user may set in ``config.toml``; ``warnings`` tell what of it was not understood."""

    theme: str = ""
    ascii: bool = False
    mouse: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


_TYPES: Mapping[str, type] = {"theme": str, "ascii": bool, "mouse": bool, "keys": dict}


def settings() -> Settings:
    """Read ``config.toml``; faults become warnings, never a crash."""
    path = config_dir() / "config.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        return Settings(warnings=(f"{path}: {error}; the defaults are used",))
    import tomli

    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return Settings(warnings=(f"{path}: {error}; the defaults are used",))
    good: dict[str, object] = {}
    warnings: list[str] = []
    for key, value in table.items():
        wanted = _TYPES.get(key)
        if wanted is None:
            warnings.append(f"{path}: there is no setting {key!r}; there are {', '.join(_TYPES)}")
        elif not isinstance(value, wanted):
            warnings.append(f"{path}: {key} should be {wanted.__name__}, not {type(value).__name__}")
        else:
            good[key] = value
    if isinstance(keys := good.get("keys"), dict):
        bad = [k for k, v in keys.items() if not isinstance(v, str)]
        warnings += [f"{path}: keys.{k} should be text such as 'k,up'" for k in bad]
        good["keys"] = {k: v for k, v in keys.items() if k not in bad}
    return Settings(**good, warnings=tuple(warnings))  # type: ignore[arg-type]
