"""An answer tapped on a phone: kept until it is stored, sent once, and never lost or doubled."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.network import Silence
from tests.browser.phones import RECEIVED, address, arrive, join, sees
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.conftest import ServerFactory
from tests.servers import Server


def tick(phone: Page, label: str) -> None:
    """Choose, without sending."""
    phone.locator(".ballot .option", has_text=label).click()


def press(phone: Page, name: str) -> None:
    """Press a button."""
    phone.get_by_role("button", name=name, exact=True).click()


def test_sent_changed_hopped_over_and_withdrawn(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("provestemme", "open")
        sees(phone, "Hva har du i koppen?")

        tick(phone, "Kaffe")
        assert room.prepared.stored_ballots() == 0
        press(phone, "Send svaret")
        sees(phone, RECEIVED)
        change = phone.get_by_role("button", name="Endre svaret")
        expect(change).to_have_attribute("aria-disabled", "true")
        expect(phone.get_by_role("button", name="Hopp over")).to_have_count(0)
        tick(phone, "Vann")
        expect(change).not_to_have_attribute("aria-disabled", "true")
        press(phone, "Endre svaret")
        sees(phone, RECEIVED)
        assert room.prepared.stored_ballots() == 1

        press(phone, "Trekk svaret")
        sees(phone, "Svaret er trukket og slettet.")
        press(phone, "Hopp over")
        sees(phone, "Du hoppet over. Du kan svare til avstemningen lukkes.")
        tick(phone, "Te")
        press(phone, "Send svaret")
        sees(phone, RECEIVED)
        press(phone, "Trekk svaret")
        sees(phone, "Svaret er trukket og slettet.")
        assert room.prepared.stored_ballots() == 0


def test_nothing_chosen_is_said_and_not_sent(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("provestemme", "open")

        button = phone.get_by_role("button", name="Send svaret")
        expect(button).to_have_attribute("aria-disabled", "true")
        button.click(force=True)

        expect(phone.locator(".hint")).to_have_text("Velg én")
        assert room.prepared.stored_ballots() == 0


def test_a_reload_and_a_forgetful_phone_show_the_answer_given(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("provestemme", "open")
        tick(phone, "Vann")
        press(phone, "Send svaret")
        sees(phone, RECEIVED)

        forget = """Object.keys(localStorage).filter((key) => key.startsWith('workshop_answer'))
            .forEach((key) => localStorage.removeItem(key))"""
        for script in ("0", forget):
            phone.evaluate(script)
            phone.reload()
            expect(phone.get_by_role("radio", name="Vann")).to_be_checked()
            sees(phone, RECEIVED)


def test_what_a_dead_socket_swallowed_is_sent_again(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        context = screens.context("phone")
        silence = Silence(context)
        phone = join(context.new_page(), room)
        room.go_to("provestemme", "open")
        tick(phone, "Kaffe")

        with silence():
            press(phone, "Send svaret")
            sees(phone, "Sender …")
            expect(phone.get_by_text(RECEIVED)).to_be_hidden()

        sees(phone, RECEIVED)
        assert room.prepared.stored_ballots() == 1


def test_a_reload_sends_what_is_pending(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        context = screens.context("phone")
        silence = Silence(context)
        phone = join(context.new_page(), room)
        room.go_to("provestemme", "open")
        tick(phone, "Vann")
        with silence():
            press(phone, "Send svaret")
            sees(phone, "Sender …")

        phone.reload()

        sees(phone, RECEIVED)
        expect(phone.get_by_role("radio", name="Vann")).to_be_checked()


def test_two_taps_at_once_and_the_last_one_stands(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("provestemme", "open")
        sees(phone, "Kaffe")
        phone.evaluate(
            """async () => {
                const moment = () => new Promise((go) => setTimeout(go));
                for (const label of ['Kaffe', 'Ingenting']) {
                    [...document.querySelectorAll('.option')].find((o) => o.innerText === label).click();
                    await moment();
                    document.querySelector('.actions button').click();
                    await moment();
                }
            }"""
        )
        sees(phone, RECEIVED)
        phone.reload()
        expect(phone.get_by_role("radio", name="Ingenting")).to_be_checked()
        assert room.prepared.stored_ballots() == 1


def test_an_answer_survives_the_servers_death(server: ServerFactory, screens: Screens) -> None:
    own = server()
    screens.forgive("WebSocket|ERR_CONNECTION_REFUSED")
    with StageRoom(own, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("provestemme", "open")
        tick(phone, "Te")
        own.kill()
        sees(phone, "Vi er straks tilbake. La siden stå åpen.")

        press(phone, "Send svaret")
        sees(phone, "Du er uten nett. Svaret ligger på telefonen og sendes når du er på nett igjen.")
        assert "Cannot connect" not in phone.content()
        own.start()

        sees(phone, "Du er på nett igjen. Svaret er mottatt.")
        assert room.prepared.stored_ballots() == 1


def test_too_late_is_said_even_when_the_vote_has_left_the_screen(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        context = screens.context("phone")
        silence = Silence(context)
        phone = join(context.new_page(), room)
        room.go_to("provestemme", "open")
        tick(phone, "Te")
        context.set_offline(True)
        press(phone, "Send svaret")
        sees(phone, "Du er uten nett. Svaret ligger på telefonen")
        with silence():
            room.press()
        context.set_offline(False)

        sees(phone, "Avstemningen ble lukket mens du var uten nett. Svaret er ikke med.")
        phone.goto(address(room))
        sees(phone, "Hva har du i koppen?")
        assert not phone.evaluate("Object.keys(localStorage).some((key) => key.startsWith('workshop_answer'))")


def test_the_pulse_is_saved_at_each_tap_and_goes_on_where_one_was(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("tillitspulsen", "open")
        press(phone, "Start pulsen")
        for number in (1, 2, 3):
            sees(phone, f"Påstand {number} av 13")
            phone.locator(".option").nth(number).click()
        sees(phone, "Påstand 4 av 13")
        assert phone.evaluate("document.activeElement.className") == "statement-text"
        press(phone, "Tilbake")
        sees(phone, "Påstand 3 av 13")
        expect(phone.get_by_role("radio").nth(3)).to_be_checked()

        phone.reload()
        sees(phone, "Påstand 4 av 13")
        for _ in range(4, 14):
            phone.get_by_role("button", name="Hopp over", exact=True).click()
        sees(phone, "Du har svart på 3 av 13. Du kan levere likevel.")
        assert room.prepared.stored_ballots() == 0
        press(phone, "Lever svarene")
        sees(phone, "Pulsen er levert. Resultatet kommer senere i dag.")
        assert room.prepared.stored_ballots() == 1


def test_arrow_keys_choose_in_the_pulse_without_moving_on(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("tillitspulsen", "open")
        press(phone, "Start pulsen")
        phone.clock.install()
        phone.get_by_role("radio").first.focus()
        for _ in range(3):
            phone.keyboard.press("ArrowDown")
        expect(phone.get_by_role("radio").nth(3)).to_be_checked()
        phone.clock.fast_forward(2_000)
        sees(phone, "Påstand 1 av 13")
        expect(phone.get_by_role("radio").nth(3)).to_be_checked()
        press(phone, "Neste")
        sees(phone, "Påstand 2 av 13")


def test_the_focus_is_on_a_statement_as_soon_as_it_is_there(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("tillitspulsen", "open")
        sees(phone, "Start pulsen")
        focused = phone.evaluate(
            """async () => {
                [...document.querySelectorAll('button')].find((one) => one.innerText === 'Start pulsen').click();
                while (!document.querySelector('.statement-text')) await null;
                return document.activeElement.className;
            }"""
        )
        assert focused == "statement-text"


def test_whoever_leads_is_led_past_the_pulse_and_only_the_phone_knows(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        context = screens.context("phone")
        sent: list[str] = []
        page = context.new_page()
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
        phone = join(page, room)
        room.go_to("tillitspulsen", "open")
        phone.get_by_role("button", name="Jeg leder").click()
        sees(phone, "Pulsen er for dem du leder, så du svarer ikke.")
        phone.reload()
        sees(phone, "Pulsen er for dem du leder, så du svarer ikke.")
        assert not any("lead" in frame.replace("workshop_", "") for frame in sent if "skip" in frame)
        press(phone, "Jeg leder ikke enheten likevel")
        sees(phone, "Start pulsen")


def test_points_never_lock_in_and_the_sum_is_always_said(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("hundre-poeng", "today")
        more = phone.get_by_role("button", name="Ti poeng mer til Tillit")
        for _ in range(9):
            more.click()
        sees(phone, "10 poeng igjen")
        phone.get_by_role("textbox", name="Poeng til Marked").fill("19")
        sees(phone, "Du har brukt 109. Ta bort 9.")
        phone.get_by_role("button", name="Send svaret").click(force=True)
        sees(phone, "Summen må bli 100. Nå er den 109.")
        phone.get_by_role("textbox", name="Poeng til Marked").fill("9")
        sees(phone, "1 poeng igjen")
        phone.get_by_role("textbox", name="Poeng til Marked").fill("10")
        sees(phone, "Alle poengene er fordelt.")
        press(phone, "Send svaret")
        sees(phone, RECEIVED)
        room.press()
        sees(phone, "100 poeng igjen")
