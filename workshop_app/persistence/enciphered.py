"""Texts that the database holds enciphered: a copy of it tells nothing without the server's own key.

ChaCha20-Poly1305 under a key that HKDF makes of the server's, with a new nonce each time. A text is filled up with
spaces to a multiple of `BLOCK` characters, so that its length tells nothing.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: More than the sum of a pulse with twice as many statements as ours takes.
BLOCK = 8192
_NONCE = 12


def encipher(text: str, *, secret: bytes, about: str) -> str:
    """The text as the database may hold it. `about` says what it belongs to: nowhere else it can be read."""
    nonce, filled = secrets.token_bytes(_NONCE), text.encode()
    filled += b" " * (-len(filled) % BLOCK)
    return b64encode(nonce + _box(secret).encrypt(nonce, filled, about.encode())).decode()


def decipher(kept: str, *, secret: bytes, about: str) -> str | None:
    """The text again; None where another key has been used, or somebody has changed what is kept."""
    raw = b64decode(kept)
    try:
        return _box(secret).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode().rstrip(" ")
    except InvalidTag:
        return None


def _box(secret: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sums of sittings").derive(secret))
