// Who sees what one does here: a drawing and a few words, the same on every screen.

import { createElement as h } from "react";

const DRAWINGS = {
  // A phone with a lock.
  private: "M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2ZM9 11h6v5H9zM10 11V9.5a2 2 0 0 1 4 0V11",
  // Four strokes and one across: counted.
  counted: "M5 5v14M9.5 5v14M14 5v14M18.5 5v14M2.5 16.5 21.5 7.5",
  // A screen on a stand.
  shown: "M3 4h18v12H3zM12 16v5M8 21h8",
};

export function Audience({ kind, label }) {
  return h(
    "p",
    { className: "audience", "data-kind": kind },
    h(
      "svg",
      { viewBox: "0 0 24 24", "aria-hidden": "true", fill: "none", stroke: "currentColor", strokeWidth: 2, strokeLinecap: "round", strokeLinejoin: "round" },
      h("path", { d: DRAWINGS[kind] ?? DRAWINGS.counted }),
    ),
    label,
  );
}
