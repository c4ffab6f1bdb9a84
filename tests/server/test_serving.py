"""The server as an operator meets it: how it starts, what it says, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from typing import Self

import psutil
import pytest

from tests.conftest import ServerFactory
from tests.servers import PROJECT, Server, free_port

#: How long to wait for what must happen; how quickly it does is the benchmarks' affair.
_PATIENCE = 60.0


def run_serve(tmp_path, *arguments, **settings):
    """What `serve` says when it can't start."""
    environment = {**os.environ, "WORKSHOP_DATA_DIR": str(tmp_path / "var"), **settings}
    command = [sys.executable, "-m", "workshop_app.command_line", "serve", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=180
    )


def family(server: Server) -> list[psutil.Process]:
    """Every process of the server."""
    first = psutil.Process(server.process.pid)
    return [first, *first.children(recursive=True)]


def are_gone(processes) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=_PATIENCE)
    return alive == []


def test_it_prints_both_addresses_and_a_set_up_link(server: ServerFactory):
    one = server()

    assert one.set_up_url.startswith(f"{one.url}/oppsett?nokkel=")
    assert one.printed(r"This machine:\s+\S+").endswith(one.url)
    assert one.printed(r"Participants:\s+\S+").endswith(f":{one.port}")


def test_a_start_without_changes_builds_nothing(server: ServerFactory):
    assert "Building" not in server().log


def test_a_mistake_in_a_content_file_stops_the_start_with_file_key_and_reason(tmp_path):
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    slide = content / "activities" / "velkommen.toml"
    slide.write_text(slide.read_text().replace("title.nb", "titel.nb", 1))

    ended = run_serve(tmp_path, WORKSHOP_CONTENT_DIR=str(content))

    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0
    for part in ("velkommen.toml", "title.nb", "is missing"):
        assert part in ended.stderr


def test_control_c_ends_everything_without_a_traceback(server: ServerFactory):
    one = server()
    processes = family(one)

    assert one.stop() == 0
    assert are_gone(processes)
    assert "Traceback" not in one.log
    assert one.log.rstrip().endswith("Stopped.")


def test_control_c_while_starting_ends_everything_without_a_traceback(server: ServerFactory, tmp_path):
    one = Server(data_dir=tmp_path / "var")
    one.start_without_waiting()
    deadline = time.monotonic() + _PATIENCE
    while len(processes := family(one)) == 1:
        assert time.monotonic() < deadline, one.log
        time.sleep(0.01)

    assert one.stop() in {0, 130}
    assert are_gone(processes)
    assert "Traceback" not in one.log


def test_control_c_cuts_connections_that_are_open(server: ServerFactory):
    one = server()
    with ExitStack() as open_sockets:
        for _ in range(5):
            assert open_sockets.enter_context(Socket(one, origin=one.url)).status == 101

        assert one.stop() == 0


def test_sigterm_ends_everything(server: ServerFactory):
    one = server()
    processes = family(one)

    one.process.send_signal(signal.SIGTERM)

    assert one.process.wait(_PATIENCE) == 0
    assert are_gone(processes)


def test_after_a_power_cut_it_starts_on_the_same_port_and_folder(server: ServerFactory):
    one = server()
    link = one.set_up_url

    one.kill()
    one.start()

    assert one.set_up_url == link


def test_the_worker_ends_when_only_the_first_process_is_killed(server: ServerFactory):
    one = server()
    processes = family(one)

    os.kill(one.process.pid, signal.SIGKILL)
    one.process.wait(_PATIENCE)

    assert are_gone(processes[1:])


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "WORKSHOP_DATABASE_URL (PostgreSQL), WORKSHOP_VALKEY_URL and WORKSHOP_SECRET_KEY"),
        (
            {"WORKSHOP_DATABASE_URL": "postgresql://nobody@127.0.0.1/nothing", "WORKSHOP_SECRET_KEY": "x" * 32},
            "WORKSHOP_VALKEY_URL",
        ),
        (
            {"WORKSHOP_VALKEY_URL": "valkey://127.0.0.1", "WORKSHOP_SECRET_KEY": "x" * 32},
            "WORKSHOP_DATABASE_URL (PostgreSQL)",
        ),
    ],
)
def test_several_workers_without_what_they_need_are_refused_in_one_sentence(tmp_path, given, missing):
    result = run_serve(tmp_path, "--workers", "2", **given)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"More than one worker needs {missing} to be set.\n"


