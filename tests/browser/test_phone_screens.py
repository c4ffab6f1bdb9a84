"""The phone's screens: the way in, every phase on small screens, in three languages, and their weight."""

from __future__ import annotations

import gzip

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import found_in_each_theme
from tests.browser.phones import PATIENCE, address, arrive, choose_question, sees
from tests.browser.screens import Screens
from tests.browser.squeezed import cut_off, lost_when_squeezed
from tests.browser.stage_room import StageRoom
from tests.servers import Server

_MOST_BYTES = 200_000
#: Every kind of screen, in the order of the agenda.
_STOPS = (
    ("provestemme", "open"),
    ("provestemme", "revealed"),
    ("tillitspulsen", "open"),
    ("hundre-poeng", "today"),
    ("hundre-poeng", "revealed"),
    ("definisjoner", "shown"),
    ("kunnskap-eller-kultur", "first-vote"),
    ("kunnskap-eller-kultur", "discussion"),
    ("hva-na", "choosing"),
    ("hva-na", "alone"),
    ("hva-na", "groups"),
    ("hva-na", "plenary"),
    ("tiltak", "writing"),
)
#: An element's text as the lines it is drawn in.
_LINES = """(element) => {
  const lines = new Map(), range = document.createRange();
  const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode;
    for (let at = 0; at < node.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const top = Math.round(range.getBoundingClientRect().top);
      lines.set(top, (lines.get(top) ?? '') + node.data[at]);
    }
  }
  return [...lines.values()].map((line) => line.trim());
}"""
_SMALL_TARGETS = """() => [...document.querySelectorAll('.phone button, .phone summary, .phone .option, .phone .tick')]
    .filter((one) => one.offsetHeight > 0 && one.offsetHeight < 48).map((one) => one.outerHTML.slice(0, 90))"""


def _is_in_order(phone: Page, place: str) -> None:
    assert found_in_each_theme(phone) == {}, place
    _is_in_reach(phone, place)


def _is_in_reach(phone: Page, place: str) -> None:
    assert cut_off(phone) == [], place
    assert phone.evaluate(_SMALL_TARGETS) == [], place


def test_every_phase_is_in_order_in_every_theme_and_however_it_is_squeezed(
    shared_server: Server, screens: Screens
) -> None:
    with StageRoom(shared_server, phones=8) as room:
        phone = arrive(screens, room)
        sideways = arrive(screens, room, size="phone", viewport={"width": 740, "height": 360})
        squeezed = arrive(screens, room, size="small phone")
        for activity, phase in _STOPS:
            if phase == "alone":
                choose_question(room)
            room.go_to(activity, phase)
            for page in (phone, sideways, squeezed):
                room.is_shown_on(page)
            _is_in_order(phone, room.place)
            _is_in_reach(sideways, room.place)
            assert lost_when_squeezed(squeezed) == {}, room.place


