"""Settings: everything an operator can choose, read from the environment once, when the server starts.

The only module that touches `os.environ`. A value that can't be used is refused with one sentence
that names the variable and says what it takes. `docs/operations.md` lists the same variables.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from workshop_app.domain.thresholds import FLOOR
from workshop_app.logs import LogFormat

_T = TypeVar("_T")
_OWNER_ONLY_DIR = 0o700
_OWNER_ONLY_FILE = 0o600
_HIGHEST_PORT = 65_535
_SHORTEST_SECRET = 32
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
#: Reflex would move its state there, which costs two to three times per event and leaves answers in another process.
_FORBIDDEN = "REFLEX_REDIS_URL"
#: What is never shown, since a key or a password is in it.
_SECRET = frozenset(
    {
        "WORKSHOP_SECRET_KEY",
        "WORKSHOP_METRICS_TOKEN",
        "WORKSHOP_DATABASE_URL",
        "WORKSHOP_VALKEY_URL",
        "WORKSHOP_OIDC_CLIENT_SECRET",
    }
)
#: Where a password may go over the line unencrypted, since there is no line.
_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
#: What we are built on takes settings from the environment too; ours replace whatever was there.
_INNER_PREFIXES = ("REFLEX_", "__REFLEX_", "GRANIAN_", "PROMETHEUS_")


class SettingError(Exception):
    """A setting that can't be used. The message is one sentence for the operator."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One setting as `docs/operations.md` lists it."""

    name: str
    default: str
    takes: str


