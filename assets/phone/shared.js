// Whether this browser is one that several people take turns at, in this session. It is said to nobody else.

import { createElement as h, useId, useSyncExternalStore } from "react";
import { forget, read, sessionCode, write } from "./keeping.js";

const listeners = new Set();
let isShared = null;

export function useShared() {
  return useSyncExternalStore(subscribe, current, () => false);
}

export function ShareChoice({ label, help }) {
  const shared = useShared();
  const id = useId();
  return h(
    "div",
    null,
    h(
      "label",
      { className: "tick" },
      h("input", { type: "checkbox", checked: shared, "aria-describedby": id, onChange: (event) => share(event.target.checked) }),
      h("span", null, label),
    ),
    h("p", { id, className: "help" }, help),
  );
}

function share(value) {
  isShared = value;
  if (value) write(place(), true);
  else forget(place());
  for (const listener of listeners) listener();
}

function current() {
  isShared ??= read(place()) === true;
  return isShared;
}

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function place() {
  return `workshop_shared/${sessionCode()}`;
}
