// Text that always fits: steps down in size until everything has room. A projector can't be scrolled.
import { createElement as h, useLayoutEffect, useRef } from "react";

const STEPS = [1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3];

function hasRoom(box) {
  const inner = box.firstElementChild;
  return (
    inner.scrollHeight <= box.clientHeight + 1 && inner.scrollWidth <= box.clientWidth + 1
  );
}

function fit(box) {
  for (const step of STEPS) {
    box.style.setProperty("--fit", step);
    if (hasRoom(box)) {
      return;
    }
  }
}

export function Fit({ children, className }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const refit = () => fit(box.current);
    refit();
    const size = new ResizeObserver(refit);
    const content = new MutationObserver(refit);
    size.observe(box.current);
    content.observe(box.current, { childList: true, characterData: true, subtree: true });
    return () => {
      size.disconnect();
      content.disconnect();
    };
  }, []);
  return h(
    "div",
    { ref: box, className: `fit ${className ?? ""}` },
    h("div", { className: "fit-inner" }, children),
  );
}
