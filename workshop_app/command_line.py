"""The operator's commands. `make run` is `serve`: check, build if needed, serve, and tell where.

`make demo` is `demo`: the same with a made-up municipality, on a database file of its own.

Everything that can be wrong before the start is told in one sentence, without a traceback.
"""

from __future__ import annotations

import argparse
import errno
import logging
import logging.config
import multiprocessing
import os
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from functools import partial

from workshop_app import checking, logs, metrics
from workshop_app.building import BuildError, built_pages, pages_environment
from workshop_app.granian_server import server_for
from workshop_app.operating import OperatorError, add_commands, back_up_before_migration
from workshop_app.services.addresses import Addresses
from workshop_app.settings import SettingError, Settings, enter_environment, inherited_environment

_PATIENCE = 60.0
_EVERY = 0.1
_MOST_WORKERS = 64
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- names for it, not a choice


_log = logging.getLogger(logs.OPERATOR)


class CannotStart(Exception):
    """The server can't start. The message is one sentence for the operator."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 when all went well."""
    try:
        _command(arguments)()
    except (SettingError, BuildError, CannotStart, OperatorError, checking.WrongContent) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _command(arguments: Sequence[str] | None) -> Callable[[], None]:
    parser = argparse.ArgumentParser(prog="workshop", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    serving = commands.add_parser("serve", help="serve the workshop")
    serving.add_argument("--workers", type=_workers, default=1, help="processes that share the phones; 1 to 64")
    serving.set_defaults(run=lambda chosen: serve(workers=chosen.workers))
    commands.add_parser("demo", help="serve a made-up municipality").set_defaults(run=lambda _: demo())
    commands.add_parser("build", help="build the pages").set_defaults(run=lambda _: build())
    add_commands(commands)
    checking.add_command(commands)
    chosen = parser.parse_args(arguments)
    return partial(chosen.run, chosen)


def _workers(raw: str) -> int:
    if not raw.isdecimal() or not 1 <= int(raw) <= _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {_MOST_WORKERS}")
    return int(raw)


def build() -> None:
    """Build the pages if something in them has changed."""
    print(f"Pages: {built_pages(print).name}")


def serve(*, workers: int = 1) -> None:
    """Serve until Ctrl-C or SIGTERM, with that many processes."""
    if workers > 1:
        Settings.from_env().demand_for_several()
    settings = _checked_settings()
    back_up_before_migration(settings, _tell)
    _serve(settings, workers=workers)


def demo() -> None:
    """Serve the example: a made-up municipality on a database file of its own."""
    from workshop_app.demo import keeping  # noqa: PLC0415 -- slow import

    enter_environment(inherited_environment() | keeping.environment(Settings.from_env()))
    settings = _checked_settings()
    keeping.make_example(settings, _tell)
    _serve(settings, told=keeping.sign_in_lines())


def _checked_settings() -> Settings:
    """What to serve with, once everything that would stop a start has been looked at."""
    # What the server writes, the database first of all, is for nobody else on the machine to read.
    os.umask(0o077)
    settings = Settings.from_env()
    logging.config.dictConfig(logs.configuration(settings.log_format))
    settings.prepare_data_dir()
    settings.secret_key()
    _refuse_unusable_database(settings)
    _refuse_wrong_content(settings)
    _refuse_taken_port(settings)
    return settings


def _serve(settings: Settings, *, workers: int = 1, told: Sequence[str] = ()) -> None:
    pages = built_pages(_tell)
    counted = metrics.share_folder(settings.metrics_dir) if workers > 1 else {}
    enter_environment(inherited_environment() | pages_environment(pages) | _pings(settings.ping_seconds) | counted)
    threading.Thread(target=_announce, args=(settings, told), daemon=True, name="announcing").start()
    # A worker starts from nothing: a fork would share the threads of this process.
    multiprocessing.set_start_method("spawn", force=True)
    server_for(settings, workers=workers).serve()
    _tell("Stopped.")


def _pings(seconds: int) -> dict[str, str]:
    """What Reflex reads: how often each connection is asked whether it lives, and how long its answer may take."""
    return {"REFLEX_SOCKET_INTERVAL": str(seconds), "REFLEX_SOCKET_TIMEOUT": str(seconds * 3 // 2)}


def _announce(settings: Settings, told: Sequence[str]) -> None:
    """Say where the server is, as soon as it answers, and then what else is to be `told`."""
    here = f"http://{_own_host(settings)}:{settings.port}"
    if not _answers(f"{here}/ping"):
        return
    _tell(f"This machine:   http://localhost:{settings.port}")
    for address in Addresses(public_url=settings.public_url, port=settings.port).candidates():
        _tell(f"Participants:   {address}")
    path = set_up_path(settings)
    if path:
        _tell(f"First-run set-up (this link works once):   http://localhost:{settings.port}{path}")
    for sentence in told:
        _tell(sentence)
    _tell("Ctrl-C ends the server.")


def set_up_path(settings: Settings) -> str | None:
    """The path of the one-time link to first-run set-up, or None once it has been done."""
    from workshop_app.persistence.engine import Database  # noqa: PLC0415 -- slow import
    from workshop_app.services.sign_in import SignIn  # noqa: PLC0415 -- slow import

    database = Database(settings.database_url)
    try:
        return SignIn(database, settings.data_dir).set_up_path()
    finally:
        database.close()


def _answers(address: str) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE):  # noqa: S310 -- our own address
                return True
        except OSError:
            time.sleep(_EVERY)
    return False


def _refuse_wrong_content(settings: Settings) -> None:
    """Here, and not first in the worker, so that a mistake in a file is told in one sentence."""
    from workshop_app.content_loader import ContentError, load_content  # noqa: PLC0415 -- slow import

    try:
        load_content(settings.content_dir)
    except ContentError as error:
        raise CannotStart(f"A mistake in a content file: {error}") from error


def _refuse_unusable_database(settings: Settings) -> None:
    """A server that must be there already; SQLite makes its file itself."""
    from workshop_app.persistence.engine import Database, UnusableDatabase  # noqa: PLC0415 -- slow import

    database = Database(settings.database_url)
    try:
        if not database.is_sqlite:
            database.demand_usable()
    except UnusableDatabase as error:
        raise CannotStart(str(error)) from None
    finally:
        database.close()


def _refuse_taken_port(settings: Settings) -> None:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As the server will: a port that only waits for its last connections to fade is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        raise CannotStart(_why_not(error, settings)) from error


def _why_not(error: OSError, settings: Settings) -> str:
    another = "choose another with WORKSHOP_PORT, for example: WORKSHOP_PORT=8090 make run"
    if error.errno == errno.EADDRINUSE:
        return f"Port {settings.port} is taken by another program: {another}"
    if error.errno == errno.EACCES:
        return f"Port {settings.port} may not be used by this user: {another}"
    return f"Cannot listen on {settings.host}: choose an address of this machine with WORKSHOP_HOST."


def _own_host(settings: Settings) -> str:
    host = _EVERYWHERE.get(settings.host, settings.host)
    return f"[{host}]" if ":" in host else host


def _tell(sentence: str) -> None:
    _log.info(sentence)


if __name__ == "__main__":
    sys.exit(main())
