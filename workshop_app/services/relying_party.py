"""Whom a passkey is made for: a host with a name, at an address that nobody can listen in on."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from workshop_app.services.addresses import is_encrypted

_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True)
class RelyingParty:
    """Where a passkey is good: the host that it belongs to, and the address that a browser must be at."""

    id: str
    origin: str


def relying_party(public_url: str | None) -> RelyingParty | None:
    """Whom passkeys are made for; None without a public address that browsers would take them at.

    They want https, or this machine itself, and a name: a number belongs to nobody.
    """
    parts = urlsplit((public_url or "").lower())
    if not public_url or not parts.hostname or not is_encrypted(public_url) or _is_number(parts.hostname):
        return None
    port = "" if parts.port in {None, _USUAL_PORTS[parts.scheme]} else f":{parts.port}"
    return RelyingParty(id=parts.hostname, origin=f"{parts.scheme}://{parts.hostname}{port}")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
