"""How log lines look: sentences for whoever reads them, or a JSON object a line for a program that collects them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

#: What the operator is told at the start and at the end, on standard output. What goes wrong is on standard error.
OPERATOR = "workshop.operator"
_FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s"
_JSON = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": _FIELDS,
    "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
    "datefmt": "%Y-%m-%dT%H:%M:%S%z",
    "json_ensure_ascii": False,
}


class LogFormat(StrEnum):
    """What a line is."""

    TEXT = "text"
    JSON = "json"


def configuration(form: LogFormat) -> dict[str, Any]:
    """For `logging.config.dictConfig`, in the process that starts the server and in each worker."""
    failure = {"format": "%(asctime)s %(levelname)s %(message)s"}
    as_json = form is LogFormat.JSON
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "failure": _JSON if as_json else failure,
            "told": _JSON if as_json else {"format": "%(message)s"},
        },
        "handlers": {
            "failure": {"class": "logging.StreamHandler", "formatter": "failure", "stream": "ext://sys.stderr"},
            "told": {"class": "logging.StreamHandler", "formatter": "told", "stream": "ext://sys.stdout"},
        },
        "root": {"handlers": ["failure"], "level": "WARNING"},
        "loggers": {OPERATOR: {"handlers": ["told"], "level": "INFO", "propagate": False}, "_granian": {}},
    }
