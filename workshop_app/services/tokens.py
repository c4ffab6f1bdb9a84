"""Random tokens, and the hashes that are stored in their place."""

from __future__ import annotations

import hashlib
import re
import secrets

_DRAWN = re.compile(r"[0-9a-f]{64}")


def new_id() -> str:
    """An identifier that can't be guessed; 22 characters, safe in an address."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A secret for a browser to keep; 43 characters."""
    return secrets.token_urlsafe(32)


def is_drawn(token: object) -> bool:
    """Whether a browser may have drawn it itself: 32 random bytes in hexadecimal (`assets/phone/joining.js`)."""
    return isinstance(token, str) and _DRAWN.fullmatch(token) is not None


def token_hash(token: str) -> bytes:
    """What is stored of a token. Plain SHA-256 is enough: tokens are random and long."""
    # A browser may send anything in a token's place, also what is no text at all.
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()