VARIABLES = (
    Variable(name="WORKSHOP_PORT", default="8080", takes="a port number from 1 to 65535"),
    Variable(name="WORKSHOP_HOST", default="0.0.0.0", takes="the address to listen on"),  # noqa: S104 -- phones on the local network must reach it
    Variable(name="WORKSHOP_PUBLIC_URL", default="", takes="an address such as https://tillit.example.org"),
    Variable(name="WORKSHOP_REQUIRE_HTTPS", default="on with an https public address", takes="yes or no"),
    Variable(name="WORKSHOP_TRUSTED_PROXY", default="no", takes="yes or no"),
    Variable(name="WORKSHOP_DATA_DIR", default="./var", takes="a folder that the server may write in"),
    Variable(
        name="WORKSHOP_DATABASE_URL",
        default="an SQLite file in the data folder",
        takes="an address such as postgresql://user:password@host/name, or sqlite:////folder/file.db",
    ),
    Variable(name="WORKSHOP_VALKEY_URL", default="", takes="an address such as valkey://127.0.0.1:6379"),
    Variable(name="WORKSHOP_SECRET_KEY", default="a generated one in the data folder", takes="at least 32 characters"),
    Variable(name="WORKSHOP_MINIMUM_ANSWERS", default=str(FLOOR), takes=f"a whole number, {FLOOR} or more"),
    Variable(name="WORKSHOP_PING_SECONDS", default="10", takes="a number of seconds from 1 to 60"),
    Variable(name="WORKSHOP_STYLE_GUIDE", default="no", takes="yes or no"),
    Variable(name="WORKSHOP_CONTENT_DIR", default="./content", takes="a folder with the workshop's content"),
    Variable(
        name="WORKSHOP_BACKUP_DIR",
        default="the folder backups in the data folder",
        takes="a folder that the server may write in",
    ),
    Variable(name="WORKSHOP_BACKUPS_KEPT", default="14", takes="a whole number, 0 for no daily backups"),
    Variable(name="WORKSHOP_LOG_FORMAT", default=LogFormat.TEXT.value, takes="text or json"),
    Variable(name="WORKSHOP_METRICS_TOKEN", default="", takes="at least 32 characters"),
    Variable(
        name="WORKSHOP_OIDC_ISSUER",
        default="",
        takes="an address such as https://login.microsoftonline.com/tenant-id/v2.0",
    ),
    Variable(name="WORKSHOP_OIDC_CLIENT_ID", default="", takes="the id of an application at the provider"),
    Variable(name="WORKSHOP_OIDC_CLIENT_SECRET", default="", takes="the application's secret"),
    Variable(name="WORKSHOP_OIDC_GROUP_CLAIM", default="groups", takes="the name of a claim"),
    Variable(name="WORKSHOP_OIDC_ADMINISTRATORS", default="", takes="groups, with commas between them"),
    Variable(name="WORKSHOP_OIDC_FACILITATORS", default="", takes="groups, with commas between them"),
    Variable(name="WORKSHOP_OIDC_LEADERS", default="", takes="groups, with commas between them"),
    Variable(name="WORKSHOP_LOCAL_SIGN_IN", default="yes", takes="yes or no"),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What this server runs with. Reading it writes nothing."""

    host: str
    port: int
    public_url: str | None
    require_https: bool
    trusted_proxy: bool
    data_dir: Path
    database_url: str
    minimum_answers: int
    style_guide: bool
    content_dir: Path
    ping_seconds: int
    backup_dir: Path
    backups_kept: int
    log_format: LogFormat = LogFormat.TEXT
    given_secret: str | None = None
    #: What whoever asks for `/metrics` must know; without it there is no such address.
    metrics_token: str | None = None
    #: Where several processes hear of each other; one process alone has none.
    valkey_url: str | None = None
    #: The provider of the municipality's own sign-in (OpenID Connect); without it there are local accounts only.
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    #: What an ID token calls its holder's groups, and the groups whose members have each role.
    oidc_group_claim: str = "groups"
    oidc_administrators: tuple[str, ...] = ()
    oidc_facilitators: tuple[str, ...] = ()
    oidc_leaders: tuple[str, ...] = ()
    #: Whether an address and a password open an account.
    local_sign_in: bool = True

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings. Raises `SettingError` for the first value that can't be used."""
        env = _Environment(os.environ if environ is None else environ)
        env.refuse(_FORBIDDEN)
        public_url = env.read("WORKSHOP_PUBLIC_URL", _url)
        data_dir = Path(env.read("WORKSHOP_DATA_DIR", str) or "var").absolute()
        found = cls(
            host=env.read("WORKSHOP_HOST", _host) or _BY_NAME["WORKSHOP_HOST"].default,
            port=env.read("WORKSHOP_PORT", _port) or 8080,
            public_url=public_url,
            require_https=_or(env.read("WORKSHOP_REQUIRE_HTTPS", _truth), (public_url or "").startswith("https://")),
            trusted_proxy=_or(env.read("WORKSHOP_TRUSTED_PROXY", _truth), False),  # noqa: FBT003 -- the default
            data_dir=data_dir,
            database_url=env.read("WORKSHOP_DATABASE_URL", _database) or f"sqlite:///{data_dir / 'workshop.db'}",
            minimum_answers=env.read("WORKSHOP_MINIMUM_ANSWERS", _minimum) or FLOOR,
            style_guide=_or(env.read("WORKSHOP_STYLE_GUIDE", _truth), False),  # noqa: FBT003 -- the default
            content_dir=Path(env.read("WORKSHOP_CONTENT_DIR", str) or "content").absolute(),
            ping_seconds=env.read("WORKSHOP_PING_SECONDS", _ping) or 10,
            backup_dir=Path(env.read("WORKSHOP_BACKUP_DIR", str) or data_dir / "backups").absolute(),
            backups_kept=_or(env.read("WORKSHOP_BACKUPS_KEPT", _count), 14),
            log_format=env.read("WORKSHOP_LOG_FORMAT", LogFormat) or LogFormat.TEXT,
            given_secret=env.read("WORKSHOP_SECRET_KEY", _secret),
            metrics_token=env.read("WORKSHOP_METRICS_TOKEN", _secret),
            valkey_url=env.read("WORKSHOP_VALKEY_URL", _valkey),
            oidc_issuer=env.read("WORKSHOP_OIDC_ISSUER", _issuer),
            oidc_client_id=env.read("WORKSHOP_OIDC_CLIENT_ID", str),
            oidc_client_secret=env.read("WORKSHOP_OIDC_CLIENT_SECRET", str),
            oidc_group_claim=env.read("WORKSHOP_OIDC_GROUP_CLAIM", str) or "groups",
            oidc_administrators=env.read("WORKSHOP_OIDC_ADMINISTRATORS", _groups) or (),
            oidc_facilitators=env.read("WORKSHOP_OIDC_FACILITATORS", _groups) or (),
            oidc_leaders=env.read("WORKSHOP_OIDC_LEADERS", _groups) or (),
            local_sign_in=_or(env.read("WORKSHOP_LOCAL_SIGN_IN", _truth), True),  # noqa: FBT003 -- the default
        )
        found._demand_ways_in()
        return found

    def listed(self) -> list[tuple[str, str]]:
        """Every setting with its value as an operator may see it: no key, and no password in an address."""
        return [(variable.name, self._listed(variable.name)) for variable in VARIABLES]

    def _listed(self, name: str) -> str:
        if name == "WORKSHOP_SECRET_KEY":
            return "given" if self.given_secret else _BY_NAME[name].default
        value = getattr(self, name.removeprefix("WORKSHOP_").lower())
        if name in {"WORKSHOP_METRICS_TOKEN", "WORKSHOP_OIDC_CLIENT_SECRET"}:
            return "given" if value else "none"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ", ".join(value) or "none"
        return "none" if value is None else _masked(str(value))

    @property
    def metrics_dir(self) -> Path:
        """Where several workers keep what they count, for as long as they run."""
        return self.data_dir / "metrics"

    def demand_for_several(self) -> None:
        """Raise `SettingError` unless several processes can serve the same sessions."""
        demanded = {
            "WORKSHOP_DATABASE_URL (PostgreSQL)": self.database_url.startswith("postgres"),
            "WORKSHOP_VALKEY_URL": bool(self.valkey_url),
            "WORKSHOP_SECRET_KEY": bool(self.given_secret),
        }
        _demand("More than one worker", demanded)

    def _demand_ways_in(self) -> None:
        """Raise `SettingError` where nobody, or no administrator, could sign in."""
        if self.oidc_issuer:
            demanded = {
                "WORKSHOP_PUBLIC_URL": bool(self.public_url),
                "WORKSHOP_OIDC_CLIENT_ID": bool(self.oidc_client_id),
                "WORKSHOP_OIDC_CLIENT_SECRET": bool(self.oidc_client_secret),
                "at least one of WORKSHOP_OIDC_ADMINISTRATORS, _FACILITATORS and _LEADERS": bool(
                    self.oidc_administrators or self.oidc_facilitators or self.oidc_leaders
                ),
            }
            _demand("WORKSHOP_OIDC_ISSUER", demanded)
        if not self.local_sign_in:
            demanded = {
                "WORKSHOP_OIDC_ISSUER": bool(self.oidc_issuer),
                "WORKSHOP_OIDC_ADMINISTRATORS": bool(self.oidc_administrators),
            }
            _demand("WORKSHOP_LOCAL_SIGN_IN=no", demanded)

    def prepare_data_dir(self) -> None:
        """Make the data folder, readable by its owner only. Raises `SettingError` when it can't be written in."""
        try:
            self.data_dir.mkdir(mode=_OWNER_ONLY_DIR, parents=True, exist_ok=True)
            probe = self.data_dir / f".writable-{secrets.token_hex(4)}"
            probe.touch(mode=_OWNER_ONLY_FILE)
            probe.unlink()
        except OSError as error:
            message = f"No write access to the data folder {self.data_dir}: choose another with WORKSHOP_DATA_DIR."
            raise SettingError(message) from error

    def secret_key(self) -> bytes:
        """The key that signs what leaves the server. Generated at the first call when none was given."""
        if self.given_secret:
            return self.given_secret.encode()
        self.prepare_data_dir()
        file = self.data_dir / "secret.key"
        try:
            # Exclusive: of two processes that start at once, one writes and the other reads.
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY_FILE)
        except FileExistsError:
            return file.read_bytes().strip()
        with os.fdopen(descriptor, "wb") as opened:
            key = secrets.token_hex(32).encode()
            opened.write(key)
        return key


