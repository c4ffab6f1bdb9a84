"""What makes a build necessary, and what does not."""

from __future__ import annotations

import pytest

from workshop_app.building import fingerprint

FILES = (
    "workshop_app/ui/pages.py",
    "workshop_app/phrases/texts/phone.toml",
    "assets/styles/main.css",
    "rxconfig.py",
    "reflex.lock/package-lock.json",
    "requirements/runtime.txt",
)
BESIDE = (
    "content/agendas/90.toml",
    "workshop_app/persistence/engine.py",
    "workshop_app/endpoints/routes.py",
    "workshop_app/ui/__pycache__/pages.pyc",
    "workshop_app/ui/.pages.py.swp",
    "docs/operations.md",
)


@pytest.fixture
def project(tmp_path):
    for name in (*FILES, *BESIDE):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("first")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_change_in_what_pages_are_made_of_makes_another_build(project, name):
    before = fingerprint(project)

    (project / name).write_text("second")

    assert fingerprint(project) != before


@pytest.mark.parametrize("name", BESIDE)
def test_a_change_beside_the_pages_keeps_the_build(project, name):
    before = fingerprint(project)

    (project / name).write_text("second")

    assert fingerprint(project) == before


def test_a_renamed_file_makes_another_build(project):
    before = fingerprint(project)

    (project / "assets/styles/main.css").rename(project / "assets/styles/other.css")

    assert fingerprint(project) != before


def test_touching_a_file_keeps_the_build(project):
    before = fingerprint(project)

    (project / "rxconfig.py").touch()

    assert fingerprint(project) == before
