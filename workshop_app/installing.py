"""Installs what `make run` or `make test` needs into `.venv`, when the list of it has changed.

Run by the machine's own Python before anything is installed, so it knows the standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

_PROJECT = Path(__file__).resolve().parent.parent
_ENVIRONMENT = _PROJECT / ".venv"
_PYTHON = _ENVIRONMENT / "bin" / "python"
#: Packages as files, for a machine without a network.
_WHEELS = _PROJECT / "wheels"
#: The lists name every package that is needed, so nothing is looked up. The pip that comes with Python 3.11 would look
#: for the newest version of what a package wants with an extra, and refuse it since only the listed one has a hash.
_AS_LISTED = ("--require-hashes", "--no-deps")


def install(purpose: str) -> None:
    """Install `requirements/<purpose>.txt`, unless just that list has been installed before."""
    listed = _PROJECT / "requirements" / f"{purpose}.txt"
    stamp = _ENVIRONMENT / f"installed-{purpose}"
    wanted = hashlib.sha256(listed.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not os.access(_PROJECT, os.W_OK):
        sys.exit(f"No write access to the project folder {_PROJECT}: installing and building write there.")
    if not _PYTHON.exists():
        _make_environment()
    source = ("--no-index", "--find-links", str(_WHEELS)) if _WHEELS.is_dir() else ()
    whence = " from the folder wheels" if source else ""
    print(f"Installing what is listed in requirements/{purpose}.txt into .venv{whence}.", flush=True)
    print("This takes a minute or two.", flush=True)
    _pip("install", *source, *_AS_LISTED, "-r", str(listed))
    stamp.write_text(wanted)


def download() -> None:
    """Fill the folder of wheels with what the server needs on machines of this kind, and nothing else."""
    shutil.rmtree(_WHEELS, ignore_errors=True)
    listed = _PROJECT / "requirements" / "runtime.txt"
    _pip("download", *_AS_LISTED, "--only-binary=:all:", "-r", str(listed), "-d", str(_WHEELS))
    print(f"{len(list(_WHEELS.iterdir()))} wheels are in {_WHEELS}", flush=True)


def _make_environment() -> None:
    try:
        venv.create(_ENVIRONMENT, with_pip=True, clear=True)
    except (ImportError, subprocess.CalledProcessError):
        # Some systems ship Python in parts, and the folder without pip would count as made next time.
        shutil.rmtree(_ENVIRONMENT, ignore_errors=True)
        sys.exit("This Python cannot make a virtual environment: install its venv part (on Debian, python3-venv).")


def _pip(*arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    if subprocess.run([_PYTHON, "-m", "pip", *arguments, *quiet], check=False).returncode:  # noqa: S603 -- our own command
        sys.exit(_failed())


def _failed() -> str:
    if _WHEELS.is_dir():
        return (
            "The packages could not be installed from the folder wheels: make it anew with `make wheels`, or delete it."
        )
    return "The packages could not be installed: the lines above say why. Running the command again goes on."


if __name__ == "__main__":
    download() if sys.argv[1] == "wheels" else install(sys.argv[1])
