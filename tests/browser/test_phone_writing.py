"""What is written on a phone: notes that never leave it, and proposals that survive everything."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.browser.network import Silence
from tests.browser.phones import PATIENCE, arrive, choose_question, join, sees, to_groups
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.conftest import ServerFactory
from tests.servers import Server

_SECRET = "Rødstrupe 4711"


def _write_for(phone: Page, group: int) -> None:
    phone.get_by_role("button", name="Jeg skriver for gruppen").click(timeout=PATIENCE)
    phone.get_by_role("button", name=f"Gruppe {group}", exact=True).click()
    sees(phone, f"Du skriver for gruppe {group}.")


def _proposal(phone: Page) -> Locator:
    return phone.get_by_role("textbox", name="Gruppens forslag")


def _notes(phone: Page) -> Locator:
    return phone.get_by_role("textbox", name="Stikkord til deg selv")


def test_notes_are_in_no_frame_and_go_when_the_session_ends(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        page = screens.context("phone").new_page()
        traffic: list[str] = []

        def listen(socket: WebSocket) -> None:
            for way in ("framesent", "framereceived"):
                socket.on(way, lambda frame: traffic.append(str(frame)))

        page.on("websocket", listen)
        page.on("request", lambda request: traffic.append(f"{request.url} {request.post_data or ''}"))
        phone = join(page, room)
        room.go_to("kunnskap-eller-kultur", "discussion")
        _notes(phone).fill(_SECRET)
        phone.reload()
        expect(_notes(phone)).to_have_value(_SECRET)
        room.press()
        # The field belongs to the talk; what stands in it waits while there is a vote.
        expect(phone.locator(".option")).to_have_count(5, timeout=PATIENCE)
        expect(_notes(phone)).to_have_count(0)
        room.press("back")
        expect(_notes(phone)).to_have_value(_SECRET, timeout=PATIENCE)

        room.press("end")

        sees(phone, "stikkordene dine er slettet fra telefonen")
        assert traffic
        assert not any("4711" in message for message in traffic)
        assert "4711" not in phone.evaluate("JSON.stringify(Object.values(localStorage))")


def test_a_step_takes_neither_the_cursor_nor_half_a_word_and_is_told_quietly(
    shared_server: Server, screens: Screens
) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        choose_question(room)
        room.go_to("hva-na", "alone")
        _notes(phone).press_sequentially("Vi spør fø")
        phone.keyboard.press("ArrowLeft")

        room.press()

        room.is_shown_on(phone)
        expect(_notes(phone)).to_be_focused()
        phone.keyboard.type("x")
        expect(_notes(phone)).to_have_value("Vi spør fxø")
        expect(phone.locator("main > [role=status]", has_text="I grupper")).to_have_count(1)


def test_notes_stay_for_whoever_wants_them(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("kunnskap-eller-kultur", "discussion")
        _notes(phone).fill(_SECRET)
        phone.get_by_label("Behold stikkordene mine på telefonen").check()

        room.press("end")

        sees(phone, "Stikkordene dine ligger på telefonen.")
        phone.reload()
        sees(phone, _SECRET)
        phone.get_by_role("button", name="Slett stikkordene mine").click()
        sees(phone, "stikkordene dine er slettet fra telefonen")


def test_a_half_written_proposal_survives_a_step_and_a_dead_server(server: ServerFactory, screens: Screens) -> None:
    own = server()
    screens.forgive("WebSocket|ERR_CONNECTION_REFUSED")
    with StageRoom(own, phones=6) as room:
        phone = arrive(screens, room)
        to_groups(room)
        sees(phone, "Vent litt. Den som leder samlingen, setter opp gruppene.")
        room.tell("set_groups", count=3)
        _write_for(phone, 2)
        _proposal(phone).fill("Vi prøver ut")

        room.press()
        sees(phone, "Du skriver for gruppe 2.")
        expect(_proposal(phone)).to_have_value("Vi prøver ut")
        expect(_proposal(phone)).to_be_focused()
        before = _proposal(phone).bounding_box()
        own.kill()
        sees(phone, "Vi er straks tilbake")
        assert _proposal(phone).bounding_box() == before
        phone.keyboard.press("End")
        phone.keyboard.type(" vaktbytte")
        phone.get_by_role("button", name="Send forslaget til skjermen").click()
        sees(phone, "Teksten ligger på telefonen")
        own.start()

        sees(phone, "Sendt. Det vises når det er lest gjennom.")
        expect(phone.locator(".own-proposal")).to_have_count(1)
        sees(phone, "Vi prøver ut vaktbytte")


def test_a_returned_proposal_says_why_and_is_rewritten(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=6) as room:
        phone = arrive(screens, room)
        to_groups(room)
        room.tell("set_groups", count=3)
        _write_for(phone, 1)
        _proposal(phone).fill("Kari må komme tidsnok")
        phone.get_by_role("button", name="Send forslaget til skjermen").click()
        sees(phone, "Venter på å bli lest gjennom")
        (waiting,) = room.control["waiting"]

        room.tell("send_back", proposal=waiting["id"], reason="control.reason.name")
        sees(phone, "Forslaget kom tilbake:")
        phone.get_by_role("button", name="Skriv om forslaget").click()
        expect(_proposal(phone)).to_have_value("Kari må komme tidsnok")
        _proposal(phone).fill("Vi avtaler hva vi gjør ved forsinkelser")
        phone.get_by_role("button", name="Send forslaget til skjermen").click()

        sees(phone, "Venter på å bli lest gjennom")
        room.tell("approve", proposal=waiting["id"])
        sees(phone, "Vises på skjermen")
        expect(phone.locator(".own-proposal")).to_have_count(1)


def test_another_phone_takes_the_pen_only_knowingly(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=6) as room:
        first, second = arrive(screens, room), arrive(screens, room, size="small phone")
        to_groups(room)
        room.tell("set_groups", count=2)
        _write_for(first, 1)
        second.get_by_role("button", name="Jeg skriver for gruppen").click(timeout=PATIENCE)
        second.get_by_role("button", name="Gruppe 1", exact=True).click()
        sees(second, "En annen telefon skriver for gruppe 1. Vil du ta over?")

        second.get_by_role("button", name="Ta over").click()

        sees(second, "Du skriver for gruppe 1.")
        sees(first, "En annen telefon skriver for gruppen nå.")


def test_a_press_for_the_pen_outlives_a_dead_connection(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=6) as room:
        context = screens.context("phone")
        silence = Silence(context)
        phone = join(context.new_page(), room)
        to_groups(room)
        room.tell("set_groups", count=3)
        phone.get_by_role("button", name="Jeg skriver for gruppen").click(timeout=PATIENCE)
        with silence():
            phone.get_by_role("button", name="Gruppe 2", exact=True).click()
            context.set_offline(True)
        context.set_offline(False)
        sees(phone, "Du skriver for gruppe 2.")


def test_too_long_is_counted_and_not_sent(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=6) as room:
        phone = arrive(screens, room)
        to_groups(room)
        room.tell("set_groups", count=2)
        _write_for(phone, 1)
        _proposal(phone).fill("a" * 139)
        sees(phone, "1 tegn igjen")
        _proposal(phone).fill("a" * 141)
        phone.get_by_role("button", name="Send forslaget til skjermen").click()
        sees(phone, "Teksten er for lang. Du har 1 tegn for mye.")
        assert room.control["waiting"] == []
