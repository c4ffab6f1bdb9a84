"""What people feel of the pages: things that jump, and taps that are slow to show.

    python -m benchmarks.felt [--repeats 3] [--slower 4]

Walks a whole session with a phone and a projector in Chromium. Layout shift is the sum of all that the browser
reports from the first step to the end, without its windows of five seconds, and so never less than CLS. Interaction
to next paint is the longest event of each tap on a phone whose processor is slowed down.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.results import RESULTS, keep
from tests.browser import people
from tests.browser.chromium import find_chromium, flags
from tests.browser.screens import SIZES
from tests.browser.stage_room import StageRoom
from tests.browser.whole_session import PHONES, answer, places
from tests.servers import Server

#: Longer than an event takes to be reported, in milliseconds.
_REPORTED = 250
_PATIENCE = 60_000
#: How many are told.
_SLOWEST = 8
_OBSERVE = """{
  window.felt = { shifts: [], taps: {} };
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (one.hadRecentInput) continue;
      const moved = one.sources.map(({ node }) => node?.className || node?.nodeName || '?');
      window.felt.shifts.push([one.value, moved.join(', ')]);
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (!one.interactionId) continue;
      const waited = Math.round(one.processingStart - one.startTime);
      const ran = Math.round(one.processingEnd - one.processingStart);
      const on = one.target?.textContent?.slice(0, 24) || one.target?.className;
      const told = `${one.name} on ${on}: waited ${waited}, ran ${ran}`;
      const before = window.felt.taps[one.interactionId];
      if (!before || before[0] < one.duration) window.felt.taps[one.interactionId] = [one.duration, told];
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  window.felt.read = () => {
    const { shifts, taps } = window.felt;
    Object.assign(window.felt, { shifts: [], taps: {} });
    return { shifts, taps: Object.values(taps) };
  };
}"""
_ANSWERS: dict[str, Callable[[Page], None]] = {
    "choice": lambda phone: people.choose(phone, 1),
    "scale": lambda phone: people.choose(phone, 3),
    "points": lambda phone: people.share_out(phone, 5, 2, 3),
    "dots": lambda phone: people.give_dots(phone, 0, 0, 1),
    "pulse": lambda phone: people.answer_pulse(phone, 3),
}


@dataclass
class Felt:
    """One session: `shifts` by screen and place, what `moved` most there, and `taps`: milliseconds, and what it was."""

    shifts: dict[str, dict[str, float]] = field(default_factory=lambda: {"phone": {}, "projector": {}})
    moved: dict[str, str] = field(default_factory=dict)
    taps: list[tuple[float, str]] = field(default_factory=list)

    def read(self, page: Page, screen: str, place: str) -> None:
        """Take what the page has noted since the last time."""
        page.wait_for_timeout(_REPORTED)
        noted: dict[str, Any] = page.evaluate("felt.read()")
        self.shifts[screen][place] = sum(value for value, _ in noted["shifts"])
        if noted["shifts"]:
            self.moved[f"{screen} {place}"] = max(noted["shifts"])[1]
        if screen == "phone":
            self.taps.extend((took, f"{place}: {what}") for took, what in noted["taps"])


def session(browser: Browser, server: Server, *, slower: float) -> Felt:
    """Walk one session with one phone that answers everything, one projector, and bare phones beside them."""
    felt = Felt()
    with StageRoom(server, phones=PHONES) as room:
        projector, phone = _opened(browser, "projector"), _opened(browser, "phone")
        line = phone.context.new_cdp_session(phone)
        line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        projector.goto(room.url)
        phone.goto(f"{server.url}/d/{room.prepared.code}")
        phone.get_by_role("button", name="Bli med").click(timeout=_PATIENCE)
        for place in places(room):
            for page in (projector, phone):
                room.is_shown_on(page)
            widget = room.phone_frame()["ballot"]["widget"]
            if widget:
                answer(room)
                _ANSWERS[widget](phone)
            felt.read(projector, "projector", place)
            felt.read(phone, "phone", place)
        for page in (projector, phone):
            page.context.close()
    return felt


def _opened(browser: Browser, size: str) -> Page:
    page = browser.new_context(locale="nb-NO", **SIZES[size]).new_page()
    page.add_init_script(_OBSERVE)
    return page


def measure(*, repeats: int, slower: float) -> list[Felt]:
    """So many sessions, one after the other on one server."""
    with TemporaryDirectory() as directory, sync_playwright() as playwright:
        server = Server(data_dir=Path(directory) / "server")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags())
        try:
            server.start()
            return [session(browser, server, slower=slower) for _ in range(repeats)]
        finally:
            browser.close()
            server.end()


def summary(sessions: list[Felt]) -> dict[str, Any]:
    """The figures that are kept."""
    taps = [took for one in sessions for took, _ in one.taps]
    shifts = {screen: [sum(one.shifts[screen].values()) for one in sessions] for screen in ("phone", "projector")}
    return {
        "sessions": len(sessions),
        "taps": len(taps),
        "tap to paint, ms": {
            "median": statistics.median(taps),
            "p95": statistics.quantiles(taps, n=20)[-1],
            "p98": statistics.quantiles(taps, n=50)[-1],
            "max": max(taps),
        },
        "layout shift": {
            screen: {"median": round(statistics.median(of), 4), "max": round(max(of), 4)}
            for screen, of in shifts.items()
        },
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Layout shift, and taps on a slow phone.")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--slower", type=float, default=4)
    chosen = parser.parse_args()
    sessions = measure(repeats=chosen.repeats, slower=chosen.slower)
    measured = summary(sessions)
    for name, value in measured.items():
        print(f"{name:20} {value}")
    for took, what in sorted((tap for one in sessions for tap in one.taps), reverse=True)[:_SLOWEST]:
        print(f"   {took:.0f} ms  {what}")
    for screen, places_ in sessions[-1].shifts.items():
        for place, value in places_.items():
            if value:
                print(f"   {screen} {place}: {value:.4f}  {sessions[-1].moved[f'{screen} {place}']}")
    print(keep("felt", {"slower": chosen.slower, **measured}, RESULTS / "felt.json"))


if __name__ == "__main__":
    main()
