// Several rows with the same few answers to each, all on one screen and sent together.

import { createElement as h, useId, useRef, useState } from "react";
import { cast, useRound } from "./outbox.js";
import { Actions } from "./pieces.js";
import { say } from "./words.js";

export function Rows({ ballot }) {
  const { texts, items, options, shape } = ballot;
  const round = useRound(ballot);
  const given = round.part?.answer ?? {};
  // What is chosen but not sent. Null: nothing has been touched, so what was given is shown.
  const [draft, setDraft] = useState(null);
  const [asked, setAsked] = useState(false);
  const group = useRef(null);
  const answers = draft ?? given;
  const n = items.filter(({ id }) => id in answers).length;
  const total = items.length;

  const pick = (row, option) => {
    setDraft({ ...answers, [row]: option });
    setAsked(false);
  };
  const send = () => {
    cast(ballot, { answer: answers, done: true });
    setDraft(null);
  };
  return h(
    "div",
    { className: "ballot" },
    h("p", { className: "guide" }, texts["rows.guide"]),
    shape === "steps" && h("ol", { className: "rows-key", "aria-hidden": "true" }, options.map(({ id, help }) => h("li", { key: id }, help))),
    h("div", { ref: group, className: "rows" }, items.map((item) =>
      h(Row, { key: item.id, item, options, texts, isStepped: shape === "steps", chosen: answers[item.id], onPick: (id) => pick(item.id, id) }),
    )),
    h("p", { role: "status", className: asked ? "hint" : "rows-progress" }, asked ? texts["rows.guide"] : progress(texts, n, total)),
    h(Actions, {
      ballot,
      round,
      changed: draft !== null && items.some(({ id }) => draft[id] !== given[id]),
      problem: n === 0 ? texts["rows.guide"] : "",
      onSend: send,
      onProblem: () => setAsked(true),
      onLook: () => group.current.querySelector("input")?.focus(),
      onLeave: () => setDraft(null),
    }),
  );
}

// A button says the answer in short, and to the ear all of it. A step, which is only a number, is put into words when
// chosen, and to the ear at once: whoever says what they want to press says the number, whoever listens hears both.
function Row({ item, options, texts, isStepped, chosen, onPick }) {
  const name = useId();
  return h(
    "fieldset",
    { className: "row", "aria-labelledby": `${name}-text` },
    h("legend", null, h("span", { id: `${name}-text`, className: "row-text" }, item.text)),
    item.help && h("details", { className: "row-help" }, h("summary", null, texts["rows.more"]), h("p", null, item.help)),
    h(
      "div",
      { className: "row-options", style: { "--columns": options.length } },
      options.map(({ id, label, help }) =>
        h(
          "label",
          { key: id, className: "row-option" },
          h("input", { type: "radio", name, value: id, checked: chosen === id, "aria-label": isStepped ? `${label}: ${help}` : help, onChange: () => onPick(id) }),
          h("span", { "aria-hidden": "true" }, label),
        ),
      ),
    ),
    isStepped && h("p", { className: "row-chosen", "aria-hidden": "true" }, inWords(options, chosen)),
  );
}

// What was chosen; before that, what the first and the last number mean, since the key above is soon out of sight.
function inWords(options, chosen) {
  const picked = options.find(({ id }) => id === chosen);
  return picked ? picked.help : [options[0], options.at(-1)].map(({ id, help }) => h("span", { key: id }, help));
}

function progress(texts, n, total) {
  return n > 0 && say(texts, n === total ? "rows.done" : "rows.progress", { n, total });
}
