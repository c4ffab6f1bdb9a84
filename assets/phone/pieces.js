// What all ballots have in common: what became of the answer, and the buttons under it.

import { createElement as h, useId } from "react";
import { cast, tryAgain, useOffline } from "./outbox.js";

// The only place that says «mottatt», and only on the server's word.
export function Fate({ ballot, round, done }) {
  const { texts } = ballot;
  const offline = useOffline();
  const news = fate(round, offline, texts, done);
  return h(
    "div",
    { className: "fate", role: "status" },
    news && h("p", { key: news.text, className: `notice fate-${news.tone}` }, h("span", null, news.text)),
    news?.again &&
      h("button", { type: "button", className: "button", onClick: () => tryAgain(ballot) }, texts["button.retry"]),
  );
}

function fate({ part, pending, outcome }, offline, texts, done) {
  if (outcome?.kind === "closed") return { tone: "alert", text: texts["error.vote_closed"] };
  if (outcome?.kind === "too_late") return { tone: "alert", text: texts["offline.too_late"] };
  if (outcome?.kind === "problem" && pending) return { tone: "alert", text: outcome.message, again: true };
  if (pending && offline) return { tone: "calm", text: texts["offline.queued"] };
  if (pending) return { tone: "soon", text: outcome?.message ?? texts["wait.sending"] };
  if (part?.skip) return { tone: "calm", text: texts["wait.skipped"] };
  if (part?.withdraw) return { tone: "calm", text: texts["wait.withdrawn"] };
  if (part && outcome?.kind === "sent") return { tone: "good", text: texts["offline.sent"] };
  if (part) return { tone: "good", text: done ?? texts["wait.answered"] };
  return null;
}

// `problem` is why the answer can't be sent yet; `changed`, whether there is something new to send.
export function Actions({ ballot, round, changed, problem, onSend, onProblem, onLook, onLeave }) {
  const { texts } = ballot;
  const why = useId();
  const hasAnswer = round.part !== null && "answer" in round.part;
  const isNew = changed || !hasAnswer;
  const press = () => {
    if (!isNew) onLook();
    else if (problem) onProblem();
    else onSend();
  };
  return h(
    "div",
    { className: "actions" },
    h(
      "button",
      {
        type: "button",
        className: isNew ? "button button-primary button-wide" : "button button-wide",
        "aria-disabled": !isNew || problem ? "true" : undefined,
        "aria-describedby": isNew && problem ? why : undefined,
        onClick: press,
      },
      hasAnswer ? texts["button.change"] : texts["button.send"],
    ),
    h("span", { id: why, hidden: true }, problem),
    h(Fate, { ballot, round }),
    h(Ways, { ballot, round, onLeave }),
  );
}

// Nobody has to answer, and nobody has to stand by an answer.
export function Ways({ ballot, round, onLeave }) {
  const { texts } = ballot;
  const leave = (part) => () => {
    cast(ballot, part);
    onLeave();
  };
  const { part } = round;
  const hasAnswer = part !== null && "answer" in part;
  return h(
    "div",
    { className: "ways" },
    !hasAnswer &&
      !part?.skip &&
      h("button", { type: "button", className: "button button-quiet", onClick: leave({ skip: true }) }, texts["button.skip"]),
    hasAnswer &&
      h("button", { type: "button", className: "button button-quiet", onClick: leave({ withdraw: true }) }, texts["button.withdraw"]),
  );
}
