"""Log lines: sentences, or JSON objects that a program reads."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from workshop_app.logs import LogFormat

_FAIL = """
import logging.config, sys
from workshop_app import logs
from workshop_app.live.error_log import log_server_error
logging.config.dictConfig(logs.configuration(logs.LogFormat(sys.argv[1])))
logging.getLogger(logs.OPERATOR).info("This machine: åpen")
try:
    int("hemmelig")
except ValueError as error:
    log_server_error(error)
"""


@pytest.fixture
def lines(request: pytest.FixtureRequest) -> tuple[str, str]:
    """What a process of its own has written: logging is set up once in each."""
    ended = subprocess.run(
        [sys.executable, "-c", _FAIL, request.param], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return ended.stdout, ended.stderr


@pytest.mark.parametrize("lines", [LogFormat.JSON], indirect=True)
def test_a_line_is_an_object_with_what_failed_and_where_and_never_the_values(lines: tuple[str, str]) -> None:
    told, failed = (json.loads(line) for line in lines)
    assert (told["level"], told["message"]) == ("INFO", "This machine: åpen")
    assert (failed["level"], failed["logger"], failed["error"], failed["cause"]) == (
        "ERROR",
        "workshop",
        "ValueError",
        "",
    )
    assert failed["where"].startswith("<string>:")
    assert failed["time"].startswith("20")
    assert "hemmelig" not in "".join(lines)


@pytest.mark.parametrize("lines", [LogFormat.TEXT], indirect=True)
def test_sentences_for_the_operator_stand_alone_and_failures_have_a_time(lines: tuple[str, str]) -> None:
    assert lines[0] == "This machine: åpen\n"
    assert " ERROR Something failed and was not carried out: ValueError <string>:" in lines[1]
