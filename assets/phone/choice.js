// One of several, some of several, and the five worded steps of a scale.

import { createElement as h, useId, useRef, useState } from "react";
import { cast, useRound } from "./outbox.js";
import { Actions } from "./pieces.js";
import { say, Words } from "./words.js";

export function Choice({ ballot }) {
  const { texts, options, most } = ballot;
  const round = useRound(ballot);
  const given = chosenIn(round.part, options);
  // What is ticked but not sent. Null: nothing has been touched, so what was given is shown.
  const [draft, setDraft] = useState(null);
  const [hint, setHint] = useState("");
  const group = useRef(null);
  const hintId = useId();
  const chosen = draft ?? given;
  const one = most === 1;

  const toggle = (id) => {
    if (one) setDraft([id]);
    else if (chosen.includes(id)) setDraft(chosen.filter((other) => other !== id));
    else if (chosen.length < most) setDraft([...chosen, id]);
    else return setHint(say(texts, "choice.full", { k: most }));
    return setHint("");
  };
  const send = () => {
    cast(ballot, { answer: answerOf(chosen, ballot) });
    setDraft(null);
  };
  const guide = one ? texts["choice.one"] : say(texts, "choice.up_to", { k: most, n: chosen.length });

  return h(
    "div",
    { className: "ballot" },
    h(
      "fieldset",
      { ref: group, "aria-labelledby": `question ${hintId}`, className: `options options-${ballot.widget}` },
      h("legend", { id: hintId, className: "guide" }, guide),
      options.map((option) =>
        h(Option, { key: option.id, option, one, name: hintId, checked: chosen.includes(option.id), onPick: toggle }),
      ),
    ),
    h("p", { role: "status", className: "hint" }, hint),
    h(Actions, {
      ballot,
      round,
      changed: draft !== null && !same(draft, given),
      problem: chosen.length === 0 ? guide : "",
      onSend: send,
      onProblem: () => setHint(guide),
      onLook: () => focusFirst(group.current),
      onLeave: () => setDraft(null),
    }),
  );
}

function Option({ option, one, name, checked, onPick }) {
  const help = useId();
  return h(
    "label",
    { className: "option" },
    h("input", {
      type: one ? "radio" : "checkbox",
      name,
      value: option.id,
      checked,
      "aria-describedby": option.help ? help : undefined,
      onChange: () => onPick(option.id),
    }),
    h("span", { className: "option-tick", "aria-hidden": "true" }),
    h(
      "span",
      { className: "option-words" },
      h("span", { className: "option-label" }, h(Words, { text: option.label })),
      option.help && h("span", { id: help, className: "option-help" }, option.help),
    ),
  );
}

function chosenIn(part, options) {
  if (!part || part.answer === undefined) return [];
  const ids = Array.isArray(part.answer) ? part.answer : [String(part.answer)];
  return ids.filter((id) => options.some((option) => option.id === id));
}

function answerOf(chosen, ballot) {
  if (ballot.shape === "number") return Number(chosen[0]);
  return ballot.shape === "one" ? chosen[0] : chosen;
}

function same(some, others) {
  return some.length === others.length && some.every((id) => others.includes(id));
}

function focusFirst(group) {
  (group.querySelector("input:checked") ?? group.querySelector("input"))?.focus();
}
