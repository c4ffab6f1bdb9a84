"""What this server runs with, checked as a whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from workshop_app.domain.agenda import Language
from workshop_app.domain.thresholds import FLOOR
from workshop_app.logs import LogFormat
from workshop_app.settings import values
from workshop_app.settings.environment import Environment
from workshop_app.settings.variables import BY_NAME, SettingError, SmtpSecurity

_T = TypeVar("_T")
_OWNER_ONLY_DIR = 0o700
_OWNER_ONLY_FILE = 0o600
_SMTP_PORTS = {SmtpSecurity.STARTTLS: 587, SmtpSecurity.TLS: 465, SmtpSecurity.NONE: 25}


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
    #: The server that letters are handed to; without it none is sent.
    smtp_host: str | None = None
    smtp_security: SmtpSecurity = SmtpSecurity.STARTTLS
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password: str | None = None
    smtp_sender: str | None = None
    smtp_language: Language = Language.BOKMAL

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings. Raises `SettingError` for the first value that can't be used."""
        env = Environment(environ)
        env.refuse_forbidden()
        security = env.read("WORKSHOP_SMTP_SECURITY", SmtpSecurity) or SmtpSecurity.STARTTLS
        public_url = env.read("WORKSHOP_PUBLIC_URL", values.url)
        data_dir = Path(env.read("WORKSHOP_DATA_DIR", str) or "var").absolute()
        found = cls(
            host=env.read("WORKSHOP_HOST", values.host) or BY_NAME["WORKSHOP_HOST"].default,
            port=env.read("WORKSHOP_PORT", values.port) or 8080,
            public_url=public_url,
            require_https=_or(
                env.read("WORKSHOP_REQUIRE_HTTPS", values.truth), (public_url or "").startswith("https://")
            ),
            trusted_proxy=_or(env.read("WORKSHOP_TRUSTED_PROXY", values.truth), False),  # noqa: FBT003 -- the default
            data_dir=data_dir,
            database_url=env.read("WORKSHOP_DATABASE_URL", values.database) or f"sqlite:///{data_dir / 'workshop.db'}",
            minimum_answers=env.read("WORKSHOP_MINIMUM_ANSWERS", values.minimum) or FLOOR,
            style_guide=_or(env.read("WORKSHOP_STYLE_GUIDE", values.truth), False),  # noqa: FBT003 -- the default
            content_dir=Path(env.read("WORKSHOP_CONTENT_DIR", str) or "content").absolute(),
            ping_seconds=env.read("WORKSHOP_PING_SECONDS", values.ping) or 10,
            backup_dir=Path(env.read("WORKSHOP_BACKUP_DIR", str) or data_dir / "backups").absolute(),
            backups_kept=_or(env.read("WORKSHOP_BACKUPS_KEPT", values.count), 14),
            log_format=env.read("WORKSHOP_LOG_FORMAT", LogFormat) or LogFormat.TEXT,
            given_secret=env.read("WORKSHOP_SECRET_KEY", values.secret),
            metrics_token=env.read("WORKSHOP_METRICS_TOKEN", values.secret),
            valkey_url=env.read("WORKSHOP_VALKEY_URL", values.valkey),
            oidc_issuer=env.read("WORKSHOP_OIDC_ISSUER", values.issuer),
            oidc_client_id=env.read("WORKSHOP_OIDC_CLIENT_ID", str),
            oidc_client_secret=env.read("WORKSHOP_OIDC_CLIENT_SECRET", str),
            oidc_group_claim=env.read("WORKSHOP_OIDC_GROUP_CLAIM", str) or "groups",
            oidc_administrators=env.read("WORKSHOP_OIDC_ADMINISTRATORS", values.groups) or (),
            oidc_facilitators=env.read("WORKSHOP_OIDC_FACILITATORS", values.groups) or (),
            oidc_leaders=env.read("WORKSHOP_OIDC_LEADERS", values.groups) or (),
            local_sign_in=_or(env.read("WORKSHOP_LOCAL_SIGN_IN", values.truth), True),  # noqa: FBT003 -- the default
            smtp_host=env.read("WORKSHOP_SMTP_HOST", values.host),
            smtp_security=security,
            smtp_port=env.read("WORKSHOP_SMTP_PORT", values.port) or _SMTP_PORTS[security],
            smtp_user=env.read("WORKSHOP_SMTP_USER", str),
            smtp_password=env.read("WORKSHOP_SMTP_PASSWORD", str),
            smtp_sender=env.read("WORKSHOP_SMTP_SENDER", values.sender),
            smtp_language=env.read("WORKSHOP_SMTP_LANGUAGE", Language) or Language.BOKMAL,
        )
        found._demand_ways_in()
        found._demand_for_letters()
        return found

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

    def _demand_for_letters(self) -> None:
        """Raise `SettingError` where letters could not be sent, or a password would be sent for all to read."""
        if not self.smtp_host:
            return
        # A link in a letter must never lead where a stranger's request says that this server is.
        demanded = {
            "WORKSHOP_SMTP_SENDER": bool(self.smtp_sender),
            "WORKSHOP_PUBLIC_URL": bool(self.public_url),
        }
        _demand("WORKSHOP_SMTP_HOST", demanded)
        _demand("WORKSHOP_SMTP_USER", {"WORKSHOP_SMTP_PASSWORD": not self.smtp_user or bool(self.smtp_password)})
        _demand("WORKSHOP_SMTP_PASSWORD", {"WORKSHOP_SMTP_USER": not self.smtp_password or bool(self.smtp_user)})
        is_readable = self.smtp_security is SmtpSecurity.NONE and self.smtp_host not in values.OWN_MACHINE
        if self.smtp_user and is_readable:
            raise SettingError("WORKSHOP_SMTP_PASSWORD must not go over the line unencrypted: use starttls or tls.")

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


def _demand(what: str, demanded: Mapping[str, bool]) -> None:
    """Raise `SettingError` that names what `what` needs and has not."""
    missing = [name for name, is_there in demanded.items() if not is_there]
    if missing:
        named = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        raise SettingError(f"{what} needs {named} to be set.")


def _or(chosen: _T | None, default: _T) -> _T:
    return default if chosen is None else chosen
