"""Builds the pages that browsers load, when something they are made of has changed, and not otherwise.

The sources are copied to `.build/workspace` and built there, so that a build touches no file of the
project and nobody's edit comes in half-way. The finished pages go to `.build/<fingerprint>`, and a
server reads only from there: a build never takes files away from a server that runs, and a failed
one leaves the last good one. Node comes from the virtual environment.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop_app.own_address import TRACE
from workshop_app.settings import Settings, inherited_environment

PROJECT = Path(__file__).resolve().parent.parent
_BUILDS = PROJECT / ".build"
_WORKSPACE = _BUILDS / "workspace"
_FINISHED = "finished"
_KEPT = 3

#: Everything that the pages are made of. `content/` is not: it is read when the server runs.
_INPUTS = ("workshop_app", "assets", "reflex.lock", "rxconfig.py", "pyproject.toml", "requirements/runtime.txt")
#: Parts of the inputs that no page can import; a change in them leaves the pages as they are.
_NOT_IN_PAGES = (
    "workshop_app/persistence/",
    "workshop_app/endpoints/",
    "workshop_app/command_line.py",
    "workshop_app/demo/",
    "workshop_app/granian_server.py",
    "workshop_app/installing.py",
    "workshop_app/serving.py",
    "assets/external/",
    "pyproject.toml",
)

#: What Reflex needs from a finished build when it runs.
_PUBLISHED = ("build/client", "backend", "reflex.json", "routes.json")


class BuildError(Exception):
    """The pages could not be built. The message is one sentence for the operator."""


def built_pages(tell: Callable[[str], None]) -> Path:
    """The folder with pages that are up to date, built now if they have to be.

    In a folder that can't be written in (an image, a hardened service) they must have been built before.
    """
    ready = _BUILDS / fingerprint(PROJECT)
    if not os.access(PROJECT, os.W_OK) and (ready / _FINISHED).exists():
        return ready
    _refuse_read_only()
    with _one_at_a_time():
        build = _BUILDS / fingerprint(PROJECT)
        if not (build / _FINISHED).exists():
            tell("Building the pages. This takes about half a minute the first time.")
            _copy_sources()
            # Of the copy: somebody may have saved a file since.
            build = _BUILDS / fingerprint(_WORKSPACE)
            _compile()
            _publish(build)
            _forget_old(keep=build)
        (build / _FINISHED).touch()
        return build


def fingerprint(project: Path) -> str:
    """A hash over everything that the pages are made of."""
    digest = hashlib.sha256()
    for file in _input_files(project):
        name = file.relative_to(project).as_posix().encode()
        content = file.read_bytes()
        digest.update(b"%d %b %d\n" % (len(name), name, len(content)))
        digest.update(content)
    return digest.hexdigest()[:16]


def pages_environment(build: Path) -> dict[str, str]:
    """What Reflex must be told to serve the pages of `build` without compiling anything."""
    return {
        "REFLEX_WEB_WORKDIR": str(build),
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        # Internal to Reflex, which is pinned: no compiling, and pages and websocket on one port.
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    }


def _input_files(project: Path) -> Iterator[Path]:
    for root in _INPUTS:
        for file in _files_under(project / root):
            if not file.relative_to(project).as_posix().startswith(_NOT_IN_PAGES):
                yield file


def _files_under(root: Path) -> Iterable[Path]:
    if root.is_file():
        return [root]
    return sorted(path for path in root.rglob("*") if path.is_file() and not _is_passing(path.relative_to(root)))


def _is_passing(path: Path) -> bool:
    """Whether a file comes and goes by itself: what Python compiles and editors keep."""
    return any(part.startswith((".", "__pycache__")) for part in path.parts)


def _refuse_read_only() -> None:
    if not os.access(PROJECT, os.W_OK):
        message = f"No write access to the project folder {PROJECT}: installing and building write there."
        raise BuildError(message)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    _BUILDS.mkdir(exist_ok=True)
    with (_BUILDS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy_sources() -> None:
    """Bring the workspace up to date. What Node installed and built there stays."""
    for root in _INPUTS:
        source, target = PROJECT / root, _WORKSPACE / root
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        elif source.exists():
            shutil.copy2(source, target)


def _compile() -> None:
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    result = subprocess.run(  # noqa: S603 -- our own command
        command, cwd=_WORKSPACE, env=_build_environment(), capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        message = f"The pages could not be built; this is what the build said:\n{result.stdout}{result.stderr}"
        raise BuildError(message)


def _build_environment() -> dict[str, str]:
    environ = inherited_environment()
    # Not resolved: in a virtual environment the interpreter is a link out of it, and npm lies beside the link.
    environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environ.get("PATH", "")])
    return environ | {
        "PYTHONDONTWRITEBYTECODE": "1",
        # Compiling imports the app, which must not touch the operator's database and keys.
        "WORKSHOP_DATA_DIR": str(_WORKSPACE / "var"),
        "WORKSHOP_CONTENT_DIR": str(Settings.from_env().content_dir),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_USE_NPM": "1",
        # The lock file names no host, so that any mirror of the registry serves.
        "npm_config_omit_lockfile_registry_resolved": "true",
        "npm_config_fund": "false",
        "npm_config_audit": "false",
        "npm_config_update_notifier": "false",
    }


def _publish(build: Path) -> None:
    web = _WORKSPACE / ".web"
    _demand_own_address(web / "build" / "client")
    unfinished = build.with_suffix(".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.rmtree(build, ignore_errors=True)
    for name in _PUBLISHED:
        source, target = web / name, unfinished / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy2(source, target)
    unfinished.rename(build)


def _demand_own_address(client: Path) -> None:
    if not any(TRACE in script.read_text() for script in client.glob("assets/*.js")):
        message = f"The built pages would only work at the address of this machine: {TRACE} is not in them."
        raise BuildError(message)


def _forget_old(*, keep: Path) -> None:
    finished = sorted(_BUILDS.glob(f"*/{_FINISHED}"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in finished[_KEPT - 1 :]:
        if file.parent != keep:
            shutil.rmtree(file.parent, ignore_errors=True)
