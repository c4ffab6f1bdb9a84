// A short buzz when an answer is stored, for those who have asked for it on this phone, and for nobody else.

import { createElement as h, useEffect, useState } from "react";
import { forget, read, write } from "./keeping.js";

const PLACE = "workshop_buzz";
const SHORT = 30;

export function buzz() {
  if (read(PLACE) === true) window.navigator.vibrate?.(SHORT);
}

// Nothing where the phone can't: iPhones let no page do it.
export function BuzzChoice({ label }) {
  const [can, setCan] = useState(false);
  const [wants, setWants] = useState(false);
  useEffect(() => {
    setCan("vibrate" in window.navigator);
    setWants(read(PLACE) === true);
  }, []);
  const change = (value) => {
    setWants(value);
    if (value) write(PLACE, true);
    else forget(PLACE);
    buzz();
  };
  return (
    can &&
    h(
      "label",
      { className: "tick" },
      h("input", { type: "checkbox", checked: wants, onChange: (event) => change(event.target.checked) }),
      h("span", null, label),
    )
  );
}
