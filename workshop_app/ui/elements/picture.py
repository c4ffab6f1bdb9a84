"""A live screen of ours in small, on a page beside what it is about."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.elements.in_browser import InBrowser


class Picture(InBrowser):
    """The page at `path` as it looks on a screen of `width` × `height` pixels; nothing in it can be pressed."""

    library = "$/public/desk/picture.js"
    tag = "Picture"
    path: rx.Var[str]
    title: rx.Var[str]
    width: rx.Var[int]
    height: rx.Var[int]


picture = Picture.create

#: The projector that everything is made for, and a common phone.
PROJECTOR = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}
