"""The change to the build's configuration, against the one that the installed Reflex writes."""

from __future__ import annotations

import pytest
from reflex_base.compiler.templates import vite_config_template

from workshop_app.lean_pages import UnknownConfiguration, with_plain_jsx

INSTALLED = vite_config_template("/", hmr=False, force_full_reload=False, experimental_hmr=False, sourcemap=False)


def test_elements_are_made_without_emotion() -> None:
    changed = with_plain_jsx(INSTALLED)
    assert changed.count('find: "@emotion/react"') == 1
    assert changed.count("./public/plain_jsx.js") == 1


def test_changing_twice_changes_nothing_more() -> None:
    once = with_plain_jsx(INSTALLED)
    assert with_plain_jsx(once) == once


def test_another_configuration_stops_the_build() -> None:
    with pytest.raises(UnknownConfiguration, match=r"has changed"):
        with_plain_jsx("export default {};")
