"""A form that the browser itself sends. Reflex's own form never leaves the page."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML


class PlainForm(BaseHTML):
    """Sent to one of `endpoints.routes`, which may set cookies that no script can read, or to a page's own address."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]
    no_validate: rx.Var[bool]
    enc_type: rx.Var[str]


def plain_form(*fields: rx.Component, action: str, method: str = "post", **attributes: Any) -> rx.Component:
    """A form sent to `action`. What is wrong with it we say ourselves, in Norwegian."""
    return PlainForm.create(*fields, action=action, method=method, no_validate=True, **attributes)
