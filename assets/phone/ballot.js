// The ballot of the round that is open, and the courier that carries answers whatever is on screen.

import { createElement as h, useEffect, useRef } from "react";
import { Choice } from "./choice.js";
import { isTextOut, leftBehind } from "./drafts.js";
import { fetchAhead, later } from "./later.js";
import * as outbox from "./outbox.js";

const WIDGETS = {
  choice: Choice,
  scale: Choice,
  points: later(() => import("./points.js").then(({ Points }) => Points)),
  dots: later(() => import("./dots.js").then(({ Dots }) => Dots)),
  pulse: later(() => import("./pulse.js").then(({ Pulse }) => Pulse)),
  rows: later(() => import("./rows.js").then(({ Rows }) => Rows)),
};

export function Ballot({ ballot, explanations }) {
  const widget = WIDGETS[ballot.widget];
  // A new round is a new ballot: nothing half-chosen may leak from one into the next.
  return widget ? h(widget, { key: outbox.keyOf(ballot.run, ballot.round), ballot, explanations }) : null;
}

// Always on the page, since an answer may be on its way after its vote has left the screen.
export function Courier({ own, receipt, offline, ballot, step, proposing, texts, onAnswer, onRefresh }) {
  useEffect(() => outbox.begin(), []);
  useEffect(() => outbox.carryWith(onAnswer), [onAnswer]);
  useEffect(() => outbox.connectionIs(offline), [offline]);
  useEffect(() => {
    if (own.joined) outbox.arrived(own);
    if (own.joined && !proposing && isTextOut(own)) outbox.textIsOut();
  }, [own]);
  useEffect(() => {
    if (!proposing && leftBehind().length > 0) onRefresh();
  }, [proposing]);
  useEffect(() => outbox.acknowledge(receipt), [receipt]);
  useEffect(() => {
    if (receipt.state) fetchAhead();
  }, [receipt.state]);
  useNewStep(step, () => outbox.dropOldNews());
  const news = newsFromElsewhere(outbox.useRounds(), outbox.keyOf(ballot.run, ballot.round));
  return h("div", { role: "status", className: "courier" }, news && h("p", { className: "notice fate-alert" }, texts[news]));
}

export function useNewStep(step, act) {
  const before = useRef(step);
  useEffect(() => {
    if (before.current && before.current !== step) act();
    before.current = step;
  });
}

// What the ballot on screen says itself is not repeated.
function newsFromElsewhere(rounds, current) {
  const kinds = Object.entries(rounds)
    .filter(([key]) => key !== current)
    .map(([, round]) => round.outcome?.kind);
  if (kinds.includes("too_late")) return "offline.too_late";
  if (kinds.includes("text")) return "proposal.closed";
  return kinds.includes("closed") || kinds.includes("problem") ? "error.vote_closed" : null;
}
