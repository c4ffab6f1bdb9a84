// A question that must be answered: takes the focus, gives it back, and Escape means no.
import { createElement as h, useEffect, useRef } from "react";

export function Ask({ text, yes, no, onYes, onNo }) {
  const refuse = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    refuse.current.focus();
    return () => {
      // The button that was pressed may have become another one; then the page itself will do.
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  return h(
    "div",
    {
      className: "ask",
      role: "alertdialog",
      "aria-labelledby": "ask-text",
      onKeyDown: (event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onNo();
        }
      },
    },
    h("p", { id: "ask-text" }, text),
    h(
      "div",
      { className: "ask-answers" },
      h("button", { type: "button", className: "button", ref: refuse, onClick: onNo }, no),
      h("button", { type: "button", className: "button button-danger", onClick: onYes }, yes),
    ),
  );
}
