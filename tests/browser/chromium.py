"""Finds a Chromium for the browser tests: one that is there, else Playwright's own, else the system's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MINUTES = 10 * 60
_QUIET_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(Exception):
    """There is no Chromium and none could be installed."""


def find_chromium() -> str:
    """The path of a Chromium, installed now if there is none. Says what it installs."""
    for path in _ways():
        if path:
            return path
    message = (
        "The browser tests need Chromium: install it, or name one with WORKSHOP_CHROMIUM=/path/to/chromium make test."
    )
    raise NoChromium(message)


def flags() -> list[str]:
    """How to start it: silent towards the outside, and without the sandbox where that can't be had."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*_QUIET_FLAGS, *(["--no-sandbox"] if is_root else [])]


def _ways() -> Iterator[str | None]:
    yield _named()
    yield _on_path()
    yield _of_playwright()
    yield _installed_by_playwright()
    yield _installed_by_the_system()


def _named() -> str | None:
    path = os.environ.get("WORKSHOP_CHROMIUM")
    if path and not Path(path).exists():
        message = f"WORKSHOP_CHROMIUM names {path}, which does not exist."
        raise NoChromium(message)
    return path


def _on_path() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _installed_by_playwright() -> str | None:
    _tell("Installing Playwright's Chromium, since there is none on this machine.")
    return _of_playwright() if _works(sys.executable, "-m", "playwright", "install", "chromium") else None


def _installed_by_the_system() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    _tell("Installing the system's package chromium, since Playwright's own could not be had.")
    _works("apt-get", "update", "-qq")
    return _on_path() if _works("apt-get", "install", "-y", "-qq", "chromium") else None


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=_MINUTES).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _tell(sentence: str) -> None:
    print(sentence, file=sys.__stderr__, flush=True)
