"""All settings as `workshop settings` prints them: no key, and no password in an address."""

from __future__ import annotations

import re

from workshop_app.settings.chosen import Settings
from workshop_app.settings.variables import BY_NAME, VARIABLES


def listed(settings: Settings) -> list[tuple[str, str]]:
    """Every setting with its value as an operator may see it."""
    return [(variable.name, _listed(settings, variable.name)) for variable in VARIABLES]


def _listed(settings: Settings, name: str) -> str:
    if name == "WORKSHOP_SECRET_KEY":
        return "given" if settings.given_secret else BY_NAME[name].default
    value = getattr(settings, name.removeprefix("WORKSHOP_").lower())
    if name in {"WORKSHOP_METRICS_TOKEN", "WORKSHOP_OIDC_CLIENT_SECRET", "WORKSHOP_SMTP_PASSWORD"}:
        return "given" if value else "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None else _masked(str(value))


def _masked(value: str) -> str:
    """An address without the passwords in it, as a user's and as an option's."""
    without = re.sub(r"([?&][^=&]*(?:pass|secret|key)[^=&]*=)[^&]*", r"\1***", value, flags=re.IGNORECASE)
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", without)