@pytest.mark.parametrize("workers", ["0", "-1", "two", "65"])
def test_an_impossible_number_of_workers_is_refused(tmp_path, workers):
    result = run_serve(tmp_path, f"--workers={workers}")

    assert result.returncode == 2
    assert result.stderr.endswith("argument --workers: must be a whole number from 1 to 64\n")


def test_a_worker_that_dies_is_replaced(server: ServerFactory):
    one = server()
    (worker,) = one.workers()

    worker.kill()
    worker.wait(_PATIENCE)

    deadline = time.monotonic() + 3 * _PATIENCE
    while not is_served(one):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert one.workers() != [worker]
    assert one.stop() == 0


def is_served(server: Server) -> bool:
    try:
        with urllib.request.urlopen(f"{server.url}/helse", timeout=_PATIENCE) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_a_taken_port_is_told_in_one_sentence(tmp_path):
    with socket.create_server(("", free_port())) as taken:
        port = taken.getsockname()[1]

        result = run_serve(tmp_path, WORKSHOP_PORT=str(port))

    sentence = f"Port {port} is taken by another program: choose another with WORKSHOP_PORT"
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKSHOP_DATA_DIR", "/dev/null/var"),
        ("WORKSHOP_PORT", "port"),
        ("WORKSHOP_HOST", "203.0.113.1"),
        ("REFLEX_REDIS_URL", "redis://localhost"),
    ],
)
def test_what_keeps_it_from_starting_is_told_in_one_sentence(tmp_path, name, value):
    result = run_serve(tmp_path, **{name: value})

    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(("No write access to the data folder", name, "Cannot listen on"))


@pytest.mark.parametrize(
    ("origin", "status"), [("http://evil.example", 403), ("null", 403), (None, 403), ("http://localhost:{port}", 101)]
)
def test_a_websocket_is_only_for_our_own_pages(shared_server: Server, origin, status):
    one = shared_server

    with Socket(one, origin=origin and origin.format(port=one.port)) as tried:
        assert tried.status == status


def test_a_form_from_another_page_is_refused(shared_server: Server):
    request = urllib.request.Request(
        f"{shared_server.url}/konto/logg-ut", data=b"", headers={"Origin": "http://evil.example"}
    )

    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request)


def test_pages_come_packed_and_hashed_files_are_kept(shared_server: Server):
    one = shared_server

    of_page, page = fetch(f"{one.url}/")
    script = next(part for part in page.decode().split('"') if part.startswith("/assets/"))
    of_script, _ = fetch(f"{one.url}{script}", **{"Accept-Encoding": "br, gzip"})

    assert of_page["cache-control"] == "no-cache"
    assert of_script["cache-control"] == "public, max-age=31536000, immutable"
    assert of_script["content-encoding"] == "br"


def test_requests_and_addresses_are_not_logged(server: ServerFactory):
    one = server()
    before = one.printed(r"(?s).*Ctrl-C ends the server\.\n")

    fetch(f"{one.url}/?secret=1", **{"X-Forwarded-For": "203.0.113.9"})
    with Socket(one, origin=one.url) as opened:
        assert opened.status == 101
    time.sleep(0.5)

    assert one.log == before


def fetch(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.headers, answer.read()


class Socket:
    """A websocket as far as its handshake."""

    def __init__(self, server: Server, *, origin: str | None) -> None:
        self._socket = socket.create_connection(("localhost", server.port), timeout=_PATIENCE)
        lines = [
            "GET /_event/?EIO=4&transport=websocket&token=t HTTP/1.1",
            f"Host: localhost:{server.port}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            *([f"Origin: {origin}"] if origin is not None else []),
        ]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self.status = int(self._socket.recv(12)[9:12])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
