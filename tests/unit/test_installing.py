"""What `make` says before anything is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TOO_OLD = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def clone(tmp_path):
    """As much of a clone as `make run` looks at first."""
    (tmp_path / "workshop_app").mkdir()
    shutil.copy(PROJECT / "Makefile", tmp_path)
    shutil.copy(PROJECT / "workshop_app" / "installing.py", tmp_path / "workshop_app")
    return tmp_path


def make(clone, target="run", **environment):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", target], cwd=clone, env={**inherited, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("target", ["run", "test"])
def test_a_python_that_is_too_old_is_told_in_one_sentence(clone, target):
    old = clone / "old-python"
    old.write_text(TOO_OLD)
    old.chmod(0o755)

    result = make(clone, target, PYTHON=str(old))

    assert result.returncode != 0
    assert result.stdout == ""
    assert result.stderr.splitlines()[0].startswith("Python 3.11 or newer is needed and was not found")
    assert "Traceback" not in result.stderr
    assert not (clone / ".venv").exists()


def test_what_is_installed_is_not_installed_again(clone):
    listed = clone / "requirements" / "runtime.txt"
    listed.parent.mkdir()
    listed.write_text("")
    assert "Installing" in make(clone, "install").stdout

    assert make(clone, "install").stdout == ""

    listed.write_text("# another list\n")
    assert "Installing" in make(clone, "install").stdout


def test_packages_come_from_the_folder_of_wheels_where_there_is_one(clone):
    (clone / "wheels").mkdir()
    listed = clone / "requirements" / "runtime.txt"
    listed.parent.mkdir()
    listed.write_text("workshop-of-nobody==1.0 --hash=sha256:" + "0" * 64)

    result = make(clone, "install")

    assert "into .venv from the folder wheels" in result.stdout
    assert result.returncode != 0
    assert "make it anew with `make wheels`, or delete it." in result.stderr
    assert "Traceback" not in result.stderr
