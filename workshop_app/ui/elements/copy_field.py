"""A text to take along, with a button that copies it. It runs in the browser, which keeps the clipboard."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.elements.in_browser import InBrowser


class CopyField(InBrowser):
    """The field has the id `copy`; there is one on a page."""

    library = "$/public/desk/copy_field.js"
    tag = "CopyField"
    value: rx.Var[str]
    label: rx.Var[str]
    help: rx.Var[str]
    copy: rx.Var[str]
    copied: rx.Var[str]
    select: rx.Var[str]


copy_field = CopyField.create
