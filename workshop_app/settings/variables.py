"""All settings by name: what each is without being set, what it takes, and which are secrets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workshop_app.domain.agenda import Language
from workshop_app.domain.thresholds import FLOOR
from workshop_app.logs import LogFormat


class SmtpSecurity(StrEnum):
    """How the line to the mail server is encrypted: after a greeting, from the beginning, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


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
    Variable(name="WORKSHOP_SMTP_HOST", default="", takes="the name or address of a mail server"),
    Variable(
        name="WORKSHOP_SMTP_SECURITY",
        default=SmtpSecurity.STARTTLS.value,
        takes="starttls, tls or none",
    ),
    Variable(
        name="WORKSHOP_SMTP_PORT",
        default="587, with tls 465, with none 25",
        takes="a port number from 1 to 65535",
    ),
    Variable(name="WORKSHOP_SMTP_USER", default="", takes="a name to sign in with"),
    Variable(name="WORKSHOP_SMTP_PASSWORD", default="", takes="its password"),
    Variable(name="WORKSHOP_SMTP_SENDER", default="", takes="an e-mail address"),
    Variable(name="WORKSHOP_SMTP_LANGUAGE", default=Language.BOKMAL.value, takes="nb, nn or en"),
)
BY_NAME = {variable.name: variable for variable in VARIABLES}
#: What no message may quote, since a key or a password is in it.
SECRET = frozenset(
    {
        "WORKSHOP_SECRET_KEY",
        "WORKSHOP_METRICS_TOKEN",
        "WORKSHOP_DATABASE_URL",
        "WORKSHOP_VALKEY_URL",
        "WORKSHOP_OIDC_CLIENT_SECRET",
        "WORKSHOP_SMTP_PASSWORD",
    }
)
