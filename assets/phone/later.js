// What a phone's first visit does without: it is fetched when the trial vote is answered, or else when it is needed.

import { createElement as h, lazy, Suspense } from "react";

const PATIENCE = 2000;
const awaited = [];

// A component that comes later. `fetched` returns the promise of it. A network that takes its time is put into words.
export function later(fetched) {
  awaited.push(fetched);
  const Fetched = lazy(async () => ({ default: await patiently(fetched) }));
  return function Later(props) {
    const word = (props.ballot ?? props.frame).texts["page.loading"];
    const fallback = h("div", { className: "coming" }, h("p", { role: "status", className: "hint" }, word));
    return h(Suspense, { fallback }, h(Fetched, props));
  };
}

// What fails is asked for again when it is needed.
export function fetchAhead() {
  for (const fetched of awaited.splice(0)) fetched().catch(() => {});
}

async function patiently(fetched) {
  for (;;) {
    try {
      return await fetched();
    } catch {
      await new Promise((done) => setTimeout(done, PATIENCE));
    }
  }
}
