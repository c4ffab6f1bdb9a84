"""The projector's key: its own session's opens it, and nothing else does."""

from __future__ import annotations

import pytest

from workshop_app.services.stage_key import is_stage_key, stage_key

SECRET = b"s" * 32


def test_the_sessions_own_key_opens() -> None:
    assert is_stage_key(SECRET, "one", stage_key(SECRET, "one"))


@pytest.mark.parametrize("key", ["", "x", stage_key(SECRET, "other"), stage_key(b"t" * 32, "one"), "é" * 32, "\ud800"])
def test_nothing_else_does(key: str) -> None:
    assert not is_stage_key(SECRET, "one", key)
