// Sentences with a number in them, filled in on the phone because only the phone knows the number.

import { createElement as h } from "react";

export function say(texts, key, slots = {}) {
  const one = slots.n === 1 ? texts[`${key}.one`] : undefined;
  const text = one ?? texts[key] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in slots ? String(slots[name]) : whole));
}

// «utvelgelse/planlegging» is broken after its stroke rather than inside a word; what is read and copied stays the same.
export function Words({ text }) {
  return (text ?? "").split("/").flatMap((part, n) => (n ? ["/", h("wbr", { key: n }), part] : part));
}
