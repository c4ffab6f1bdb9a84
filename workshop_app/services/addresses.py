"""Where participants find this server: the public address, or this machine's on the local network."""

from __future__ import annotations

import ipaddress
import socket
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from urllib.parse import urlsplit

from workshop_app.domain.session import LiveSession

_PATIENCE = 2.0
_HEALTH = "/helse"
#: How long the list of this machine's addresses is good for, in seconds.
_REMEMBERED = 10.0


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The addresses to choose from. A public one, where it is set, is the only one."""

    public_url: str | None
    port: int

    def candidates(self) -> list[str]:
        """All addresses under which a phone may find this server, the likeliest first."""
        if self.public_url:
            return [self.public_url.rstrip("/")]
        found = [_as_url(host, self.port) for host in _network_hosts(int(monotonic() / _REMEMBERED))]
        return found or [_as_url("localhost", self.port)]

    def of(self, live: LiveSession) -> str:
        """The address on the session's projector: the chosen one, as long as it still exists."""
        candidates = self.candidates()
        return live.address if live.address in candidates and live.address else candidates[0]

    def answers(self, address: str) -> bool:
        """Whether this server can be reached at `address` from this machine. Blocks for at most two seconds."""
        try:
            with urllib.request.urlopen(f"{address}{_HEALTH}", timeout=_PATIENCE) as response:  # noqa: S310 -- only ever one of `candidates()`
                return bool(response.status == 200)  # noqa: PLR2004 -- HTTP's OK
        except OSError:
            return False


@lru_cache(maxsize=64)
def is_encrypted(address: str) -> bool:
    """Whether answers sent to `address` can't be read on the way. This machine itself counts as safe."""
    parts = urlsplit(address)
    return parts.scheme == "https" or is_own_machine(parts.hostname or "")


def is_own_machine(host: str) -> bool:
    """Whether `host` is this machine and nothing else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown_address(address: str) -> str:
    """The address as it is read from a projector: without what everybody's browser adds by itself."""
    return address.removeprefix("https://").removeprefix("http://")


def _as_url(host: str, port: int) -> str:
    return f"http://{host}" if port == 80 else f"http://{host}:{port}"  # noqa: PLR2004 -- HTTP's own port


@lru_cache(maxsize=1)
def _network_hosts(_period: int) -> Sequence[str]:
    """This machine's IPv4 addresses, the one that leads to the rest of the network first.

    Every frame asks, and a network changes seldom: looked up once in each `_period`.
    """
    import psutil  # noqa: PLC0415 -- slow import

    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = [
        address.address
        for name, addresses in psutil.net_if_addrs().items()
        if name in up
        for address in addresses
        if address.family == socket.AF_INET and not is_own_machine(address.address)
    ]
    leading = _leading_host()
    return sorted(found, key=lambda host: host != leading)


def _leading_host() -> str:
    """The address that this machine uses towards others. Nothing is sent: the socket only picks a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""
