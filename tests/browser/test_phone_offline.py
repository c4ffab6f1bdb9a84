"""Tapped without a network: kept on the phone, sent once when it is back, and refused in words when it is too late."""

from __future__ import annotations

import resource
from collections.abc import Callable

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket, expect

from tests.browser.network import Silence
from tests.browser.phones import PATIENCE, RECEIVED, address, join, sees, to_groups
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.conftest import ServerFactory
from tests.servers import Server

QUEUED = "Du er uten nett. Svaret ligger på telefonen og sendes når du er på nett igjen."
TEXT_QUEUED = "Du er uten nett. Teksten ligger på telefonen og sendes når du er på nett igjen."
TOO_LATE = "Avstemningen ble lukket mens du var uten nett. Svaret er ikke med."
NOT_YET = "Dette er ikke lagret ennå. Det ligger på telefonen, og vi prøver igjen av oss selv."
#: What a page may complain of while it has no network, or no server.
NO_NETWORK = "WebSocket|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE"
#: What the page fetches after the first answer, and what shows a hundred points in it.
POINTS_PART = "**/assets/points-*.js"
TEXT = "Vi prøver ut vaktbytte"


def send(phone: Page) -> None:
    """Press the button under a ballot."""
    phone.get_by_role("button", name="Send svaret", exact=True).click(timeout=PATIENCE)


def choose(phone: Page) -> None:
    """Tea, and send."""
    phone.locator(".ballot .option", has_text="Te").click(timeout=PATIENCE)
    send(phone)


def share(phone: Page) -> None:
    """A hundred points on the first, and send."""
    for _ in range(10):
        phone.get_by_role("button", name="Ti poeng mer til").first.click(timeout=PATIENCE)
    send(phone)


def give_dots(phone: Page) -> None:
    """Two dots on the only proposal, and send."""
    for _ in range(2):
        phone.get_by_role("button", name="Gi en prikk til").click(timeout=PATIENCE)
    send(phone)


def begin_pulse(phone: Page) -> None:
    """The first statement of the pulse; each tap is sent by itself."""
    phone.get_by_role("button", name="Start pulsen").click(timeout=PATIENCE)
    sees(phone, "Påstand 1 av 13")
    phone.locator(".option").first.click()


def to_dots(room: StageRoom, phone: Page) -> None:
    """On to the dots, with one proposal to give them to."""
    to_groups(room)
    write_for_group(room, phone)
    sees(phone, "Venter på å bli lest gjennom")
    (waiting,) = room.control["waiting"]
    room.tell("approve", proposal=waiting["id"])
    sees(phone, "Vises på skjermen")
    room.go_to("hva-na", "dots")


def write_for_group(room: StageRoom, phone: Page) -> None:
    """Take the pen of a group and send what it proposes."""
    room.tell("set_groups", count=3)
    phone.get_by_role("button", name="Jeg skriver for gruppen").click(timeout=PATIENCE)
    phone.get_by_role("button", name="Gruppe 2", exact=True).click()
    propose(phone)


def propose(phone: Page) -> None:
    """Write a proposal and send it."""
    phone.get_by_role("textbox", name="Gruppens forslag").fill(TEXT, timeout=PATIENCE)
    phone.get_by_role("button", name="Send forslaget til skjermen").click()


def leave_and_come_back(context: BrowserContext, phone: Page, room: StageRoom) -> None:
    """The page is gone while there is no network; later it is opened again with one."""
    phone.goto("about:blank")
    context.set_offline(False)
    phone.goto(address(room))


Way = Callable[[StageRoom, Page], object]
WAYS: dict[str, tuple[Way, Callable[[Page], None]]] = {
    "choice": (lambda room, _: room.go_to("provestemme", "open"), choose),
    "points": (lambda room, _: room.go_to("hundre-poeng", "today"), share),
    "dots": (to_dots, give_dots),
}


@pytest.mark.parametrize("kind", WAYS)
def test_each_kind_of_answer_outlives_its_page(server: ServerFactory, screens: Screens, kind: str) -> None:
    go, tap = WAYS[kind]
    screens.forgive(NO_NETWORK)
    with StageRoom(server(), phones=6) as room:
        context = screens.context("phone")
        phone = join(context.new_page(), room)
        go(room, phone)
        expect(phone.locator(".ballot")).to_be_visible(timeout=PATIENCE)
        context.set_offline(True)
        tap(phone)
        sees(phone, QUEUED)
        assert room.prepared.stored_ballots() == 0

        leave_and_come_back(context, phone, room)

        sees(phone, "Svaret er mottatt")
        assert room.prepared.stored_ballots() == 1


def test_a_pulse_goes_on_offline_and_is_handed_in_once_back(server: ServerFactory, screens: Screens) -> None:
    screens.forgive(NO_NETWORK)
    with StageRoom(server(), phones=1) as room:
        context = screens.context("phone")
        phone = join(context.new_page(), room)
        room.go_to("tillitspulsen", "open")
        begin_pulse(phone)
        sees(phone, "Påstand 2 av 13")
        context.set_offline(True)
        for number in range(2, 14):
            sees(phone, f"Påstand {number} av 13")
            phone.locator(".option").first.click()
        phone.get_by_role("button", name="Lever svarene").click(timeout=PATIENCE)
        sees(phone, QUEUED)

        leave_and_come_back(context, phone, room)

        sees(phone, "Du er på nett igjen. Svaret er mottatt.")
        assert room.prepared.stored_ballots() == 1


