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
        rx.el.svg.circle(cx="1430", cy="76", r="40", class_name="horizon-sun"),
        rx.el.svg.path(
            d="M0 135 170 84 300 114 520 44 720 110 880 76 1080 124 1310 64 1520 120 1700 82 1920 130V220H0Z",
            class_name="horizon-far",
        ),
        rx.el.svg.path(
            d="M0 162 C180 124 330 152 500 140 S820 106 1010 150 1390 168 1560 140 1800 140 1920 157 V220 H0Z",
            class_name="horizon-near",
        ),
        rx.el.svg.path(d="M0 190 C320 180 640 197 960 189 S1600 182 1920 192 V220 H0Z", class_name="horizon-water"),
        view_box="0 0 1920 220",
        preserve_aspect_ratio="xMidYMax slice",
        class_name="horizon",
        aria_hidden="true",
    )


def phone() -> rx.Component:
    """A telephone with something to tap."""
    return rx.el.svg(
        rx.el.svg.rect(
            x="8", y="3", width="32", height="58", rx="6", fill="none", stroke="currentColor", stroke_width="3"
        ),
        rx.el.svg.rect(x="14", y="13", width="20", height="8", rx="2.5", fill="currentColor", opacity="0.3"),
        rx.el.svg.rect(x="14", y="25", width="20", height="8", rx="2.5", fill="currentColor"),
        rx.el.svg.rect(x="14", y="37", width="20", height="8", rx="2.5", fill="currentColor", opacity="0.3"),
        rx.el.svg.path(d="M21 54h6", stroke="currentColor", stroke_width="3", stroke_linecap="round"),
        view_box="0 0 48 64",
        class_name="phone-mark",
        aria_hidden="true",
    )


def tick() -> rx.Component:
    """A tick in a ring: it has been received, or it is done."""
    return rx.el.svg(
        rx.el.svg.circle(cx="32", cy="32", r="29", fill="none", stroke="currentColor", stroke_width="4"),
        rx.el.svg.path(
            d="M19 33l9 9 18-19",
            fill="none",
            stroke="currentColor",
            stroke_width="5",
            stroke_linecap="round",
            stroke_linejoin="round",
        ),
        view_box="0 0 64 64",
        class_name="tick-mark",
        aria_hidden="true",
    )


def rehearsal_badge(words: rx.Var[str]) -> rx.Component:
    """«Generalprøve», where `words` say so: on every screen of a rehearsal, whatever else it shows."""
    return rx.cond(words != "", rx.el.aside(words, class_name="rehearsal-badge"), rx.fragment())
