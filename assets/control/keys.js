// The keyboard as a remote control, and the list of what it can do. Presenters' clickers send the page keys.
import { createElement as h, useEffect, useRef, useState } from "react";

import { hasStood } from "./turn.js";

const MOVES = {
  ArrowRight: "next",
  PageDown: "next",
  " ": "next",
  ArrowLeft: "back",
  PageUp: "back",
  q: "code",
  b: "black",
  t: "time",
  f: "look",
  "?": "help",
};
// Who dictates, or whose hand trembles, presses letters without wanting to.
const LETTERS_OFF = "workshop_control_letters_off";
const MOVING = new Set(["next", "back"]);
const WRITES = "input, textarea, select, [contenteditable]";
const PRESSABLE = "button, a, summary, label";

// Space presses what the Tab key has reached. What only the mouse has touched gives the key back.
function useReachedByKeyboard() {
  const reached = useRef(false);
  useEffect(() => {
    const touched = () => (reached.current = false);
    const tabbed = (event) => event.key === "Tab" && (reached.current = true);
    addEventListener("pointerdown", touched, true);
    addEventListener("keydown", tabbed, true);
    return () => {
      removeEventListener("pointerdown", touched, true);
      removeEventListener("keydown", tabbed, true);
    };
  }, []);
  return reached;
}

function useLetters() {
  const [on, setOn] = useState(true);
  useEffect(() => setOn(localStorage.getItem(LETTERS_OFF) !== "1"), []);
  const toggle = () => {
    localStorage.setItem(LETTERS_OFF, on ? "1" : "0");
    setOn(!on);
  };
  return [on, toggle];
}

function meaning(event, reached, letters) {
  if (event.repeat || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return null;
  }
  if (!letters && event.key.length === 1 && event.key !== " ") {
    return null;
  }
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(WRITES) || target.closest("[role=alertdialog]")) {
    return null;
  }
  if (event.key === " " && target.closest(PRESSABLE)) {
    if (reached.current) {
      return null;
    }
    target.blur();
  }
  return MOVES[event.key] ?? MOVES[event.key.toLowerCase()] ?? null;
}

export function Keys({ asking, title, lines, letters, close, onNext, onBack, onCode, onBlack, onTime, onLook }) {
  const dialog = useRef(null);
  const reached = useReachedByKeyboard();
  const [lettersOn, toggleLetters] = useLetters();
  const latest = useRef({});
  latest.current = {
    asking,
    letters: lettersOn,
    next: onNext,
    back: onBack,
    code: onCode,
    black: onBlack,
    time: onTime,
    look: onLook,
  };
  const toggle = () => (dialog.current.open ? dialog.current.close() : dialog.current.showModal());
  useEffect(() => {
    const press = (event) => {
      const move = meaning(event, reached, latest.current.letters);
      if (!move || (dialog.current.open && move !== "help") || (latest.current.asking && move !== "help")) {
        return;
      }
      event.preventDefault();
      if (MOVING.has(move) && !hasStood()) {
        return;
      }
      if (move === "help") {
        toggle();
      } else {
        latest.current[move]?.();
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return h(
    "div",
    { className: "keys" },
    h("button", { type: "button", className: "button button-quiet keys-open", onClick: toggle }, title),
    h(
      "dialog",
      { ref: dialog, className: "keys-help", "aria-labelledby": "keys-title" },
      h("h2", { id: "keys-title" }, title),
      h("ul", null, ...(lines ?? []).map((line) => h("li", { key: line }, ...keyAndWords(line)))),
      h("label", { className: "keys-letters" }, h("input", { type: "checkbox", checked: lettersOn, onChange: toggleLetters }), letters),
      h("button", { type: "button", className: "button", onClick: () => dialog.current.close() }, close),
    ),
  );
}

// «B: skjul eller vis skjermen» → the key and what it does
function keyAndWords(line) {
  const at = line.indexOf(": ");
  return [h("kbd", { key: "key" }, line.slice(0, at)), h("span", { key: "words" }, line.slice(at + 2))];
}
