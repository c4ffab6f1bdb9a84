"""How often one network, or everybody together, may do something. What is counted is forgotten when its time is out.

A network is a short-lived keyed hash (`network_of`): addresses of people are neither kept nor logged. Several workers
count together in Valkey; while it is away each counts for itself.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
from dataclasses import dataclass
from datetime import date
from math import ceil
from time import monotonic, time
from typing import Any, NoReturn

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter

from workshop_app import metrics
from workshop_app.domain.errors import WorkshopError

#: Wrong join codes from one network. 60 in five minutes are enough for a room that mistypes, and at that pace the
#: expected time until any of 20 live sessions is hit is over three years (docs/security.md).
CODES = RateLimitItemPerMinute(60, 5, namespace="codes")
#: Wrong join codes from everywhere; more of them are written to the log, and refused to nobody.
CODES_IN_ALL = RateLimitItemPerMinute(300, 1, namespace="codes-in-all")
#: How often the log says so.
_ALARMS = RateLimitItemPerMinute(1, 1, namespace="alarms")
#: Presses of «Bli med» over one connection.
JOINS = RateLimitItemPerMinute(20, 1, namespace="joins")
#: New seats from one network. A thousand rooms of thirty may begin behind one municipal address, or behind a proxy that
#: is not trusted; ten sessions of 300 in five minutes met the 2,000 that stood here before.
SEATS = RateLimitItemPerMinute(30_000, 10, namespace="seats")
#: What one phone may do for its group: take the pen, give it back, hand in.
GROUP_WORK = RateLimitItemPerMinute(40, 1, namespace="group-work")
#: Wrong passwords for one account from everywhere.
PASSWORDS = RateLimitItemPerMinute(30, 5, namespace="passwords")
#: Passwords for one account from one network, right ones aside: fewer than would make the account wait elsewhere.
PASSWORDS_HERE = (
    RateLimitItemPerMinute(6, 1, namespace="passwords-here"),
    RateLimitItemPerMinute(20, 10, namespace="passwords-here-for-long"),
)
#: Wrong one-time links from everywhere: too long to be found by guessing, but each costs a query.
LINKS = RateLimitItemPerSecond(20, 1, namespace="links")
#: Letters to one address that somebody has asked for, from anywhere; and how often one network may ask.
ASKED_FOR_LINK = RateLimitItemPerMinute(4, 15, namespace="asked-for-link")
ASKED_FOR_LINK_HERE = RateLimitItemPerMinute(300, 5, namespace="asked-for-link-here")
#: Sign-ins through the municipality's provider from one network, begun and come back from.
MUNICIPAL_SIGN_INS = RateLimitItemPerMinute(300, 5, namespace="municipal-sign-ins")
#: Sign-ins with a passkey from one network: begun, and answered.
PASSKEY_SIGN_INS = RateLimitItemPerMinute(300, 5, namespace="passkey-sign-ins")

_ALL = "all"
_IPV6_SITE = 64
_PATIENCE = 0.5
#: Seconds after a failure of Valkey until it is asked again.
_AGAIN = 10.0
_log = logging.getLogger("workshop")


class TooManyTries(WorkshopError):
    """Wait `n` seconds before trying again."""


@dataclass(frozen=True, kw_only=True)
class Networks:
    """Names for the networks that people come from. `secret` makes them unguessable, and each day others."""

    secret: bytes

    def name(self, address: str, *, today: date) -> str:
        """The name of an address's network: the address itself, or the /64 that an IPv6 one is in."""
        try:
            parsed = ipaddress.ip_address(address.strip().strip("[]"))
        except ValueError:
            return ""
        if isinstance(parsed, ipaddress.IPv6Address):
            parsed = parsed.ipv4_mapped or ipaddress.IPv6Network((int(parsed), _IPV6_SITE), strict=False)[0]
        told = f"{today.isoformat()} {parsed}".encode()
        return hmac.new(self.secret, b"network " + told, hashlib.sha256).hexdigest()[:16]


class Limits:
    """Counts who does what how often. Any thread may call; with Valkey each call asks it."""

    def __init__(self, valkey_url: str | None = None) -> None:
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(_shared(valkey_url)) if valkey_url else None
        self._away_until = 0.0

    def demand(self, limit: RateLimitItem, who: str, *, key: str = "error.too_many_tries") -> None:
        """Raise `TooManyTries` with that phrase where so many have been counted. Counts nothing."""
        if not self._ask("test", limit, who):
            self._refuse(limit, who, key)

    def demand_and_count(self, limit: RateLimitItem, who: str, *, key: str = "error.too_many_tries") -> None:
        """Count one more. Raises `TooManyTries` with that phrase where it is one too many."""
        if not self.count(limit, who):
            self._refuse(limit, who, key)

    def count(self, limit: RateLimitItem, who: str) -> bool:
        """Count one more. False where it is one too many."""
        return bool(self._ask("hit", limit, who))

    def forget(self, limit: RateLimitItem, who: str) -> None:
        """Start afresh."""
        self._ask("clear", limit, who)

    def _refuse(self, limit: RateLimitItem, who: str, key: str) -> NoReturn:
        metrics.REFUSED.labels(limit.namespace).inc()
        left = self._ask("get_window_stats", limit, who).reset_time - time()
        raise TooManyTries(key, n=min(max(1, ceil(left)), limit.get_expiry()))

    def _ask(self, what: str, limit: RateLimitItem, who: str) -> Any:  # noqa: ANN401 -- what the library answers
        if self._shared is not None and monotonic() >= self._away_until:
            try:
                return getattr(self._shared, what)(limit, who)
            except StorageError:
                self._away_until = monotonic() + _AGAIN
        return getattr(self._own, what)(limit, who)


def hidden(name: str) -> str:
    """A name to count by that says nothing to whoever reads Valkey."""
    return hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:16]


class Guesses:
    """Wrong join codes: refused to a network that has tried too many, and told to the operator when there are many."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def demand(self, network: str) -> None:
        """Raise `TooManyTries` for a network that has tried too many: right codes are not told from wrong ones then."""
        self.limits.demand(CODES, network, key="error.too_many_codes")

    def count(self, network: str) -> None:
        """Count a wrong code."""
        metrics.WRONG_CODES.inc()
        self.limits.count(CODES, network)
        if not self.limits.count(CODES_IN_ALL, _ALL) and self.limits.count(_ALARMS, _ALL):
            _log.warning("More than %d wrong join codes in a minute: somebody may be guessing", CODES_IN_ALL.amount)


class Passwords:
    """Tries at the password of an account. `network` is empty where somebody who is signed in is asked for it again."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def try_once(self, account: str, network: str = "") -> None:
        """Count a try, before it is looked at. Raises `TooManyTries` for one too many."""
        self._limits.demand(PASSWORDS, hidden(account), key="sign_in.slow_down")
        for limit in PASSWORDS_HERE:
            self._limits.demand_and_count(limit, hidden(f"{network} {account}"), key="sign_in.slow_down")

    def was_wrong(self, account: str) -> None:
        """Count a wrong one, wherever it came from."""
        self._limits.count(PASSWORDS, hidden(account))

    def was_right(self, account: str, network: str = "") -> None:
        """Start afresh."""
        for limit in PASSWORDS_HERE:
            self._limits.forget(limit, hidden(f"{network} {account}"))


def _shared(valkey_url: str) -> RedisStorage:
    return RedisStorage(valkey_url, wrap_exceptions=True, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