def inherited_environment() -> dict[str, str]:
    """The environment for a process of ours, without anything that would change how Reflex works."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_INNER_PREFIXES)}


def enter_environment(environ: Mapping[str, str]) -> None:
    """Replace this process's environment; what it starts inherits it."""
    os.environ.clear()
    os.environ.update(environ)


class _Environment:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def read(self, name: str, parse: Callable[[str], _T]) -> _T | None:
        """The parsed value, or None where the variable is unset or empty."""
        raw = self._environ.get(name, "").strip()
        if not raw:
            return None
        try:
            return parse(raw)
        except ValueError:
            message = f"{name} must be {_BY_NAME[name].takes}, not {_shown(name, raw)}."
            raise SettingError(message) from None

    def refuse(self, name: str) -> None:
        if self._environ.get(name):
            message = f"{name} must not be set: Reflex would move its state out of this process."
            raise SettingError(message)


def _demand(what: str, demanded: Mapping[str, bool]) -> None:
    """Raise `SettingError` that names what `what` needs and has not."""
    missing = [name for name, is_there in demanded.items() if not is_there]
    if missing:
        named = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        raise SettingError(f"{what} needs {named} to be set.")


def _or(chosen: _T | None, default: _T) -> _T:
    return default if chosen is None else chosen


def _shown(name: str, raw: str) -> str:
    # A message ends up in logs; neither keys nor a database's password belong there.
    return "what was given" if name in _SECRET else f"“{raw}”"


