"""Documentation that is drawn from the code shows the code as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import draw_roles
from docs.draw_phases import FILE, drawn
from workshop_app.domain.access import MATRIX, ROLES, Action
from workshop_app.kinds.catalogue import forms

DOCS = Path("docs")


def test_phases_are_drawn_as_the_tables_have_them() -> None:
    assert FILE.read_text(encoding="utf-8") == drawn(), "run: python -m docs.draw_phases"


def test_roles_are_drawn_as_the_table_has_them() -> None:
    assert draw_roles.FILE.read_text(encoding="utf-8") == draw_roles.drawn(), "run: python -m docs.draw_roles"


def test_the_table_of_roles_has_every_cell() -> None:
    assert {(action, role) for action, cells in MATRIX.items() for role in cells} == {
        (action, role) for action in Action for role in ROLES
    }


@pytest.mark.parametrize("kind", sorted(forms()))
def test_every_way_of_a_kind_is_drawn(kind: str) -> None:
    section = drawn().split(f"## {kind}\n")[1].split("\n## ")[0]
    ways = re.findall(r"--> \w+: (.+)", section)
    assert sum(len(way.split(", ")) for way in ways) == len(forms()[kind].course.ways)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    named = set(re.findall(r"`((?:workshop_app|tests|docs|benchmarks)/[\w./-]+)`", page.read_text(encoding="utf-8")))
    assert sorted(path for path in named if not Path(path).exists()) == []
