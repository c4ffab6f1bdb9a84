"""A session's keys: its own opens what it is for, and nothing else does."""

from __future__ import annotations

import pytest

from workshop_app.services.session_keys import (
    calendar_key,
    is_calendar_key,
    is_scan_key,
    is_stage_key,
    scan_key,
    stage_key,
)

SECRET = b"s" * 32
KINDS = {
    "stage": (stage_key, is_stage_key),
    "calendar": (calendar_key, is_calendar_key),
    "scan": (scan_key, is_scan_key),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sessions_own_key_opens(kind: str) -> None:
    make, opens = KINDS[kind]
    assert opens(SECRET, "one", make(SECRET, "one"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_else_does(kind: str) -> None:
    make, opens = KINDS[kind]
    others = [KINDS[one][0](SECRET, "one") for one in KINDS if one != kind]
    for key in ("", "x", make(SECRET, "other"), make(b"t" * 32, "one"), *others, "é" * 32, "\ud800"):
        assert not opens(SECRET, "one", key)
