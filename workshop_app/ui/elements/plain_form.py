"""A form that the browser itself sends. Reflex's own form never leaves the page."""

from __future__ import annotations

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML


class PlainForm(BaseHTML):
    """Posted to one of `endpoints.routes`, which may set cookies that no script can read."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]
    no_validate: rx.Var[bool]


def plain_form(*fields: rx.Component, action: str, class_name: str = "") -> rx.Component:
    """A form posted to `action`. What is wrong with it we say ourselves, in Norwegian."""
    return PlainForm.create(*fields, action=action, method="post", no_validate=True, class_name=class_name)
