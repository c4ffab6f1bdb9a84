"""Lock files: a hash for everything that is installed, and no address of where it was fetched from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
NODE_LOCK = PROJECT / "reflex.lock" / "package-lock.json"


@pytest.mark.parametrize("file", PYTHON_LOCKS, ids=lambda file: file.name)
def test_every_python_package_is_pinned_with_hashes(file):
    text = file.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert lines
    assert [line for line in lines if not re.match(r"[a-z0-9-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


@pytest.mark.parametrize("file", PYTHON_LOCKS, ids=lambda file: file.name)
def test_no_address_is_named_for_python_packages(file):
    assert re.findall(r"https?://|file:|--(?:index|extra-index|find-links|trusted-host)", file.read_text()) == []


def test_every_node_package_is_pinned_with_a_hash_and_no_address():
    packages = json.loads(NODE_LOCK.read_text())["packages"]
    installed = {name: package for name, package in packages.items() if name}

    assert installed
    assert [name for name, package in installed.items() if "resolved" in package] == []
    assert [name for name, package in installed.items() if "integrity" not in package] == []


def test_tests_run_with_the_versions_that_are_served():
    served, tested = ({*re.findall(r"^([a-z0-9-]+==\S+)", file.read_text(), re.MULTILINE)} for file in _locks())

    assert served - tested == set()


def _locks():
    return PROJECT / "requirements" / "runtime.txt", PROJECT / "requirements" / "test.txt"
