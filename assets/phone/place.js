// A new place is made of new elements: whatever the last one had there does not move, and no button turns into another.
// Where somebody writes, or has unfolded something, it stays as it is until that is done.

import { createElement as h, useRef } from "react";

const BUSY = "textarea:focus, input[type=text]:focus, .more[open]";

export function Place({ place, children }) {
  const box = useRef(null);
  const shown = useRef(place);
  if (!box.current?.querySelector(BUSY)) shown.current = place;
  return h("div", { key: shown.current, ref: box, className: "place" }, children);
}
