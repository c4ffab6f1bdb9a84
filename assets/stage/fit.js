// Text that always fits: as large as there is room for, up to `most`, and small enough that all of it is seen.
// A projector can't be scrolled, and what stands on it is read from the back row.
import { createElement as h, useLayoutEffect, useRef } from "react";

const STEPS = [
  1.9, 1.75, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1, 0.95, 0.9, 0.86, 0.82, 0.78, 0.75, 0.72, 0.69, 0.66, 0.63, 0.6, 0.56, 0.52, 0.48, 0.44, 0.4, 0.36, 0.32,
];

function hasRoom(box) {
  const inner = box.firstElementChild;
  return (
    inner.scrollHeight <= box.clientHeight + 1 && inner.scrollWidth <= box.clientWidth + 1
  );
}

function fit(box, most) {
  for (const step of STEPS.filter((one) => one <= most)) {
    box.style.setProperty("--fit", step);
    if (hasRoom(box)) {
      return;
    }
  }
}

export function Fit({ children, className, most = 1 }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const refit = () => fit(box.current, most);
    refit();
    const size = new ResizeObserver(refit);
    const content = new MutationObserver(refit);
    size.observe(box.current);
    content.observe(box.current, { childList: true, characterData: true, subtree: true });
    // Letters of another width, once the typeface is there.
    document.fonts.addEventListener("loadingdone", refit);
    return () => {
      document.fonts.removeEventListener("loadingdone", refit);
      size.disconnect();
      content.disconnect();
    };
  }, [most]);
  return h(
    "div",
    { ref: box, className: `fit ${className ?? ""}` },
    h("div", { className: "fit-inner" }, children),
  );
}
