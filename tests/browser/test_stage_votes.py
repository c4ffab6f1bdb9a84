"""A vote on the projector: nothing but counters while it is open, and nothing moves when it is shown."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server


def test_an_open_vote_shows_how_many_and_no_more(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=7) as room:
        page = screens.open("projector", room.url)
        room.go_to("provestemme", "open")
        expect(page.get_by_text("Svar på telefonen")).to_be_visible()

        room.answer([["te"]] * 5)

        expect(page.get_by_text("5 av 7 er ferdige")).to_be_visible()
        content = page.content()
        assert "%" not in page.inner_text("main")
        assert "bar-fill" not in content


def test_the_reveal_moves_nothing_and_is_quick(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=12) as room:
        page = screens.open("projector", room.url)
        room.go_to("provestemme", "open")
        room.answer([["te"]] * 7 + [["kaffe"]] * 5)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Hva har du i koppen?")
        room.is_shown_on(page)
        places = [".sheet-part", ".sheet-heading", ".sheet-code", ".bar-label >> nth=0", ".bar-plot >> nth=4"]
        before = [page.locator(place).bounding_box() for place in places]

        room.press()

        expect(page.locator(".bar-fill")).to_have_count(5)
        assert [page.locator(place).bounding_box() for place in places] == before
        seconds = page.evaluate("() => document.getAnimations().map((one) => one.effect.getComputedTiming().endTime)")
        assert max(seconds, default=0) < 600
        expect(page.locator(".figure .visually-hidden")).to_contain_text("Te: ")


def test_too_few_answers_are_a_sentence(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=2) as room:
        page = screens.open("projector", room.url)
        room.go_to("provestemme", "open")
        room.answer([["te"]] * 2)
        room.press()
        expect(page.get_by_text("For få svar til å vise tall. Snakk sammen i stedet.")).to_be_visible()
        expect(page.locator(".bar")).to_have_count(0)


def test_before_and_after_stand_on_one_scale(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=12) as room:
        page = screens.open("projector", room.url)
        room.go_to("kunnskap-eller-kultur", "first-vote")
        room.answer(["mest-kunnskap"] * 9 + ["mest-kultur"] * 3)
        room.go_to("kunnskap-eller-kultur", "second-vote")
        room.answer(["mest-kultur"] * 9 + ["like-mye"] * 3)
        room.press()

        expect(page.get_by_text("Tyngden har flyttet seg mot «Mest kulturen».")).to_be_visible()
        widths = page.evaluate(
            """() => [...document.querySelectorAll('.bar-fill')].map((bar) => {
                const whole = bar.closest('.bar');
                const share = parseFloat(getComputedStyle(whole).getPropertyValue('--width'));
                const open = getComputedStyle(bar.parentElement, '::after');
                const width = whole.matches('.bound-below') ? parseFloat(open.width) : bar.offsetWidth;
                return share > 10 ? width / share : null;
            }).filter((each) => each !== null)"""
        )
        assert len(widths) >= 2
        assert max(widths) - min(widths) < 0.1


def test_the_timer_counts_by_itself_and_never_alarms(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        page = screens.open("projector", room.url)
        page.clock.install()
        room.go_to("tillitspulsen", "open")
        timer = page.get_by_role("timer")
        expect(timer).to_have_text("5 minutter igjen")
        page.clock.fast_forward(4 * 60_000)
        expect(timer).to_have_text("1 minutt igjen")
        page.clock.fast_forward(40_000)
        expect(timer).to_have_text("Rund av")
        page.clock.fast_forward(10 * 60_000)
        expect(timer).to_have_text("Rund av")
