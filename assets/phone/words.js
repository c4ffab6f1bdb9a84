// Sentences with a number in them, filled in on the phone because only the phone knows the number.

export function say(texts, key, slots = {}) {
  const one = slots.n === 1 ? texts[`${key}.one`] : undefined;
  const text = one ?? texts[key] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in slots ? String(slots[name]) : whole));
}
