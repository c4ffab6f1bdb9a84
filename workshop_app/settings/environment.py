"""The environment of this process: the only module that touches `os.environ`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TypeVar

from workshop_app.settings.variables import BY_NAME, SECRET, SettingError

_T = TypeVar("_T")
#: Reflex would move its state there, which costs two to three times per event and leaves answers in another process.
_FORBIDDEN = "REFLEX_REDIS_URL"
#: What we are built on takes settings from the environment too; ours replace whatever was there.
_INNER_PREFIXES = ("REFLEX_", "__REFLEX_", "GRANIAN_", "PROMETHEUS_")


class Environment:
    """The variables of one environment, read one by one."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ

    def read(self, name: str, parse: Callable[[str], _T]) -> _T | None:
        """The parsed value, or None where the variable is unset or empty. Raises `SettingError`."""
        raw = self._environ.get(name, "").strip()
        if not raw:
            return None
        try:
            return parse(raw)
        except ValueError:
            # A message ends up in logs; neither keys nor a database's password belong there.
            shown = "what was given" if name in SECRET else f"“{raw}”"
            message = f"{name} must be {BY_NAME[name].takes}, not {shown}."
            raise SettingError(message) from None

    def refuse_forbidden(self) -> None:
        """Raise `SettingError` where something is set that would change how the server works."""
        if self._environ.get(_FORBIDDEN):
            message = f"{_FORBIDDEN} must not be set: Reflex would move its state out of this process."
            raise SettingError(message)


def inherited_environment() -> dict[str, str]:
    """The environment for a process of ours, without anything that would change how Reflex works."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_INNER_PREFIXES)}


def enter_environment(environ: Mapping[str, str]) -> None:
    """Replace this process's environment; what it starts inherits it."""
    os.environ.clear()
    os.environ.update(environ)