def _masked(value: str) -> str:
    """An address without the passwords in it, as a user's and as an option's."""
    without = re.sub(r"([?&][^=&]*(?:pass|secret|key)[^=&]*=)[^&]*", r"\1***", value, flags=re.IGNORECASE)
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", without)


def _port(raw: str) -> int:
    return _within(int(raw), 1, _HIGHEST_PORT)


def _count(raw: str) -> int:
    return _within(int(raw), 0, sys.maxsize)


def _minimum(raw: str) -> int:
    return _within(int(raw), FLOOR, sys.maxsize)


def _ping(raw: str) -> int:
    return _within(int(raw), 1, 60)


def _within(number: int, lowest: int, highest: int) -> int:
    if not lowest <= number <= highest:
        raise ValueError(number)
    return number


def _truth(raw: str) -> bool:
    if raw.lower() not in _YES | _NO:
        raise ValueError(raw)
    return raw.lower() in _YES


def _host(raw: str) -> str:
    return _matching(r"[A-Za-z0-9.:\-]+", raw)


def _url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(raw)
    return raw.rstrip("/")


def _issuer(raw: str) -> str:
    """As it is given: a token names its issuer to the letter, also where that ends with a slash."""
    parts = urlsplit(raw)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN_MACHINE)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(raw)
    return raw


def _groups(raw: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in raw.split(","))))


def _database(raw: str) -> str:
    return _matching(r"(sqlite|postgres|postgresql|postgresql\+psycopg)://.*", raw)


def _valkey(raw: str) -> str:
    """The address as the client library reads it, which knows Valkey by the name of its ancestor."""
    scheme, found, rest = raw.partition("://")
    known = {"valkey": "redis", "valkeys": "rediss", "redis": "redis", "rediss": "rediss", "unix": "unix"}
    if not found or not rest or scheme not in known:
        raise ValueError(raw)
    return f"{known[scheme]}://{rest}"


def _secret(raw: str) -> str:
    if len(raw) < _SHORTEST_SECRET:
        raise ValueError
    return raw


def _matching(pattern: str, raw: str) -> str:
    if not re.fullmatch(pattern, raw):
        raise ValueError(raw)
    return raw
