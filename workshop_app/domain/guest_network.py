"""A wireless network for the room, as a code that telephones know how to read.

The form is that of ZXing's «Wi-Fi Network config», which iOS and Android read with the camera:
`WIFI:T:WPA;S:name;P:password;;`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workshop_app.domain.errors import BadInput
from workshop_app.domain.plain_text import one_line

#: Bytes in a network's name (IEEE 802.11).
LONGEST_NAME = 32
#: Characters in a passphrase (WPA): printable ASCII.
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 63
_PASSPHRASE = re.compile(r"[ -~]*")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")
_MEANING_SOMETHING = re.compile(r'([\\;,:"])')


@dataclass(frozen=True, kw_only=True)
class GuestNetwork:
    """A network that phones may join; without a password it is open. The password is in no `repr`."""

    name: str
    password: str = field(default="", repr=False)

    def code(self) -> str:
        """What the picture to scan says."""
        if not self.password:
            return f"WIFI:T:nopass;S:{_written(self.name)};;"
        return f"WIFI:T:WPA;S:{_written(self.name)};P:{_written(self.password)};;"


def guest_network(name: str, password: str) -> GuestNetwork:
    """The network of what somebody typed. Raises `BadInput` for what no network can be called or take.

    Blanks around the name go; in a password they mean something.
    """
    name = one_line(name)
    if not name:
        raise BadInput("wifi.no_name")
    if len(name.encode()) > LONGEST_NAME:
        raise BadInput("wifi.long_name", most=LONGEST_NAME)
    is_possible = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD and _PASSPHRASE.fullmatch(password)
    if password and not is_possible:
        raise BadInput("wifi.bad_password", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    return GuestNetwork(name=name, password=password)


def _written(text: str) -> str:
    """Text with what has a meaning in the code escaped; in quotes where it would be taken for hexadecimal."""
    escaped = _MEANING_SOMETHING.sub(r"\\\1", text)
    return f'"{escaped}"' if _HEXADECIMAL.fullmatch(text) else escaped
