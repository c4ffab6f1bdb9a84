"""Where the focus goes when what had it goes away."""

from __future__ import annotations

from workshop_app.ui.elements.in_browser import InBrowser


class KeptFocus(InBrowser):
    """Leads a lost focus to what stands in its place, or to the nearest heading. Once on a page; shows nothing."""

    library = "$/public/kept_focus.js"
    tag = "KeptFocus"


kept_focus = KeptFocus.create
