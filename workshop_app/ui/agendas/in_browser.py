"""The pieces of the agenda pages that must live in the browser: dragging, a form of any shape, reading a file."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex.event import passthrough_event_spec

from workshop_app.ui.elements.in_browser import InBrowser


class StepList(InBrowser):
    """The steps, to choose and to move by buttons or by dragging. A move names the step and its new place, from 0."""

    library = "$/public/desk/step_list.js"
    tag = "StepList"
    rows: rx.Var[list[Any]]
    chosen: rx.Var[str]
    movable: rx.Var[bool]
    texts: rx.Var[dict[str, str]]
    on_choose: rx.EventHandler[passthrough_event_spec(str)]
    on_move: rx.EventHandler[passthrough_event_spec(str, int)]


class StepForm(InBrowser):
    """One step to fill in, as `content_forms` describes it. A new `key` begins with a new value."""

    library = "$/public/desk/step_form.js"
    tag = "StepForm"
    form: rx.Var[list[Any]]
    value: rx.Var[dict[str, Any]]
    mistakes: rx.Var[list[Any]]
    texts: rx.Var[dict[str, str]]
    on_save: rx.EventHandler[passthrough_event_spec(dict)]


class FileText(InBrowser):
    """A file to read; its name and text are handed over, of a large one no more than is needed to refuse it."""

    library = "$/public/desk/file_text.js"
    tag = "FileText"
    label: rx.Var[str]
    help: rx.Var[str]
    most: rx.Var[int]
    on_text: rx.EventHandler[passthrough_event_spec(str, str)]


step_list = StepList.create
step_form = StepForm.create
file_text = FileText.create
