"""Pages as people make them who see little: narrow, zoomed, in large letters, with more air; and what that cuts off."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

#: What WCAG 1.4.12 asks a page to bear.
_AIR = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }
"""
_LARGE = "html { font-size: 200% !important }"
#: Width and height in CSS pixels, and what a person's own style adds. 1280×1024 at 400 % is 320×256.
_WAYS: dict[str, tuple[int, int, str]] = {
    "320 px": (320, 568, ""),
    "400 %": (320, 256, ""),
    "200 % text": (640, 512, _LARGE),
    "text spacing": (320, 568, _AIR),
}
_STYLE = """(css) => {
  const style = document.getElementById('squeezed') ?? document.head.appendChild(document.createElement('style'));
  style.id = 'squeezed';
  style.textContent = css;
}"""
_CUT = """() => {
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  const found = wide ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  for (const one of document.querySelectorAll('body *')) {
    const style = getComputedStyle(one);
    const hides = [style.overflowX, style.overflowY].some((way) => way === 'hidden' || way === 'clip');
    if (!hides || !one.innerText?.trim() || one.closest('.visually-hidden, [inert], [aria-hidden=true]')) continue;
    if (one.clientWidth < 2 || one.clientHeight < 2) continue;
    if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) {
      found.push(`${one.tagName} ${one.className}: ${one.innerText.slice(0, 40)}`);
    }
  }
  return found;
}"""


def in_each_way(page: Page) -> Iterator[str]:
    """Squeeze the page in each way in turn; in the end it is as it was."""
    before = page.viewport_size
    assert before is not None
    for name, (width, height, css) in _WAYS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(_STYLE, css)
        yield name
    page.evaluate(_STYLE, "")
    page.set_viewport_size(before)


def cut_off(page: Page) -> list[str]:
    """What reaches beyond the right edge, and text whose box hides some of it."""
    found: list[str] = page.evaluate(_CUT)
    return found


def lost_when_squeezed(page: Page) -> dict[str, list[str]]:
    """What each way cuts off, by way."""
    found = {name: cut_off(page) for name in in_each_way(page)}
    return {name: lost for name, lost in found.items() if lost}
