"""The change to Reflex's browser script, against the script that is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
import reflex_base

from workshop_app.own_address import STATE_SCRIPT, UnknownScript, with_own_address

INSTALLED = Path(reflex_base.__file__).parent / ".templates" / "web" / STATE_SCRIPT


def test_the_installed_script_takes_host_and_port_from_the_page():
    changed = with_own_address(INSTALLED.read_text())

    assert changed.count("endpoint.port = window.location.port;") == 1
    assert 'endpoint.port = "";' not in changed


def test_changing_twice_changes_nothing_more():
    once = with_own_address(INSTALLED.read_text())

    assert with_own_address(once) == once


def test_another_script_stops_the_build():
    with pytest.raises(UnknownScript, match=r"has changed"):
        with_own_address("export const getBackendURL = () => null;")
