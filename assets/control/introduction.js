// Three short screens the first time somebody prepares a session in this browser. Nothing waits for them.
import { createElement as h, useEffect, useRef, useState } from "react";

const SEEN = "workshop_introduced";

function hasSeen() {
  try {
    return localStorage.getItem(SEEN) === "yes";
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(SEEN, "yes");
  } catch {
    // Then it is shown next time too.
  }
}

export function Introduction({ title, headings, screens, next, done, skip, again }) {
  const [at, setAt] = useState(null);
  const heading = useRef(null);
  const moved = useRef(false);
  useEffect(() => setAt(hasSeen() ? null : 0), []);
  useEffect(() => {
    if (moved.current) heading.current?.focus();
  }, [at]);
  const go = (to) => {
    moved.current = true;
    if (to === null) remember();
    setAt(to);
  };
  if (at === null || !screens?.length) {
    return h("button", { type: "button", className: "button button-quiet introduction-again", onClick: () => go(0) }, again);
  }
  const isLast = at === screens.length - 1;
  return h(
    "section",
    { className: "panel introduction", "aria-label": title },
    h("p", { className: "introduction-at" }, `${at + 1} / ${screens.length}`),
    h("h2", { ref: heading, tabIndex: -1 }, headings[at]),
    h("p", null, screens[at]),
    h(
      "div",
      { className: "row" },
      h("button", { type: "button", className: "button", onClick: () => go(isLast ? null : at + 1) }, isLast ? done : next),
      !isLast && h("button", { type: "button", className: "button button-quiet", onClick: () => go(null) }, skip),
    ),
  );
}
