"""Keys to what a session has for those who have no account: each opens one thing, and the join code none of them."""

from __future__ import annotations

import hashlib
import hmac

#: Characters of a key that must fit into a QR code. It opens nothing without the join code beside it, and makes that
#: one four billion times as hard to guess.
_SHORT = 8


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


def scan_key(secret: bytes, session_id: str) -> str:
    """The short key in the QR code's address: the same for all who scan it, told from none who have not seen it."""
    return _key(secret, "scan", session_id)[:_SHORT]


def is_scan_key(secret: bytes, session_id: str, key: str) -> bool:
    """Whether `key` is what that session's QR code says."""
    return _is_same(scan_key(secret, session_id), key)


def _key(secret: bytes, opens: str, session_id: str) -> str:
    return hmac.new(secret, f"{opens}/{session_id}".encode(), hashlib.sha256).hexdigest()[:32]


def _is_same(key: str, given: str) -> bool:
    return hmac.compare_digest(key.encode(), given.encode(errors="surrogatepass"))
