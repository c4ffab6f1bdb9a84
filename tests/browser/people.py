"""People as they hold their phones: each does what is on the screen, as a person would."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

_PATIENCE = 30_000
_RECEIVED = re.compile("Svaret er mottatt")


def choose(phone: Page, number: int) -> None:
    """Tick the option in that place, counted from 0, and send."""
    phone.get_by_role("radio").nth(number).check(timeout=_PATIENCE, force=True)
    send(phone)


def share_out(phone: Page, *amounts: int) -> None:
    """Give each option so many tens of points with the plus buttons, and send."""
    for place, tens in enumerate(amounts):
        more = phone.get_by_role("button", name=re.compile("^Ti poeng mer")).nth(place)
        for _ in range(tens):
            more.click(timeout=_PATIENCE)
    send(phone)


def answer_pulse(phone: Page, step: int) -> None:
    """All thirteen statements, one tap each, and hand in."""
    start_pulse(phone)
    rate_all(phone, step)


def start_pulse(phone: Page) -> None:
    """On to the first statement."""
    phone.get_by_role("button", name="Start pulsen").click(timeout=_PATIENCE)


def rate_all(phone: Page, step: int) -> None:
    """From the first statement to the receipt."""
    for number in range(1, 14):
        expect(phone.get_by_text(re.compile(rf"^Påstand {number} av 13"))).to_be_visible(timeout=_PATIENCE)
        phone.get_by_role("radio").nth(step).check(force=True)
    phone.get_by_role("button", name="Lever svarene").click(timeout=_PATIENCE)
    expect(phone.get_by_text(re.compile("^Pulsen er levert"))).to_be_visible(timeout=_PATIENCE)


def lead_the_unit(phone: Page) -> None:
    """The unit's leader does not answer the pulse."""
    phone.get_by_role("button", name=re.compile("^Jeg leder")).click(timeout=_PATIENCE)
    expect(phone.get_by_text(re.compile("^Pulsen er for dem du leder"))).to_be_visible(timeout=_PATIENCE)


def write_for_group(phone: Page, group: int, *texts: str) -> None:
    """Take the group's pen and hand in its proposals."""
    phone.get_by_role("button", name="Jeg skriver for gruppen").click(timeout=_PATIENCE)
    phone.get_by_role("button", name=f"Gruppe {group}", exact=True).click(timeout=_PATIENCE)
    for text in texts:
        phone.get_by_role("textbox", name=re.compile("^Gruppens forslag")).fill(text, timeout=_PATIENCE)
        phone.get_by_role("button", name="Send forslaget til skjermen").click()
        expect(phone.locator("li", has_text=text)).to_be_visible(timeout=_PATIENCE)


def give_dots(phone: Page, *places: int) -> None:
    """A dot on the proposal in each of these places, and send."""
    for place in places:
        phone.get_by_role("button", name=re.compile("^Gi en prikk til")).nth(place).click(timeout=_PATIENCE)
    send(phone)


def send(phone: Page) -> None:
    """Send, and wait until the phone says that it has been received."""
    phone.get_by_role("button", name="Send svaret").click(timeout=_PATIENCE)
    expect(phone.get_by_text(_RECEIVED).first).to_be_visible(timeout=_PATIENCE)
