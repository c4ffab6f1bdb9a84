"""What a phone downloads at its first visit, and how long until it can vote on a slow line.

    python -m benchmarks.first_load [--repeats 5]

Chromium is slowed to 1.6 Mbit/s with 150 ms and a quarter of this machine's speed. Bytes are as
they came over the line: gzip over plain http, and brotli behind an https proxy.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE, PHONE_LIVE, connect, join, press
from benchmarks.prepared import Prepared, prepare, serving
from tests.browser.chromium import find_chromium, flags
from tests.browser.https_proxy import https_proxy
from tests.browser.screens import SIZES

_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
_SLOWER = 4
#: Another name for this machine: to `localhost` Chromium offers brotli also without https, to others it does not.
_ELSEWHERE = "phone.test"


@dataclass
class Visit:
    """One first visit. `seconds` runs from the address being opened to a vote that can be tapped."""

    received: int
    hosts: set[str]
    seconds: float


async def open_vote(base: str, prepared: Prepared) -> None:
    """Bring the session to its trial vote."""
    control = await connect(base, f"/styr/{prepared.code}", cookie=f"workshop_sign_in={prepared.cookie}")
    await control.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
    await control.wire.send(f"{CONTROL}.open_lobby")
    await control.seen.until(lambda v: v[f"{CONTROL_LIVE}.frame"]["stage"] == "lobby")
    phone, _ = await join(base, prepared.code)
    while not phone.frame(PHONE_LIVE)["ballot"]["widget"]:
        await press(control, [phone])
    await phone.wire.send(f"{PHONE}.leave")
    await asyncio.sleep(0.2)
    await phone.wire.close()
    await control.wire.close()


def visit(browser: Browser, url: str, *, slow: bool) -> Visit:
    """Open `url` as a phone that has never been there, take a seat, and wait for the vote."""
    context = browser.new_context(**SIZES["phone"], ignore_https_errors=True, locale="nb-NO")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if slow:
        line.send("Network.emulateNetworkConditions", _LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    sizes, hosts = _listen(line)
    began = perf_counter()
    page.goto(url, wait_until="commit")
    _join_and_wait(page)
    took = perf_counter() - began
    context.close()
    return Visit(sum(sizes), hosts, took)


def _listen(line: Any) -> tuple[list[int], set[str]]:
    sizes: list[int] = []
    hosts: set[str] = set()
    line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    line.on("Network.requestWillBeSent", lambda event: hosts.add(event["request"]["url"].split("/")[2]))
    return sizes, hosts


def _join_and_wait(page: Page) -> None:
    page.get_by_role("button", name="Bli med").click(timeout=30_000)
    page.get_by_role("radio").first.wait_for(timeout=30_000)


def measure(*, repeats: int) -> None:
    """Print the table."""
    with TemporaryDirectory() as directory, serving(Path(directory)) as base:
        prepared = prepare(Path(directory))
        # Before Playwright starts: it has an event loop of its own and suffers no other.
        asyncio.run(open_vote(base, prepared))
        _visits(Path(directory), base, prepared, repeats=repeats)


def _visits(directory: Path, base: str, prepared: Prepared, *, repeats: int) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*flags(), f"--host-resolver-rules=MAP {_ELSEWHERE} 127.0.0.1"]
        )
        port = int(base.rpartition(":")[2])
        address = f"http://{_ELSEWHERE}:{port}/d/{prepared.code}"
        slow = [visit(browser, address, slow=True) for _ in range(repeats)]
        plain = visit(browser, address, slow=False)
        with https_proxy(to_port=port, folder=directory) as secure:
            brotli = visit(browser, f"https://localhost:{secure}/d/{prepared.code}", slow=False)
        browser.close()
    seconds = [one.seconds for one in slow]
    print(f"gzip over http      {plain.received / 1024:8.1f} KiB  ({plain.received / 1000:.1f} kB)")
    print(f"brotli over https   {brotli.received / 1024:8.1f} KiB  ({brotli.received / 1000:.1f} kB)")
    print(f"hosts asked         {sorted(plain.hosts)}")
    print(f"first vote possible {statistics.median(seconds):8.2f} s median, {max(seconds):.2f} s at most, of {repeats}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What a phone's first visit costs.")
    parser.add_argument("--repeats", type=int, default=5)
    measure(repeats=parser.parse_args().repeats)


if __name__ == "__main__":
    main()
