"""An authenticator in software: makes passkeys and signs with them, also as none should."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

_PRESENT, _VERIFIED, _WITH_CREDENTIAL = 0x01, 0x04, 0x40


@dataclass(kw_only=True)
class Authenticator:
    """One passkey, in a browser that is at `origin`. `verifies`: it makes sure who is there."""

    origin: str
    verifies: bool = True
    counts: bool = True
    user_handle: bytes = b""
    sign_count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: str) -> str:
        """What `navigator.credentials.create` answers, as JSON."""
        asked = json.loads(options)
        self.user_handle = base64url_to_bytes(asked["user"]["id"])
        made = b"\0" * 16 + len(self.credential_id).to_bytes(2, "big") + self.credential_id + self._public_key()
        data = self._data(asked["rp"]["id"], _WITH_CREDENTIAL) + made
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        told = {"attestationObject": attestation, "clientDataJSON": self._client("webauthn.create", asked["challenge"])}
        return self._answer(told)

    def get(self, options: str) -> str:
        """What `navigator.credentials.get` answers, as JSON."""
        asked = json.loads(options)
        data = self._data(asked["rpId"])
        client = self._client("webauthn.get", asked["challenge"])
        signed = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {"authenticatorData": data, "clientDataJSON": client, "signature": signed, "userHandle": self.user_handle}
        )

    def _data(self, rp_id: str, more: int = 0) -> bytes:
        self.sign_count += self.counts
        flags = _PRESENT | (_VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.sign_count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _public_key(self) -> bytes:
        numbers = self._key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def _answer(self, response: dict[str, bytes]) -> str:
        id_ = bytes_to_base64url(self.credential_id)
        told: dict[str, Any] = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": told})
