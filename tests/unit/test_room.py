"""Rooms: everybody sees the newest, nobody an older frame after it, and the counters are true."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.unit.hall import SESSION, Hall, presence, settled, until
from workshop_app.live import rooms as rooms_module
from workshop_app.live.room import REMEMBERED, Connection, Role, Room
from workshop_app.live.showing import COALESCE


async def test_newcomer_is_shown_where_the_session_is_now() -> None:
    hall = Hall()
    hall.truth.version = 7
    await hall.arrive("phone")
    assert hall.frames("phone") == [(7, "phone", "nb")]


async def test_frame_of_the_phones_is_made_once_however_many_come() -> None:
    hall = Hall()
    for number in range(50):
        await hall.arrive(f"phone-{number}")
    assert len(hall.made_for) == 1
    hall.change()
    await until(lambda: all(len(hall.frames(f"phone-{number}")) == 2 for number in range(50)))
    assert len(hall.made_for) == 2
    assert hall.frames("phone-49") == [(1, "phone", "nb"), (2, "phone", "nb")]


async def test_phones_are_shown_a_step_before_the_frames_of_the_screens_are_made() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    await hall.arrive("stage", Role.STAGE)
    await hall.arrive("phone")
    await settled()
    hall.made_for.clear()
    hall.change()
    await until(lambda: len(hall.frames("stage")) == 2 and len(hall.frames("control")) == 2)
    assert hall.made_for[0] == Role.PHONE


async def test_screen_with_a_clock_is_shown_the_time_when_it_comes() -> None:
    hall = Hall()
    for number in range(3):
        await hall.arrive(f"stage-{number}", Role.STAGE)
    assert len(hall.made_for) == 3


async def test_seat_with_two_pages_is_here_until_both_are_gone() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    await hall.arrive("first", seat="seat")
    await hall.arrive("second", seat="seat")
    await hall.arrive("second", seat="seat")
    hall.depart("first")
    assert hall.rooms.seats_here(SESSION) == ["seat"]
    hall.depart("second")
    assert hall.rooms.seats_here(SESSION) == []
    await settled()
    assert hall.counts("control") == (presence(0, 1), (0, 0))


async def test_who_signs_out_is_told_and_sees_no_more() -> None:
    hall = Hall()
    hall.member["control"] = ""
    await hall.rooms.enter(
        Connection(sid="control", session_id=SESSION, role=Role.CONTROL, language="nb", sign_in="cookie")
    )
    await hall.arrive("phone")
    await hall.rooms.sign_out("cookie", said="Du er logget ut.")
    hall.change()
    await until(lambda: len(hall.frames("phone")) > 1)
    assert hall.got["control"][-1] == {"problem": "Du er logget ut."}
    assert hall.rooms.connection("control") is None


@pytest.mark.parametrize("lost", [frozenset({SESSION}), None], ids=["this session", "everything"])
async def test_an_account_without_access_any_more_sees_no_more(lost: frozenset[str] | None) -> None:
    hall = Hall()
    for sid, person in (("hers", "kari"), ("his", "ola")):
        hall.member[sid] = ""
        await hall.rooms.enter(
            Connection(sid=sid, session_id=SESSION, role=Role.CONTROL, language="nb", sign_in=sid, person=person)
        )
    assert hall.rooms.controlled_by("kari") == {SESSION}
    await hall.rooms.close_control("kari", ["another"], said="Ikke denne.")
    assert hall.rooms.connection("hers") is not None

    if lost is None:
        await hall.rooms.sign_out_everywhere("kari", said="Tilgangen er endret.")
    else:
        await hall.rooms.close_control("kari", lost, said="Tilgangen er endret.")

    assert hall.got["hers"][-1] == {"problem": "Tilgangen er endret."}
    assert hall.rooms.connection("hers") is None
    assert hall.rooms.connection("his") is not None


async def test_change_reaches_every_role_and_language() -> None:
    hall = Hall()
    await hall.arrive("phone")
    await hall.arrive("telefon", language="nn")
    await hall.arrive("stage", Role.STAGE)
    await hall.arrive("control", Role.CONTROL)
    hall.change()
    await settled()
    last = {sid: hall.frames(sid)[-1] for sid in hall.member}
    assert last == {
        "phone": (2, "phone", "nb"),
        "telefon": (2, "phone", "nn"),
        "stage": (2, "stage", "nb"),
        "control": (2, "control", "nb"),
    }


async def test_frame_is_sent_once_to_all_who_share_it() -> None:
    hall = Hall()
    for n in range(50):
        await hall.arrive(f"phone{n}")
    await settled()
    before = hall.sends
    hall.change()
    await settled()
    assert hall.sends - before == 1


async def test_change_in_a_session_that_nobody_watches_costs_nothing() -> None:
    hall = Hall()
    await hall.arrive("phone")
    loads = hall.loads
    hall.rooms.publish("another session")
    await settled()
    assert hall.loads == loads


async def test_hundred_answers_at_once_make_few_counts() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    await settled()
    before = hall.sends
    for _ in range(100):
        hall.truth.answered += 1
        hall.rooms.counts_changed(SESSION)
    await settled()
    assert hall.sends - before <= 2
    assert hall.counts("control") == (presence(0), (100, 0))


async def test_hundred_presses_at_once_make_few_frames_and_the_last_is_the_newest() -> None:
    hall = Hall()
    await hall.arrive("phone")
    for _ in range(100):
        hall.change()
    await settled()
    assert len(hall.frames("phone")) <= 4
    assert hall.frames("phone")[-1] == (101, "phone", "nb")


async def test_change_that_comes_while_a_frame_is_being_made_is_not_swallowed() -> None:
    hall = Hall()
    await hall.arrive("phone")
    await settled()
    hall.slowness = COALESCE
    hall.change()
    await asyncio.sleep(COALESCE / 2)
    hall.change()
    await until(lambda: hall.frames("phone")[-1] == (3, "phone", "nb"))


async def test_newcomer_who_comes_just_before_a_change_is_read_swallows_it_from_nobody() -> None:
    hall = Hall()
    await hall.arrive("phone")
    await settled()
    hall.slowness = COALESCE
    hall.change()
    await hall.arrive("newcomer")
    hall.rooms.counts_changed(SESSION)
    await until(lambda: [hall.frames(sid)[-1][0] for sid in ("phone", "newcomer")] == [2, 2])


async def test_phone_counts_as_here_once_it_has_a_seat() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    await hall.arrive("looking")
    await hall.arrive("seated", seat="a")
    await settled()
    assert hall.counts("control") == (presence(1), (0, 1))


async def test_two_tabs_of_one_seat_are_one_person_until_both_are_closed() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    for tab in ("one", "two"):
        await hall.arrive(tab, seat="a")
    seen = []
    for tab in ("one", "two"):
        await settled()
        seen.append(hall.counts("control"))
        hall.depart(tab)
    await settled()
    assert [*seen, hall.counts("control")] == [
        (presence(1), (0, 1)),
        (presence(1), (0, 1)),
        (presence(0, 1), (0, 0)),
    ]


async def test_phone_that_comes_back_is_no_longer_without_network() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    await hall.arrive("phone", seat="a")
    hall.depart("phone")
    await hall.arrive("phone again", seat="a")
    await settled()
    assert hall.counts("control") == (presence(1), (0, 1))


async def test_seat_given_up_is_gone_from_all_its_tabs() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    await hall.arrive("one", seat="a")
    await hall.arrive("two", seat="a")
    hall.rooms.give_up_seat("one")
    await settled()
    assert hall.counts("control") == (presence(0), (0, 0))
    assert hall.rooms.seats_here(SESSION) == []


async def test_everybody_lost_at_once_is_still_known_to_the_first_one_back() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    for n in range(5):
        await hall.arrive(f"phone{n}", seat=f"{n}")
    for sid in list(hall.member):
        hall.depart(sid)
    await hall.arrive("control again", Role.CONTROL)
    await hall.arrive("phone again", seat="0")
    await settled()
    assert hall.counts("control again") == (presence(1, 4), (0, 1))


async def test_browser_that_went_while_it_arrived_is_not_here() -> None:
    hall = Hall()
    await hall.arrive("control", Role.CONTROL)
    await hall.rooms.enter(Connection(sid="gone", session_id=SESSION, role=Role.PHONE, language="nb", seat="a"))
    await settled()
    assert hall.counts("control") == (presence(0), (0, 0))
    assert hall.rooms.connection("gone") is None


def test_seat_is_forgotten_when_it_has_been_away_for_long() -> None:
    room = Room(SESSION, lost={"a": 0.0, "b": REMEMBERED - 1})
    assert room.presence(REMEMBERED) == presence(0, 1, controls=0)


async def test_empty_room_is_forgotten_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms_module, "REMEMBERED", 0.05)
    hall = Hall()
    await hall.arrive("phone", seat="a")
    hall.depart("phone")
    await asyncio.sleep(0.15)
    loads = hall.loads
    hall.change()
    await settled()
    assert hall.loads == loads


async def test_receipt_goes_to_one_phone_only() -> None:
    hall = Hall()
    await hall.arrive("one")
    await hall.arrive("two")
    await hall.rooms.tell("one", Role.PHONE, {"receipt": "stored"})
    assert [{"receipt": "stored"} in hall.got[sid] for sid in ("one", "two")] == [True, False]


@pytest.mark.parametrize("seed", range(30))
async def test_nobody_sees_an_older_frame_after_a_newer_whatever_happens_in_between(seed: int) -> None:
    chance = random.Random(seed)
    hall = Hall(chance=chance)
    await asyncio.gather(*(visitor(hall, chance, f"{n}") for n in range(6)), presses(hall, chance))
    await hall.arrive("last", Role.CONTROL)
    hall.change()
    stayed = list(hall.member)
    await until(lambda: all(hall.frames(sid)[-1][0] == hall.truth.version for sid in stayed))
    for sid in hall.got:
        versions = [frame[0] for frame in hall.frames(sid)]
        assert versions == sorted(versions)


async def visitor(hall: Hall, chance: random.Random, name: str) -> None:
    """Comes, comes again, reloads and goes, as browsers do; in the end it stays."""
    role, visit = chance.choice(list(Role)), 0
    for _ in range(8):
        sid = f"{name}.{visit}"
        await hall.arrive(sid, role, seat=name)
        await asyncio.sleep(chance.choice((0, 0.001, 0.004)))
        if chance.random() < 0.4:
            hall.depart(sid)
            visit += 1
        hall.rooms.counts_changed(SESSION)
    await hall.arrive(f"{name}.{visit}", role, seat=name)


async def presses(hall: Hall, chance: random.Random) -> None:
    for _ in range(40):
        hall.change()
        await asyncio.sleep(chance.choice((0, 0.0005, 0.002)))
