"""The projector's own key: opened from the control screen, so that the join code alone does not open it."""

from __future__ import annotations

import hashlib
import hmac


def stage_key(secret: bytes, session_id: str) -> str:
    """The key of one session's projector; 32 hexadecimal characters."""
    return hmac.new(secret, f"stage/{session_id}".encode(), hashlib.sha256).hexdigest()[:32]


def is_stage_key(secret: bytes, session_id: str, key: str) -> bool:
    """Whether `key` opens that projector."""
    return hmac.compare_digest(stage_key(secret, session_id).encode(), key.encode(errors="surrogatepass"))
