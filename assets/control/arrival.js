// A new step begins at the top of the page, whoever pressed and wherever one had scrolled to; and it is read out.
import { createElement as h, useEffect, useLayoutEffect, useRef } from "react";

import { changed, watch } from "./turn.js";

const AIR = 16;

// The run-sheet is longer than a laptop is high: it ends above the bar, and what is now stands in its
// middle. Only its own box is scrolled; where it stands among the rest (a phone) it is left alone.
function showStep() {
  const step = document.querySelector(".run-now");
  const sheet = step?.closest("ol");
  const bar = document.querySelector(".press-bar");
  if (!sheet || !bar || getComputedStyle(sheet.parentElement).position !== "sticky") {
    sheet?.style.removeProperty("max-height");
    return;
  }
  sheet.style.maxHeight = `${Math.max(0, bar.getBoundingClientRect().top - sheet.getBoundingClientRect().top - AIR)}px`;
  const [box, line] = [sheet.getBoundingClientRect(), step.getBoundingClientRect()];
  sheet.scrollTop += (line.top + line.bottom - box.top - box.bottom) / 2;
}

export function Arrival({ place, words }) {
  const before = useRef(place);
  useEffect(watch, []);
  // Before the new button can be pressed.
  useLayoutEffect(() => {
    if (before.current !== place) {
      before.current = place;
      changed();
      scrollTo({ top: 0 });
    }
    showStep();
  }, [place]);
  useEffect(() => {
    // Notices above push it down, and a window may become lower.
    const sizes = new ResizeObserver(showStep);
    const top = document.querySelector(".control header");
    if (top) sizes.observe(top);
    addEventListener("resize", showStep);
    return () => {
      sizes.disconnect();
      removeEventListener("resize", showStep);
    };
  }, []);
  return h("p", { role: "status", className: "visually-hidden" }, words);
}
