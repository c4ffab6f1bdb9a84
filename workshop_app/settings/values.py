"""What is written in the environment, read as the value that it stands for. Raises `ValueError` for anything else."""

from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit

from workshop_app.domain.thresholds import FLOOR

_HIGHEST_PORT = 65_535
_SHORTEST_SECRET = 32
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
#: Where a password may go over the line unencrypted, since there is no line.
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def port(raw: str) -> int:
    """The number of a port."""
    return _within(int(raw), 1, _HIGHEST_PORT)


def count(raw: str) -> int:
    """A whole number, 0 or more."""
    return _within(int(raw), 0, sys.maxsize)


def minimum(raw: str) -> int:
    """A threshold that is not under the floor."""
    return _within(int(raw), FLOOR, sys.maxsize)


def ping(raw: str) -> int:
    """Seconds between two pings."""
    return _within(int(raw), 1, 60)


def _within(number: int, lowest: int, highest: int) -> int:
    if not lowest <= number <= highest:
        raise ValueError(number)
    return number


def truth(raw: str) -> bool:
    """Yes or no."""
    if raw.lower() not in _YES | _NO:
        raise ValueError(raw)
    return raw.lower() in _YES


def host(raw: str) -> str:
    """A name or an address to listen on."""
    return _matching(r"[A-Za-z0-9.:\-]+", raw)


def url(raw: str) -> str:
    """An address of the web without a path, and without the slash at its end."""
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(raw)
    return raw.rstrip("/")


def issuer(raw: str) -> str:
    """As it is given: a token names its issuer to the letter, also where that ends with a slash."""
    parts = urlsplit(raw)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OWN_MACHINE)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(raw)
    return raw


def sender(raw: str) -> str:
    """An e-mail address, without a name beside it."""
    return _matching(r"[^\s<>@,;:]+@[A-Za-z0-9.\-]+", raw)


def groups(raw: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(filter(None, (one.strip() for one in raw.split(","))))


def database(raw: str) -> str:
    """The address of a database of a kind that we know."""
    return _matching(r"(sqlite|postgres|postgresql|postgresql\+psycopg)://.*", raw)


def valkey(raw: str) -> str:
    """The address as the client library reads it, which knows Valkey by the name of its ancestor."""
    scheme, found, rest = raw.partition("://")
    known = {"valkey": "redis", "valkeys": "rediss", "redis": "redis", "rediss": "rediss", "unix": "unix"}
    if not found or not rest or scheme not in known:
        raise ValueError(raw)
    return f"{known[scheme]}://{rest}"


def secret(raw: str) -> str:
    """A key that is too long to be guessed. The error does not quote it."""
    if len(raw) < _SHORTEST_SECRET:
        raise ValueError
    return raw


def _matching(pattern: str, raw: str) -> str:
    if not re.fullmatch(pattern, raw):
        raise ValueError(raw)
    return raw
