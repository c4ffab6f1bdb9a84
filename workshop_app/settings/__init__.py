"""Settings: everything an operator can choose, read from the environment once, when the server starts.

A value that can't be used is refused with one sentence that names the variable and says what it takes.
`docs/operations.md` lists the same variables.
"""

from __future__ import annotations

from workshop_app.settings.chosen import Settings
from workshop_app.settings.environment import enter_environment, inherited_environment
from workshop_app.settings.listing import listed
from workshop_app.settings.variables import VARIABLES, SettingError, SmtpSecurity

__all__ = [
    "VARIABLES",
    "SettingError",
    "Settings",
    "SmtpSecurity",
    "enter_environment",
    "inherited_environment",
    "listed",
]
