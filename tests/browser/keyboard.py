"""A person without a mouse: Tab until it is reached, then Enter, Space or an arrow."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

_PATIENCE = 30_000
_MOST = 150
_HAS_FOCUS = "one => one === document.activeElement"
#: Whether one can tell where one is (2.4.7), and whether something lies over it (2.4.11).
_LOST = """(one) => {
  const style = getComputedStyle(one), around = getComputedStyle(one.closest('label') ?? one);
  const seen = (at) => (at.outlineStyle !== 'none' && parseFloat(at.outlineWidth) >= 2) || at.boxShadow !== 'none';
  if (!seen(style) && !seen(around)) return 'the focus is not seen';
  const box = (one.closest('label') ?? one).getBoundingClientRect();
  const corners = [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3],
    [(box.left + box.right) / 2, (box.top + box.bottom) / 2]];
  const free = corners.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one) || one.closest('label')?.contains(top));
  });
  return free ? '' : `something lies over it: ${JSON.stringify(box)} of ${innerWidth}×${innerHeight}`;
}"""


def reach(target: Locator) -> None:
    """Tab to it. Fails where it can't be reached, its focus can't be seen, or something covers it."""
    expect(target).to_be_visible(timeout=_PATIENCE)
    keyboard = target.page.keyboard
    for _ in range(_MOST):
        if target.evaluate(_HAS_FOCUS):
            assert target.evaluate(_LOST) == "", target
            return
        keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {target}")


def press(target: Locator, key: str = "Enter") -> None:
    """Reach it and press it."""
    reach(target)
    target.page.keyboard.press(key)


def type_into(field: Locator, words: str) -> None:
    """Reach the field and write, in place of what stands there."""
    reach(field)
    field.page.keyboard.press("Control+A")
    field.page.keyboard.type(words)


def choose(group: Locator, number: int) -> None:
    """Reach a group of radio buttons, and go to the one in that place with the arrows. None may be chosen before."""
    reach(group.first)
    page = group.page
    page.keyboard.press("Space")
    for _ in range(number):
        page.keyboard.press("ArrowDown")
    expect(group.nth(number)).to_be_checked()
    expect(group.nth(number)).to_be_focused()


def pick(select: Locator, label: str) -> None:
    """Reach a list of choices, and go to the one called that with the arrows."""
    reach(select)
    keyboard = select.page.keyboard
    keyboard.press("Home")
    for _ in range(_MOST):
        if select.evaluate("one => one.selectedOptions[0].label") == label:
            return
        keyboard.press("ArrowDown")
    raise AssertionError(f"{label} is not among the choices")
