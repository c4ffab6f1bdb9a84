"""Who is connected, counted over processes: sets that are joined, and that hold for a while."""

from __future__ import annotations

from workshop_app.live.presence import Attendance, Presence, Register, together
from workshop_app.live.relay import beside, mark

SECRET = b"s" * 32


def presence(here: int, offline: int = 0, *, stages: int = 0) -> Presence:
    return Presence(here=here, offline=offline, stages=stages, controls=0)


def attendance(here: str = "", lost: str = "", *, run: str = "run", stages: int = 0) -> Attendance:
    return Attendance(run=run, here=frozenset(here), lost=frozenset(lost), stages=stages)


def keys(seats: str) -> set[bytes]:
    return {seat.encode() for seat in seats}


def marks(seats: str, *, run: str = "run") -> Attendance:
    return Attendance(run=run, here=frozenset(mark(SECRET, key) for key in keys(seats)))


def test_one_process_alone_counts_what_it_has():
    assert together(presence(2, 1), Attendance(), []) == presence(2, 1)


def test_seat_that_two_processes_have_counts_once():
    assert together(presence(2), attendance("ab"), [attendance("bc")]) == presence(3)


def test_seat_that_one_process_has_lost_and_another_has_is_here():
    assert together(presence(1, 2), attendance("a", "bc"), [attendance("b", "a")]) == presence(2, 1)


def test_screens_are_added_up():
    assert together(presence(0, stages=1), attendance(stages=1), [attendance(stages=1)]).stages == 2


def test_marks_of_two_votes_are_added_up():
    assert together(presence(1), attendance("a"), [attendance("xy", "z", run="before")]) == presence(3, 1)


def test_expected_are_those_at_other_processes_who_are_neither_here_nor_done():
    assert beside([marks("bcd"), marks("de")], SECRET, "run", keys("ab"), keys("c")) == 2


def test_who_is_done_is_taken_to_be_at_a_process_that_still_speaks_of_another_vote():
    others = [marks("pqrst", run="before")]
    told = [beside(others, SECRET, "run", keys("abcde"), keys(done)) for done in ("", "abcde", "vwx", "abcdevwxyz")]
    assert told == [5, 5, 2, 0]


def test_mark_is_another_one_under_another_secret():
    assert mark(SECRET, b"key") != mark(b"t" * 32, b"key")


def test_attendance_is_forgotten_when_it_is_not_said_again():
    register = Register(lasts=6)
    register.hear("one", "session", attendance("a"), now=0)
    register.hear("two", "session", attendance("b"), now=0)
    register.hear("two", "session", attendance("b"), now=5)
    assert register.expire(now=7) == {"session"}
    assert register.of("session") == [attendance("b")]
    assert register.expire(now=8) == set()


def test_only_what_is_new_is_news():
    register = Register(lasts=6)
    heard = [register.hear("one", "session", attendance(here), now=0) for here in ("a", "a", "ab")]
    assert heard == [True, False, True]


def test_nothing_expires_for_the_time_in_which_nobody_could_say_anything():
    register = Register(lasts=6)
    register.hear("one", "session", attendance("a"), now=0)
    register.renew(now=100)
    assert register.expire(now=105) == set()
    assert register.expire(now=107) == {"session"}
