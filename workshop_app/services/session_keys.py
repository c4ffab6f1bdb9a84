"""Keys to what a session has for those who have no account: each opens one thing, and the join code none of them."""

from __future__ import annotations

import hashlib
import hmac


def stage_key(secret: bytes, session_id: str) -> str:
    """The key of one session's projector, opened from the control screen."""
    return _key(secret, "stage", session_id)


def is_stage_key(secret: bytes, session_id: str, key: str) -> bool:
    """Whether `key` opens that projector."""
    return _is_same(stage_key(secret, session_id), key)


def calendar_key(secret: bytes, session_id: str) -> str:
    """The key of the calendar file that phones get at the end of one session."""
    return _key(secret, "calendar", session_id)


def is_calendar_key(secret: bytes, session_id: str, key: str) -> bool:
    """Whether `key` opens that file."""
    return _is_same(calendar_key(secret, session_id), key)


def _key(secret: bytes, opens: str, session_id: str) -> str:
    return hmac.new(secret, f"{opens}/{session_id}".encode(), hashlib.sha256).hexdigest()[:32]


def _is_same(key: str, given: str) -> bool:
    return hmac.compare_digest(key.encode(), given.encode(errors="surrogatepass"))
