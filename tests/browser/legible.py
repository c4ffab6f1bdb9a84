"""Whether a projector's screen can be read from the back row: all of it in sight, and large enough."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

#: At 1080p, in pixels; other sizes in proportion.
_SMALLEST = 28
_LOOK = """(smallest) => {
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
  const seen = [], outside = [], small = [];
  const words = document.createTreeWalker(document.querySelector('.stage') ?? document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const element = words.currentNode.parentElement, style = getComputedStyle(element);
    const text = words.currentNode.textContent.trim();
    if (!text || style.visibility === 'hidden' || element.closest('.visually-hidden')) continue;
    seen.push(text);
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    const box = range.getBoundingClientRect();
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) outside.push(text);
    if (parseFloat(style.fontSize) / unit < smallest - 0.01) small.push(text);
  }
  const scrolls = [...document.querySelectorAll('.fit')].some(
    (box) => box.firstElementChild.scrollHeight > box.clientHeight + 1);
  // A black screen has nothing on it, on purpose.
  const empty = seen.length === 0 && !document.querySelector('.stage .black');
  return { empty, outside, small, scrolls };
}"""


def out_of_place(page: Page) -> Iterator[str]:
    """What is wrong with the projector as it stands: nothing on it, words outside or too small, or more than fits."""
    found = page.evaluate(_LOOK, _SMALLEST)
    yield from (f"{wrong}: {words}" for wrong, words in found.items() if words)
