"""People as they hold their phones: each does what is on the screen, as a person would."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import hands

_PATIENCE = 30_000
_RECEIVED = re.compile("Svaret er mottatt")


def choose(phone: Page, number: int) -> None:
    """Tick the option in that place, counted from 0, and send. Of several that may be ticked, one is enough."""
    one_of_them, any_of_them = phone.get_by_role("radio"), phone.get_by_role("checkbox")
    expect(one_of_them.or_(any_of_them).first).to_be_visible(timeout=_PATIENCE)
    hands.choose(one_of_them if one_of_them.count() else any_of_them, number)
    send(phone)


def mark_all(phone: Page) -> None:
    """The first answer in each row, and send."""
    expect(phone.locator(".row").first).to_be_visible(timeout=_PATIENCE)
    for row in phone.locator(".row").all():
        hands.choose(row.get_by_role("radio"), 0)
    send(phone)


def share_out(phone: Page, *amounts: int) -> None:
    """Give each option so many tens of points with the plus buttons, and send."""
    for place, tens in enumerate(amounts):
        more = phone.get_by_role("button", name=re.compile("^Ti poeng mer")).nth(place)
        for _ in range(tens):
            hands.press(more)
    send(phone)


def answer_pulse(phone: Page, step: int) -> None:
    """All thirteen statements, one tap each, and hand in."""
    start_pulse(phone)
    rate_all(phone, step)


def start_pulse(phone: Page) -> None:
    """On to the first statement."""
    hands.press(phone.get_by_role("button", name="Start pulsen"))


def rate_all(phone: Page, step: int) -> None:
    """From the first statement to the receipt."""
    for number in range(1, 14):
        expect(phone.get_by_text(re.compile(rf"^Påstand {number} av 13"))).to_be_visible(timeout=_PATIENCE)
        hands.choose(phone.get_by_role("radio"), step)
        _go_on(phone)
    hands.press(phone.get_by_role("button", name="Lever svarene"))
    expect(phone.get_by_text(re.compile("^Pulsen er levert"))).to_be_visible(timeout=_PATIENCE)


def _go_on(phone: Page) -> None:
    """A tap goes on by itself; arrow keys wander over the steps, and one goes on with the button."""
    if hands.is_without_a_mouse(phone):
        hands.press(phone.get_by_role("button", name="Neste", exact=True))


def lead_the_unit(phone: Page) -> None:
    """The unit's leader does not answer the pulse."""
    hands.press(phone.get_by_role("button", name=re.compile("^Jeg leder")))
    expect(phone.get_by_text(re.compile("^Pulsen er for dem du leder"))).to_be_visible(timeout=_PATIENCE)


def write_for_group(phone: Page, group: int, *texts: str) -> None:
    """Take the group's pen and hand in its proposals."""
    hands.press(phone.get_by_role("button", name="Jeg skriver for gruppen"))
    hands.press(phone.get_by_role("button", name=f"Gruppe {group}", exact=True))
    for text in texts:
        hands.write(phone.get_by_role("textbox", name=re.compile("^Gruppens forslag")), text)
        hands.press(phone.get_by_role("button", name="Send forslaget til skjermen"))
        expect(phone.locator("li", has_text=text)).to_be_visible(timeout=_PATIENCE)


def give_dots(phone: Page, *places: int) -> None:
    """A dot on the proposal in each of these places, and send."""
    for place in places:
        hands.press(phone.get_by_role("button", name=re.compile("^Gi en prikk til")).nth(place))
    send(phone)


def send(phone: Page) -> None:
    """Send, and wait until the phone says that it has been received."""
    hands.press(phone.get_by_role("button", name="Send svaret"))
    expect(phone.get_by_text(_RECEIVED).first).to_be_visible(timeout=_PATIENCE)
