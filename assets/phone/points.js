// A hundred points to share out, in steps of ten or typed.

import { createElement as h, useId, useRef, useState } from "react";
import { cast, useRound } from "./outbox.js";
import { Actions } from "./pieces.js";
import { say } from "./words.js";

export function Points({ ballot }) {
  const { texts, options, total } = ballot;
  const round = useRound(ballot);
  const given = round.part?.answer ?? null;
  const [draft, setDraft] = useState(null);
  const [asked, setAsked] = useState(false);
  const group = useRef(null);
  const leftId = useId();
  const values = draft ?? given ?? {};
  const sum = options.reduce((all, option) => all + amount(values[option.id]), 0);

  const set = (id, value) => {
    setDraft({ ...values, [id]: value });
    setAsked(false);
  };
  const send = () => {
    cast(ballot, { answer: Object.fromEntries(options.map((o) => [o.id, amount(values[o.id])])) });
    setDraft(null);
  };
  const problem = sum === total ? "" : say(texts, "points.sum_error", { sum });

  return h(
    "div",
    { className: "ballot" },
    h(
      "p",
      { id: leftId, role: "status", className: "left", "data-state": stateOf(sum, total) },
      leftText(texts, sum, total),
    ),
    h(
      "fieldset",
      { ref: group, "aria-labelledby": "question", "aria-describedby": leftId, className: "shares" },
      options.map((option) =>
        h(Share, { key: option.id, option, ballot, value: values[option.id] ?? "", onSet: (value) => set(option.id, value) }),
      ),
    ),
    h("p", { role: "status", className: "hint" }, asked ? problem : ""),
    h(Actions, {
      ballot,
      round,
      changed: draft !== null && options.some((o) => amount(draft[o.id]) !== amount(given?.[o.id])),
      problem,
      onSend: send,
      onProblem: () => setAsked(true),
      onLook: () => group.current.querySelector("input")?.focus(),
      onLeave: () => setDraft(null),
    }),
  );
}

function Share({ option, ballot, value, onSet }) {
  const { texts, step, total } = ballot;
  const points = amount(value);
  // Always a whole step, and never a dead end: going over is said above, not forbidden.
  const move = (by) => onSet(Math.min(total, Math.max(0, points + by)));
  return h(
    "div",
    { className: "share", "data-mark": option.mark },
    h("div", { className: "share-words" }, h("span", { className: "share-name" }, option.label), h("span", { className: "help" }, option.help)),
    h(
      "div",
      { className: "stepper" },
      h(Step, { sign: "−", label: say(texts, "points.less", { name: option.label }), off: points === 0, onPress: () => move(-step) }),
      h("input", {
        type: "text",
        inputMode: "numeric",
        autoComplete: "off",
        className: "stepper-value",
        "aria-label": say(texts, "points.field", { name: option.label }),
        value: value === "" ? "0" : value,
        onFocus: (event) => event.target.select(),
        onChange: (event) => onSet(digits(event.target.value)),
      }),
      h(Step, { sign: "+", label: say(texts, "points.more", { name: option.label }), off: points >= total, onPress: () => move(step) }),
    ),
    h("div", { className: "share-bar", "aria-hidden": "true" }, h("span", { style: { width: `${Math.min(100, (points / total) * 100)}%` } })),
  );
}

export function Step({ sign, label, off, onPress }) {
  return h(
    "button",
    { type: "button", className: "step", "aria-label": label, "aria-disabled": off ? "true" : undefined, onClick: () => off || onPress() },
    h("span", { "aria-hidden": "true" }, sign),
  );
}

function amount(value) {
  return Number(value) || 0;
}

function digits(text) {
  return text.replace(/\D/g, "").replace(/^0+(?=\d)/, "").slice(0, 3);
}

function stateOf(sum, total) {
  if (sum === total) return "full";
  return sum > total ? "over" : "under";
}

function leftText(texts, sum, total) {
  if (sum === total) return texts["points.none_left"];
  if (sum > total) return say(texts, "points.over", { sum, n: sum - total });
  return say(texts, "points.left", { n: total - sum });
}
