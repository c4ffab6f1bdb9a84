"""What goes to the log when something of ours fails: where it happened, never the values it happened with.

An exception's message may hold an answer or a token; the kind of error and the lines of code can't.
"""

from __future__ import annotations

import logging
import sqlite3
from time import monotonic
from traceback import extract_tb

from workshop_app import metrics

_log = logging.getLogger("workshop")

#: The same failure is written down again after so many seconds: forty phones meet a full disk together.
_QUIET = 60.0
_said: dict[str, float] = {}
#: PostgreSQL's classes of codes for connections that break, and for a server that is stopping or starting.
_AWAY = ("08", "57P")

#: Modules of Reflex, and of what it is built on, that write events and their arguments to the log.
_LOGGERS_WITH_VALUES = (
    "reflex.app",
    "reflex_base.event.processor.base_state_processor",
    "reflex_base.event.processor.event_processor",
    "reflex_base.vars.base",
    "engineio.server",
    "socketio.server",
)


def log_server_error(exception: Exception) -> None:
    """One line for something that failed, and none when the same was said within the last minute."""
    cause = _cause(exception)
    what = f"{type(exception).__name__} {cause}".rstrip()
    metrics.FAILURES.labels(cause or type(exception).__name__).inc()
    # What the database refuses, it refuses wherever it is asked: one line for all of that.
    known = what if cause else f"{what} {where(exception)}"
    if monotonic() - _said.get(known, -_QUIET) >= _QUIET:
        _said[known] = monotonic()
        at = where(exception)
        parts = {"error": type(exception).__name__, "cause": cause, "where": at}
        _log.error("Something failed and was not carried out: %s %s", what, at, extra=parts)


def log_browser_error(exception: Exception) -> None:
    """One line for a script that failed in some browser; what it says of itself is left out."""
    _log.warning("A page reported a script error (%d characters)", len(str(exception)))


def keep_values_out() -> None:
    """Make Reflex's own log lines say where they come from and nothing of what a browser sent."""
    for name in _LOGGERS_WITH_VALUES:
        logging.getLogger(name).addFilter(_without_values)


def _without_values(record: logging.LogRecord) -> bool:
    error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
    record.msg, record.args = f"{record.filename}:{record.lineno} {error}".rstrip(), None
    record.exc_info = record.exc_text = None
    return True


def _cause(exception: Exception) -> str:
    """The database's own name for what is wrong, such as SQLITE_FULL; empty where it was not the database."""
    # Beside what goes through SQLAlchemy, the write-ahead log is emptied by hand.
    original = exception if isinstance(exception, sqlite3.Error) else getattr(exception, "orig", None)
    if original is None:
        return ""
    code = str(getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or "")
    # A server that goes, is gone and comes back has a code for each, and none where nothing answers at all.
    return "DATABASE_AWAY" if not code or code.startswith(_AWAY) else code


def where(exception: Exception) -> str:
    """The lines of code that led to it, innermost last: `room.py:120 push.py:44`."""
    frames = extract_tb(exception.__traceback__)[-4:]
    return " ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
