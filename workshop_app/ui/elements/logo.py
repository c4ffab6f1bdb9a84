"""The municipality's logo, on a plate of its own: no logo is made for our paper, or for dark screens."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import LogoView


def logo(shown: rx.Var[LogoView], *, class_name: str = "") -> rx.Component:
    """The picture with the municipality's name in words. Has its place before it is loaded."""
    return rx.el.p(
        rx.el.img(src=shown.src, alt=shown.name, width=shown.width.to_string(), height=shown.height.to_string()),
        class_name=f"logo {class_name}".strip(),
    )
