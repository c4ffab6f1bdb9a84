"""A network's code says what phones read out of it, whatever it is called, and its password shows up nowhere else."""

from __future__ import annotations

import pytest

from workshop_app.domain.errors import BadInput
from workshop_app.domain.guest_network import guest_network


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("Gjest", "sommer2026", "WIFI:T:WPA;S:Gjest;P:sommer2026;;"),
        ("  Gjest  kommune ", "", "WIFI:T:nopass;S:Gjest kommune;;"),
        ('A;B,C:"D"\\', 'a;b:c,\\d"e', 'WIFI:T:WPA;S:A\\;B\\,C\\:\\"D\\"\\\\;P:a\\;b\\:c\\,\\\\d\\"e;;'),
        # Taken for hexadecimal unless it is in quotes.
        ("CAFE", "1234567890", 'WIFI:T:WPA;S:"CAFE";P:"1234567890";;'),
        ("Rådhuset", " to blanke ", "WIFI:T:WPA;S:Rådhuset;P: to blanke ;;"),
    ],
)
def test_what_means_something_in_the_code_is_escaped(name: str, password: str, code: str) -> None:
    assert guest_network(name, password).code() == code


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        (" \u200b", "sommer2026", "wifi.no_name"),
        ("å" * 17, "sommer2026", "wifi.long_name"),
        ("Gjest", "kort", "wifi.bad_password"),
        ("Gjest", "x" * 64, "wifi.bad_password"),
        ("Gjest", "blåbærsyltetøy", "wifi.bad_password"),
        ("Gjest", "sommer\n2026", "wifi.bad_password"),
    ],
)
def test_what_no_network_has_is_refused_with_a_sentence(name: str, password: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        guest_network(name, password)
    assert refused.value.key == why
    assert password not in str(refused.value.slots)


def test_the_password_is_in_no_message_about_it() -> None:
    assert "sommer2026" not in repr(guest_network("Gjest", "sommer2026"))
