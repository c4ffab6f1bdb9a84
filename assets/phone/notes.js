// Notes to oneself. They live in the browser's storage only: no event and no request carries them.

import { createElement as h, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { Audience } from "./audience.js";
import { forget, keysUnder, read, sessionCode, write } from "./keeping.js";
import { useShared } from "./shared.js";

const NOTES = "workshop_notes/";
const KEEP = "workshop_keep_notes/";
const LEADS = "workshop_leads/";
const SESSION = ["workshop_answer", "workshop_draft", "workshop_leads", "workshop_pen_held", "workshop_shared"];
const A_DAY = 24 * 60 * 60 * 1000;

export function Notes({ activity, texts }) {
  // On a phone that goes round the table the next one would read them.
  if (useShared()) return null;
  return h(NotesOf, { key: activity, activity, texts });
}

// A step that keeps the field may still make it anew: whoever was writing goes on where the writing was.
let writing = null;

function useSameFocus(place) {
  const field = useRef(null);
  useLayoutEffect(() => {
    const box = field.current;
    if (writing?.place === place) {
      box.focus({ preventScroll: true });
      box.setSelectionRange(writing.start, writing.end);
    }
    return () => {
      if (document.activeElement !== box) return;
      writing = { place, start: box.selectionStart, end: box.selectionEnd };
      window.setTimeout(() => { writing = null; });
    };
  }, []);
  return field;
}

function NotesOf({ activity, texts }) {
  const place = `${NOTES}${sessionCode()}/${activity}`;
  const [text, setText] = useState(() => read(place)?.text ?? "");
  const id = useId();
  const field = useSameFocus(place);
  const change = (value) => {
    setText(value);
    if (value) write(place, { text: value, at: Date.now() });
    else forget(place);
  };
  const clear = () => {
    forgetNotes();
    setText("");
  };
  return h(
    "section",
    { className: "notes card", "aria-labelledby": `${id}-label` },
    h("label", { id: `${id}-label`, htmlFor: id, className: "notes-label" }, texts["notes.label"]),
    h(Audience, { kind: "private", label: texts["audience.private"] }),
    h("textarea", {
      id,
      ref: field,
      rows: 4,
      value: text,
      autoComplete: "off",
      "aria-describedby": `${id}-help`,
      onChange: (event) => change(event.target.value),
    }),
    h("p", { id: `${id}-help`, className: "help" }, texts["notes.help"]),
    text !== "" && h(KeepNotes, { texts }),
    text !== "" && h("button", { type: "button", className: "button button-quiet", onClick: clear }, texts["button.clear_notes"]),
  );
}

// The last screen. `ended`: the seat is gone, so the notes go too, unless they were to stay.
export function NotesAtEnd({ ended, texts }) {
  const [kept, setKept] = useState([]);
  useEffect(() => {
    if (ended) forgetSession(read(KEEP + sessionCode()) === true);
    setKept(ownNotes());
  }, [ended]);
  const clear = () => {
    forgetNotes();
    setKept([]);
  };
  const sentence = kept.length ? texts["end.kept"] : texts["end.cleaned"];
  return h(
    "div",
    { className: "notes-end" },
    ended && h("p", { className: "help" }, sentence),
    kept.length > 0 &&
      h(
        "section",
        { className: "notes card" },
        h("h2", { className: "notes-label" }, texts["notes.label"]),
        kept.map((text) => h("p", { key: text, className: "written" }, text)),
        !ended && h(KeepNotes, { texts }),
        h("button", { type: "button", className: "button button-quiet", onClick: clear }, texts["button.clear_notes"]),
      ),
  );
}

function KeepNotes({ texts }) {
  const place = KEEP + sessionCode();
  const [keeps, setKeeps] = useState(() => read(place) === true);
  const change = (value) => {
    setKeeps(value);
    if (value) write(place, true);
    else forget(place);
  };
  return h(
    "label",
    { className: "tick" },
    h("input", { type: "checkbox", checked: keeps, onChange: (event) => change(event.target.checked) }),
    h("span", null, texts["end.keep_notes"]),
  );
}

// A phone that slept when its session ended never saw the last screen.
export function forgetOldNotes() {
  for (const place of keysUnder(NOTES)) {
    const code = place.split("/")[1];
    const isOld = Date.now() - (read(place)?.at ?? 0) > A_DAY;
    if (code !== sessionCode() && isOld && read(KEEP + code) !== true) forget(place);
  }
}

// Somebody else takes over the phone. What its group is writing is not one person's, and stays.
export function forgetPerson() {
  forgetNotes();
  forget(`${LEADS}${sessionCode()}`);
}

function forgetNotes() {
  for (const place of keysUnder(`${NOTES}${sessionCode()}/`)) forget(place);
  forget(KEEP + sessionCode());
}

// When the session is over nothing of it stays on the phone but notes that were to stay.
function forgetSession(keepsNotes) {
  const code = sessionCode();
  if (!keepsNotes) forgetNotes();
  for (const prefix of SESSION) for (const place of keysUnder(`${prefix}/${code}`)) forget(place);
}

function ownNotes() {
  return keysUnder(`${NOTES}${sessionCode()}/`)
    .map((place) => read(place)?.text ?? "")
    .filter((text) => text !== "");
}
