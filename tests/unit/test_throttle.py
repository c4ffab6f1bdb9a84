"""Guessing is slowed down, mistyping is not."""

from __future__ import annotations

import pytest

from workshop_app.services.throttle import Throttle, TooManyTries, WrongLinks


def test_five_tries_are_free_and_the_seventh_must_wait() -> None:
    throttle = Throttle()
    for _ in range(6):
        throttle.try_once("kari@example.org")
    with pytest.raises(TooManyTries) as refused:
        throttle.try_once("kari@example.org")
    assert refused.value.slots["n"] >= 1


def test_another_name_is_not_slowed_down() -> None:
    throttle = Throttle()
    for _ in range(6):
        throttle.try_once("kari@example.org")
    throttle.try_once("ola@example.org")


def test_success_starts_afresh() -> None:
    throttle = Throttle()
    for _ in range(20):
        throttle.try_once("kari@example.org")
        throttle.forget("kari@example.org")


def test_forty_people_who_mistype_within_a_minute_are_not_stopped() -> None:
    guesses = WrongLinks(a_second=20)
    for _ in range(20):
        guesses.count()
    with pytest.raises(TooManyTries):
        guesses.count()
