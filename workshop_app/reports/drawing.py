"""SVG in Python: elements with everything escaped, in lengths that stretch with the page but not with the text.

A drawing has no `viewBox`. Places along it are percentages and heights are `rem`, so that words keep their size on a
phone, in print and at 400 %. Colours and strokes are classes of `assets/styles/desk.css`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape


def element(name: str, content: str = "", **attributes: object) -> str:
    """An element; `content` is SVG already. `class_` is the attribute class, `text_anchor` is text-anchor."""
    written = "".join([_attribute(key, value) for key, value in attributes.items() if value is not None])
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


# A page has thousands of them, and mostly the same: classes, sizes and places.
@lru_cache(maxsize=8192, typed=True)
def _attribute(key: str, value: object) -> str:
    return f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'


def words(text: str, *, x: str, y: str, class_: str, anchor: str | None = None) -> str:
    """A line of text."""
    return element("text", escape(text), x=x, y=y, class_=class_, text_anchor=anchor)


def picture(parts: Iterable[str], *, id_: str, title: str, description: str, height: float, kind: str) -> str:
    """A whole drawing, with its name and its description for those who hear it."""
    named = element("title", escape(title), id=f"{id_}-navn") + element("desc", escape(description), id=f"{id_}-sier")
    return element(
        "svg",
        named + "".join(parts),
        class_=f"chart {kind}",
        role="img",
        aria_labelledby=f"{id_}-navn",
        aria_describedby=f"{id_}-sier",
        width="100%",
        height=rem(height),
        xmlns="http://www.w3.org/2000/svg",
    )


@lru_cache(maxsize=8192)
def rem(value: float) -> str:
    """A length that grows with the text."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "rem"


@lru_cache(maxsize=8192)
def percent(value: float) -> str:
    """A length that grows with the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
