// Tillitspulsen: thirteen statements, one to a screen, saved at each tap.

import { createElement as h, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { forget, read, sessionCode, write } from "./keeping.js";
import { cast, useRound } from "./outbox.js";
import { Fate, Ways } from "./pieces.js";
import { say } from "./words.js";

const DONT_KNOW = "dont_know";
const MOMENT = 250;
const START = "start";
const REVIEW = "review";

export function Pulse({ ballot, explanations }) {
  const round = useRound(ballot);
  const answers = round.part?.answer ?? {};
  // Where the person is: the start, a statement's number, or the review. Null: as far as one had come.
  const [place, setPlace] = useState(null);
  const [delivered, setDelivered] = useState(false);
  const [fromReview, setFromReview] = useState(false);
  const [leads, setLeads] = useLeads();
  const [moves, setMoves] = useState(0);
  const body = useRef(null);
  // The person has asked for the next screen, so its heading gets the focus; it was theirs to move.
  // Together with the screen and not a moment later: a key pressed in between would be lost.
  useLayoutEffect(() => {
    if (moves === 0) return;
    body.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [moves]);
  const here = place ?? placeOf(round.part, ballot.items);
  const isDelivered = place === null ? round.part?.done === true : delivered;

  const go = (to) => {
    setPlace(to);
    setMoves((before) => before + 1);
  };
  const answer = (item, value) => {
    // From here on the person decides where to be, not what has been answered.
    setPlace(here);
    const all = { ...answers, [item.id]: value };
    cast(ballot, { answer: all, done: round.part?.done === true || ballot.items.every(({ id }) => id in all) });
  };
  const onward = (at) => go(fromReview || at + 1 >= ballot.items.length ? REVIEW : at + 1);

  if (leads) {
    const undo = () => {
      setLeads(false);
      cast(ballot, { withdraw: true });
      go(START);
    };
    return h(Led, { ballot, round, onUndo: undo });
  }
  if (isDelivered && here === REVIEW) {
    return h(Delivered, { ballot, round, body, onLook: () => { setDelivered(false); go(REVIEW); } });
  }
  if (here === START) {
    const lead = () => {
      setLeads(true);
      cast(ballot, { skip: true });
    };
    return h(Start, { ballot, round, body, explanations, onStart: () => { setFromReview(false); go(0); }, onLead: lead });
  }
  if (here === REVIEW) {
    const deliver = () => {
      // An empty ballot is no answer: whoever hands in nothing has hopped over.
      cast(ballot, Object.keys(answers).length ? { answer: answers, done: true } : { skip: true });
      setDelivered(true);
      go(REVIEW);
    };
    const visit = (at) => { setFromReview(true); go(at); };
    return h(Review, { ballot, round, body, answers, onVisit: visit, onDeliver: deliver, onLeave: () => go(START) });
  }
  return h(Statement, {
    key: here,
    ballot,
    round,
    body,
    at: here,
    value: answers[ballot.items[here].id],
    onAnswer: answer,
    onNext: () => onward(here),
    onBack: () => go(fromReview ? REVIEW : here === 0 ? START : here - 1),
  });
}

// «Jeg leder enheten» stays on this phone: to the server it is an ordinary skip.
function useLeads() {
  const key = `workshop_leads/${sessionCode()}`;
  const [leads, setLeads] = useState(() => read(key) === true);
  const set = (value) => {
    if (value) write(key, true);
    else forget(key);
    setLeads(value);
  };
  return [leads, set];
}

function placeOf(part, items) {
  if (!part || part.answer === undefined) return START;
  const next = items.findIndex(({ id }) => !(id in part.answer));
  return part.done || next === -1 ? REVIEW : next;
}

function Start({ ballot, round, body, explanations, onStart, onLead }) {
  const { texts, items } = ballot;
  return h(
    "div",
    { className: "ballot pulse-start" },
    h("p", { ref: body, tabIndex: -1, className: "lead" }, say(texts, "pulse.intro", { total: items.length }), " ", texts["pulse.auto_next"]),
    h("ul", { className: "plain card" }, explanations.map((text) => h("li", { key: text }, text))),
    // Whoever leads must meet this before the way in.
    h("button", { type: "button", className: "button button-quiet", onClick: onLead }, texts["pulse.i_lead"]),
    h("button", { type: "button", className: "button button-primary button-wide", onClick: onStart }, texts["pulse.start"]),
    h(Fate, { ballot, round }),
    h(Ways, { ballot, round, onLeave: () => undefined }),
  );
}

function Led({ ballot, round, onUndo }) {
  const { texts } = ballot;
  const isOnItsWay = round.pending !== null;
  return h(
    "div",
    { className: "ballot" },
    h("p", { className: "notice", role: "status" }, texts["pulse.leader_skips"]),
    isOnItsWay && h(Fate, { ballot, round }),
    h("button", { type: "button", className: "button button-wide", onClick: onUndo }, texts["pulse.leader_undo"]),
  );
}

function Statement({ ballot, round, body, at, value, onAnswer, onNext, onBack }) {
  const { texts, items, steps } = ballot;
  const item = items[at];
  const [picked, setPicked] = useState(null);
  const isPointer = useRef(false);
  const timer = useRef(null);
  const name = useId();
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const shown = picked ?? value;
  const pick = (step) => {
    if (step !== shown) onAnswer(item, step);
    setPicked(step);
    // Arrow keys wander over the steps, so from a keyboard one goes on with the button.
    if (!isPointer.current) return;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(onNext, prefersStill() ? 0 : MOMENT);
  };

  return h(
    "div",
    { className: "ballot statement" },
    h(Progress, { texts, at, total: items.length }),
    item.introduction && h("p", { className: "introduction" }, item.introduction),
    h(
      "fieldset",
      { className: "options options-scale", "aria-labelledby": `${name}-text` },
      h("legend", null, h("span", { id: `${name}-text`, ref: body, tabIndex: -1, className: "statement-text" }, item.text)),
      steps.map((label, n) => h(StatementStep, {
        key: label,
        label,
        name,
        step: n < 5 ? n + 1 : DONT_KNOW,
        shown,
        onPointer: (is) => { isPointer.current = is; },
        onPick: pick,
      })),
    ),
    h(
      "div",
      { className: "pulse-ways" },
      h("button", { type: "button", className: "button", onClick: onBack }, texts["button.back"]),
      h("button", { type: "button", className: "button", onClick: onNext }, shown === undefined ? texts["button.skip"] : texts["button.next"]),
    ),
    h(Trouble, { ballot, round }),
  );
}

function StatementStep({ label, name, step, shown, onPointer, onPick }) {
  return h(
    "label",
    { className: step === DONT_KNOW ? "option option-apart" : "option", onPointerDown: () => onPointer(true), onKeyDown: () => onPointer(false) },
    h("input", {
      type: "radio",
      name,
      value: step,
      checked: shown === step,
      onChange: () => onPick(step),
      // A tap on what is already chosen means «yes, that one»: it goes on as well.
      onClick: () => shown === step && onPick(step),
    }),
    h("span", { className: "option-tick", "aria-hidden": "true" }),
    h("span", { className: "option-words" }, h("span", { className: "option-label" }, label)),
  );
}

function Progress({ texts, at, total }) {
  const text = say(texts, "pulse.progress", { n: at + 1, total });
  return h(
    "div",
    { className: "progress" },
    h("p", { className: "progress-text" }, text),
    h("div", { className: "progress-track", "aria-hidden": "true" }, h("span", { style: { width: `${((at + 1) / total) * 100}%` } })),
  );
}

// Between statements only what one has to know: not «mottatt» thirteen times.
function Trouble({ ballot, round }) {
  const isTrouble = (round.pending?.queued ?? false) || Boolean(round.outcome?.message);
  return h("div", null, isTrouble && h(Fate, { ballot, round }));
}

function Review({ ballot, round, body, answers, onVisit, onDeliver, onLeave }) {
  const { texts, items, steps } = ballot;
  const given = items.filter(({ id }) => id in answers).length;
  return h(
    "div",
    { className: "ballot" },
    h("p", { ref: body, tabIndex: -1, className: "lead" }, say(texts, given === items.length ? "pulse.review_all" : "pulse.review", { n: given, total: items.length })),
    h("button", { type: "button", className: "button button-primary button-wide", onClick: onDeliver }, texts["button.deliver_pulse"]),
    h(Trouble, { ballot, round }),
    h(
      "ol",
      { className: "review" },
      items.map((item, at) =>
        h(
          "li",
          { key: item.id },
          h(
            "button",
            { type: "button", className: "review-line", onClick: () => onVisit(at) },
            h("span", null, item.text),
            h("span", { className: "review-answer" }, stepText(answers[item.id], steps) ?? texts["pulse.unanswered"]),
          ),
        ),
      ),
    ),
    h(Ways, { ballot, round, onLeave }),
  );
}

function Delivered({ ballot, round, body, onLook }) {
  const { texts } = ballot;
  return h(
    "div",
    { className: "ballot" },
    h("div", { ref: body, tabIndex: -1 }, h(Fate, { ballot, round, done: texts["pulse.done"] })),
    h("button", { type: "button", className: "button button-wide", onClick: onLook }, texts["button.review"]),
  );
}

function stepText(value, steps) {
  if (value === undefined) return undefined;
  return value === DONT_KNOW ? steps[steps.length - 1] : steps[value - 1];
}

function prefersStill() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
