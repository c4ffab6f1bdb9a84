// The one big button. A double click is one press: the second half would hit what the button has become.
import { createElement as h, useRef } from "react";

import { hasStood } from "./turn.js";

const REST = 400;

export function BigButton({ label, hint, onPress }) {
  const last = useRef(0);
  const press = (event) => {
    const now = Date.now();
    if (event.detail > 1 || now - last.current < REST || !hasStood()) {
      return;
    }
    last.current = now;
    onPress();
  };
  return h(
    "button",
    { type: "button", className: "button button-primary big-button", onClick: press },
    h("span", null, label),
    hint ? h("kbd", { "aria-hidden": "true" }, hint) : null,
  );
}