def test_what_was_tapped_offline_is_sent_once(server: ServerFactory, screens: Screens) -> None:
    screens.forgive(NO_NETWORK)
    with StageRoom(server(), phones=1) as room:
        context = screens.context("phone")
        page = context.new_page()
        answers: list[str] = []

        def listen(socket: WebSocket) -> None:
            socket.on("framesent", lambda frame: answers.append(str(frame)) if ".answer" in str(frame) else None)

        page.on("websocket", listen)
        phone = join(page, room)
        room.go_to("provestemme", "open")
        context.set_offline(True)
        choose(phone)
        sees(phone, QUEUED)
        assert answers == []
        context.set_offline(False)

        sees(phone, "Du er på nett igjen. Svaret er mottatt.")
        assert len(answers) == 1
        assert room.prepared.stored_ballots() == 1


def test_too_late_is_said_to_whoever_comes_back_with_a_new_page(server: ServerFactory, screens: Screens) -> None:
    screens.forgive(NO_NETWORK)
    with StageRoom(server(), phones=6) as room:
        context = screens.context("phone")
        phone = join(context.new_page(), room)
        room.go_to("provestemme", "open")
        context.set_offline(True)
        choose(phone)
        sees(phone, QUEUED)
        room.press()

        leave_and_come_back(context, phone, room)

        sees(phone, TOO_LATE)
        assert room.prepared.stored_ballots() == 0
        assert not phone.evaluate("Object.keys(localStorage).some((key) => key.startsWith('workshop_answer'))")


def test_too_late_on_a_connection_that_was_dead(server: ServerFactory, screens: Screens) -> None:
    with StageRoom(server(), phones=1) as room:
        context = screens.context("phone")
        silence = Silence(context)
        phone = join(context.new_page(), room)
        room.go_to("provestemme", "open")
        expect(phone.locator(".ballot")).to_be_visible(timeout=PATIENCE)
        with silence():
            choose(phone)
            sees(phone, "Sender …")
            room.press()

        sees(phone, "Avstemningen er lukket. Svaret kom for sent og er ikke med.")
        assert room.prepared.stored_ballots() == 0


def test_the_server_killed_right_after_the_tap(server: ServerFactory, screens: Screens) -> None:
    own = server()
    screens.forgive(NO_NETWORK)
    with StageRoom(own, phones=1) as room:
        phone = join(screens.context("phone").new_page(), room)
        room.go_to("provestemme", "open")
        choose(phone)
        own.kill()
        own.start()

        sees(phone, "Svaret er mottatt")
        assert room.prepared.stored_ballots() == 1


def test_a_part_of_the_page_that_did_not_come_is_fetched_when_it_is_needed(
    server: ServerFactory, screens: Screens
) -> None:
    screens.forgive("ERR_FAILED")
    with StageRoom(server(), phones=6) as room:
        phone = join(screens.context("phone").new_page(), room)
        room.go_to("provestemme", "open")
        phone.route(POINTS_PART, lambda route: route.abort())
        with phone.expect_event("requestfailed"):
            choose(phone)
        room.go_to("hundre-poeng", "today")
        with phone.expect_event("requestfailed"):
            expect(phone.locator(".coming")).to_be_attached(timeout=PATIENCE)
        phone.unroute(POINTS_PART)

        share(phone)

        sees(phone, "Svaret er mottatt")


def test_what_the_server_can_not_store_is_sent_again_by_itself(server: ServerFactory, screens: Screens) -> None:
    own = server()
    with StageRoom(own, phones=1) as room:
        phone = join(screens.context("phone").new_page(), room)
        room.go_to("provestemme", "open")
        expect(phone.locator(".ballot")).to_be_visible(timeout=PATIENCE)
        let_files_grow(own, to=4096)
        choose(phone)
        sees(phone, NOT_YET)
        expect(phone.get_by_text("Svaret er mottatt")).to_be_hidden()
        let_files_grow(own, to=resource.RLIM_INFINITY)

        sees(phone, RECEIVED)
        assert room.prepared.stored_ballots() == 1


def let_files_grow(server: Server, *, to: int) -> None:
    """How large the server may make a file: beyond that, each write fails as it does on a full disk."""
    for process in psutil.Process(server.process.pid).children():
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (to, resource.RLIM_INFINITY))


def test_a_proposal_outlives_its_page(server: ServerFactory, screens: Screens) -> None:
    screens.forgive(NO_NETWORK)
    with StageRoom(server(), phones=6) as room:
        context = screens.context("phone")
        phone = join(context.new_page(), room)
        to_groups(room)
        take_pen_and_lose_network(room, context, phone)

        leave_and_come_back(context, phone, room)

        expect(phone.locator(".own-proposal")).to_have_count(1, timeout=PATIENCE)
        sees(phone, TEXT)
        expect(phone.get_by_role("textbox", name="Gruppens forslag")).to_have_value("")


def test_a_proposal_that_comes_too_late_is_said_to_be(server: ServerFactory, screens: Screens) -> None:
    screens.forgive(NO_NETWORK)
    with StageRoom(server(), phones=6) as room:
        context = screens.context("phone")
        phone = join(context.new_page(), room)
        to_groups(room)
        take_pen_and_lose_network(room, context, phone)
        room.go_to("hva-na", "plenary")

        context.set_offline(False)

        sees(phone, "Vi tar ikke imot mer nå. Dette ble ikke sendt.")
        assert room.control["waiting"] == []


def take_pen_and_lose_network(room: StageRoom, context: BrowserContext, phone: Page) -> None:
    """Write for a group, and send when there is no network any more."""
    room.tell("set_groups", count=3)
    phone.get_by_role("button", name="Jeg skriver for gruppen").click(timeout=PATIENCE)
    phone.get_by_role("button", name="Gruppe 2", exact=True).click()
    sees(phone, "Du skriver for gruppe 2.")
    context.set_offline(True)
    propose(phone)
    sees(phone, TEXT_QUEUED)
