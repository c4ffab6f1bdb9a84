"""The way in: the code to scan, the code to type. The lobby, and over any screen when it is asked for."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.stage import NetworkView, StageFrame
from workshop_app.ui.elements.marks import horizon
from workshop_app.ui.stage.fit import fit
from workshop_app.ui.stage.sheet import text_lines, wall_logo, when


def join_panel(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """QR code at one side; beside it the address, the code in two groups, and who is here."""
    return rx.el.section(
        horizon(),
        rx.el.div(
            rx.el.figure(
                rx.el.img(src=frame.qr, alt="", class_name="join-picture"),
                rx.el.figcaption(f"{frame.address} · {frame.code}", class_name="join-line"),
                class_name="join-code-card",
            ),
            fit(
                rx.cond(
                    frame.screen == "lobby",
                    rx.el.div(
                        when(frame.part, class_name="join-host"),
                        rx.el.p(frame.title, class_name="join-unit"),
                    ),
                    rx.fragment(),
                ),
                rx.el.h1(frame.texts["scan"], class_name="join-scan"),
                rx.el.p(frame.texts["or_type"], class_name="join-address"),
                rx.el.p(frame.code, class_name="join-code"),
                rx.el.p(frame.texts["nothing_to_install"], class_name="join-nothing"),
                rx.cond(frame.screen == "lobby", text_lines(frame.brought, "join-brought"), rx.fragment()),
                class_name="join-words",
            ),
            _network(frame.network),
            class_name="join-both",
        ),
        rx.cond(frame.screen == "lobby", wall_logo(frame), rx.fragment()),
        rx.el.p(rx.cond(counts.here > 0, counts.here_line, ""), class_name="join-here"),
        class_name="join",
    )


def _network(network: rx.Var[NetworkView]) -> rx.Component:
    """The wireless network, smaller than the way in: most have one already."""
    return rx.cond(
        network.qr != "",
        rx.el.figure(
            rx.el.figcaption(network.scan, class_name="join-network-scan"),
            rx.el.img(src=network.qr, alt="", class_name="join-network-picture"),
            rx.el.p(network.name, class_name="join-network-line"),
            when(network.password, class_name="join-network-line"),
            class_name="join-code-card join-network",
        ),
        rx.fragment(),
    )
