// A new step begins at the top of the page, whoever pressed and wherever one had scrolled to; and it is read out.
import { createElement as h, useEffect, useRef } from "react";

// The run-sheet is longer than a laptop is high: what is now stands in its middle.
function showStep() {
  const step = document.querySelector(".run-now");
  const sheet = step?.closest("ol");
  if (sheet) {
    sheet.scrollTop = step.offsetTop - sheet.offsetTop - (sheet.clientHeight - step.clientHeight) / 2;
  }
}

export function Arrival({ place, words }) {
  const before = useRef(place);
  useEffect(() => {
    if (before.current !== place) {
      before.current = place;
      scrollTo({ top: 0 });
    }
    showStep();
  }, [place]);
  return h("p", { role: "status", className: "visually-hidden" }, words);
}
