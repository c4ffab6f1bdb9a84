// Dots on proposals: a few in all, and only so many on one.

import { createElement as h, useId, useRef, useState } from "react";
import { cast, useRound } from "./outbox.js";
import { Actions } from "./pieces.js";
import { Step } from "./points.js";
import { say, Words } from "./words.js";

export function Dots({ ballot }) {
  const { texts, options, most, total } = ballot;
  const round = useRound(ballot);
  const given = present(round.part?.answer, options);
  const [draft, setDraft] = useState(null);
  const [hint, setHint] = useState("");
  const group = useRef(null);
  const leftId = useId();
  // A proposal may have been merged away since it was given a dot.
  const dots = draft === null ? given : present(draft, options);
  const used = Object.values(dots).reduce((all, n) => all + n, 0);
  const left = total - used;

  const set = (id, n) => {
    setDraft({ ...dots, [id]: n });
    setHint("");
  };
  const send = () => {
    cast(ballot, { answer: present(dots, options) });
    setDraft(null);
  };

  return h(
    "div",
    { className: "ballot" },
    h(
      "p",
      { id: leftId, role: "status", className: "left", "data-state": left === 0 ? "full" : "under" },
      h(Marks, { given: left, most: total }),
      say(texts, "dots.left", { n: left }),
    ),
    h(
      "fieldset",
      { ref: group, "aria-labelledby": "question", "aria-describedby": leftId },
      h(
        "ul",
        { className: "dotted" },
        options.map((option) =>
          h(Proposal, {
            key: option.id,
            option,
            texts,
            most,
            dots: dots[option.id] ?? 0,
            mayAdd: left > 0 && (dots[option.id] ?? 0) < most,
            onSet: (n) => set(option.id, n),
          }),
        ),
      ),
    ),
    h("p", { role: "status", className: "hint" }, hint),
    h(Actions, {
      ballot,
      round,
      changed: draft !== null && !same(dots, given),
      problem: used === 0 ? say(texts, "dots.left", { n: left }) : "",
      onSend: send,
      onProblem: () => setHint(say(texts, "dots.left", { n: left })),
      onLook: () => group.current.querySelector("button")?.focus(),
      onLeave: () => setDraft(null),
    }),
  );
}

function Proposal({ option, texts, most, dots, mayAdd, onSet }) {
  return h(
    "li",
    { className: "card dotted-card", "data-given": dots > 0 ? "" : undefined },
    h("p", null, h(Words, { text: option.label })),
    h(
      "div",
      { className: "stepper" },
      h(Step, { sign: "−", label: say(texts, "dots.remove", { text: option.label }), off: dots === 0, onPress: () => onSet(dots - 1) }),
      h(
        "span",
        { className: "stepper-dots" },
        h(Marks, { given: dots, most }),
        h("span", { className: "visually-hidden" }, say(texts, "figure.dots", { n: dots })),
      ),
      h(Step, { sign: "+", label: say(texts, "dots.add", { text: option.label }), off: !mayAdd, onPress: () => onSet(dots + 1) }),
    ),
  );
}

function Marks({ given, most }) {
  const marks = Array.from({ length: most }, (_, n) => h("span", { key: n, "data-on": n < given ? "" : undefined }));
  return h("span", { className: "marks", "aria-hidden": "true" }, marks);
}

function present(answer, options) {
  const ids = new Set(options.map((option) => option.id));
  return Object.fromEntries(Object.entries(answer ?? {}).filter(([id, n]) => ids.has(id) && n > 0));
}

function same(some, others) {
  const ids = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...ids].every((id) => (some[id] ?? 0) === (others[id] ?? 0));
}