def test_what_is_to_be_answered_is_in_sight_without_scrolling(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone, small = arrive(screens, room), arrive(screens, room, size="small phone")
        room.go_to("tillitspulsen", "open")
        start = phone.get_by_role("button", name="Start pulsen")
        _is_in_sight(start)
        (above, lead, below) = (_top(phone.locator(".pulse-start .card")), _top(_lead(phone)), _top(start))
        assert above < lead < below
        room.go_to("kunnskap-eller-kultur", "first-vote")
        for one in (phone, small):
            expect(one.locator(".option")).to_have_count(5, timeout=PATIENCE)
            expect(one.locator("textarea")).to_have_count(0)
        _is_in_sight(phone.get_by_role("button", name="Send svaret"))
        _is_in_sight(small.locator(".option").nth(1))


def test_a_long_word_is_broken_after_its_stroke(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        small = arrive(screens, room, size="small phone")
        room.go_to("hva-na", "choosing")
        label = small.locator(".option-label", has_text="utvelgelse")
        expect(label).to_have_text("Større grad av risikovurdering ved utvelgelse/planlegging av tilsyn?")
        # Somebody who has text larger than usual.
        small.add_style_tag(content=":root { font-size: 125% }")
        lines = label.evaluate(_LINES)
        assert "utvelgelse/" in lines, lines


def _lead(phone: Page) -> Locator:
    return phone.get_by_role("button", name="Jeg leder")


def _top(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["y"]


def _is_in_sight(element: Locator) -> None:
    """All of it, on a page that has not been scrolled."""
    expect(element).to_be_visible(timeout=PATIENCE)
    page, box = element.page, element.bounding_box()
    assert box is not None
    assert page.viewport_size is not None
    assert page.evaluate("scrollY") == 0
    assert box["y"] + box["height"] <= page.viewport_size["height"]


def test_an_unknown_code_is_kind_and_takes_another(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = screens.open("small phone", f"{room.workshop.server.url}/d/QQQ777")
        sees(phone, "Vi finner ingen samling med koden")
        _is_in_order(phone, "unknown code")
        code = room.prepared.code.lower()

        phone.get_by_label("Skriv koden fra skjermen").fill("ab")
        phone.keyboard.press("Enter")
        sees(phone, "Koden har seks tegn.")
        phone.get_by_label("Skriv koden fra skjermen").fill(f" {code[:3]}-{code[3:]} ")
        phone.keyboard.press("Enter")

        expect(phone.get_by_role("button", name="Bli med")).to_be_visible(timeout=PATIENCE)


def test_the_front_page_leads_to_the_session(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = screens.open("phone", f"{room.workshop.server.url}/")
        expect(phone.get_by_role("link", name="Logg inn for å lage eller se samlinger")).to_be_visible()
        _is_in_order(phone, "front page")
        phone.get_by_label("Skriv koden fra skjermen").fill(room.prepared.code)
        phone.get_by_role("button", name="Gå til samlingen").click()
        expect(phone.get_by_role("button", name="Bli med")).to_be_visible(timeout=PATIENCE)
        sees(phone, "Dette er en prøve uten kryptert nett.")


def test_the_welcome_promises_and_the_language_follows_the_phone(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = screens.open("phone", address(room))
        sees(phone, "Vi spør ikke hvem du er, og svaret ditt vises ikke for andre.")
        sees(phone, "Du kan hoppe over alt. Ingen får vite det.")

        phone.get_by_text("Nynorsk", exact=True).click()
        sees(phone, "Vi spør ikkje kven du er")
        assert phone.evaluate("document.documentElement.lang") == "nn"
        phone.get_by_role("button", name="Bli med").click()
        sees(phone, "Du er med. Vi startar straks.")
        phone.reload()
        sees(phone, "Du er med. Vi startar straks.")
        room.go_to("provestemme", "open")
        sees(phone, "Kva har du i koppen?")


def test_a_new_step_is_announced_and_takes_no_focus(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        before = phone.evaluate("document.activeElement.tagName")
        room.go_to("provestemme", "open")
        expect(phone.locator("main > [role=status]", has_text="Nytt steg: Prøvestemme")).to_have_count(1)
        assert phone.evaluate("document.activeElement.tagName") == before
        assert phone.evaluate("scrollY") == 0


def test_leaving_gives_the_seat_back(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        phone.get_by_text("Språk · Forlat samlingen").click()
        phone.get_by_role("button", name="Forlat samlingen").click()
        expect(phone.get_by_role("button", name="Bli med")).to_be_visible(timeout=PATIENCE)
        phone.reload()
        expect(phone.get_by_role("button", name="Bli med")).to_be_visible(timeout=PATIENCE)


def test_the_first_load_is_light(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = screens.context("phone").new_page()
        bodies: dict[str, bytes] = {}
        phone.on("response", lambda response: bodies.setdefault(response.url, response.body()))
        phone.goto(address(room))
        expect(phone.get_by_role("button", name="Bli med")).to_be_visible(timeout=PATIENCE)
        weight = sum(len(gzip.compress(body, 9)) for body in bodies.values())

        assert weight <= _MOST_BYTES, weight
        for name in (b"sonner", b"radix", b"lucide-"):
            assert not any(name in body for body in bodies.values()), name
