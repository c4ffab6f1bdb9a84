"""Small drawings of our own. All of them are decoration and silent for screen readers."""

from __future__ import annotations

import reflex as rx


def mark() -> rx.Component:
    """The workshop's mark: a fjord under a low sun."""
    return rx.el.svg(
        rx.el.svg.circle(cx="32", cy="32", r="29", fill="none", stroke="currentColor", stroke_width="3"),
        rx.el.svg.circle(cx="32", cy="25", r="7", fill="currentColor"),
        rx.el.svg.path(
            d="M9 41c6-5 10-5 15.3 0s10 5 15.4 0 9.3-5 15.3 0M16 50c5-4 7-4 10.6 0s7 4 10.8 0 5.6-4 10.6 0",
            fill="none",
            stroke="currentColor",
            stroke_width="3",
            stroke_linecap="round",
        ),
        view_box="0 0 64 64",
        class_name="mark",
        aria_hidden="true",
    )


def horizon() -> rx.Component:
    """Hills and water along the bottom edge, for screens with little on them."""
    return rx.el.svg(
        rx.el.svg.circle(cx="1430", cy="150", r="58", class_name="horizon-sun"),
        rx.el.svg.path(
            d="M0 210 L170 120 L300 175 L520 60 L720 170 L880 110 L1080 190 L1310 95 L1520 185 L1700 120 L1920 200 V340 H0Z",
            class_name="horizon-far",
        ),
        rx.el.svg.path(
            d="M0 250 C180 190 330 235 500 215 S820 160 1010 230 1390 260 1560 215 1800 215 1920 240 V340 H0Z",
            class_name="horizon-near",
        ),
        rx.el.svg.path(d="M0 290 C320 275 640 300 960 288 S1600 278 1920 292 V340 H0Z", class_name="horizon-water"),
        view_box="0 0 1920 340",
        preserve_aspect_ratio="xMidYMax slice",
        class_name="horizon",
        aria_hidden="true",
    )


def phone() -> rx.Component:
    """A telephone with something to tap."""
    return rx.el.svg(
        rx.el.svg.rect(x="8", y="3", width="32", height="58", rx="6", fill="none", stroke="currentColor", stroke_width="3"),
        rx.el.svg.rect(x="14", y="13", width="20", height="8", rx="2.5", fill="currentColor", opacity="0.3"),
        rx.el.svg.rect(x="14", y="25", width="20", height="8", rx="2.5", fill="currentColor"),
        rx.el.svg.rect(x="14", y="37", width="20", height="8", rx="2.5", fill="currentColor", opacity="0.3"),
        rx.el.svg.path(d="M21 54h6", stroke="currentColor", stroke_width="3", stroke_linecap="round"),
        view_box="0 0 48 64",
        class_name="phone-mark",
        aria_hidden="true",
    )
