"""Leaves Emotion out of the built pages: 11 kB of a phone's first visit, for styles that nobody writes here.

Reflex makes every element with Emotion's `jsx`. A line in the build's configuration has that name lead to
`assets/plain_jsx.js`; if the place for it is not there, another Reflex is installed than the one this was
written for, and the build stops.
"""

from __future__ import annotations

#: The build's configuration, relative to `.web`.
BUILD_CONFIGURATION = "vite.config.js"

_ALIASES = "    alias: [\n"
_PLAIN = """      {
        find: "@emotion/react",
        replacement: fileURLToPath(new URL("./public/plain_jsx.js", import.meta.url)),
      },
"""


class UnknownConfiguration(Exception):
    """Reflex's configuration of the build is not the one that this module knows how to change."""


def with_plain_jsx(configuration: str) -> str:
    """The configuration with Emotion's name leading to our own module. Changing it twice changes nothing more."""
    if _PLAIN in configuration:
        return configuration
    if configuration.count(_ALIASES) != 1:
        message = f"Reflex's {BUILD_CONFIGURATION} has changed: see workshop_app/lean_pages.py before upgrading Reflex."
        raise UnknownConfiguration(message)
    return configuration.replace(_ALIASES, _ALIASES + _PLAIN)
