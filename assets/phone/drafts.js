// What a group has written and not yet got in, as this browser keeps it.

import { forget, keysUnder, read, sessionCode } from "./keeping.js";

// Behind a draft's name: the text as it was sent, until it stands among the group's proposals.
export const SENT = "!";

// The drafts of this session that were on their way when proposals were closed.
export function leftBehind() {
  return keysUnder(`workshop_draft/${sessionCode()}/`).filter((key) => key.endsWith(SENT));
}

// Each of them is in, as the server tells, or else the person is to be told that one is not: true.
export function isTextOut({ proposals }) {
  return leftBehind().filter((key) => !settled(key.slice(0, -1), proposals, read(key))).map(forget).length > 0;
}

export function settled(place, proposals, text) {
  const isIn = proposals.some((card) => tidy(card.text) === text && card.state !== "returned");
  if (isIn) [place, place + SENT].map(forget);
  return isIn;
}

export function tidy(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}
