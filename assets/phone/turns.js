// Where one stands: at the door or inside. And one phone or tablet for a whole table, which takes one answer at a time.
//
// As soon as an answer is stored its seat is given up and all that was kept of it is forgotten here; the next person gets a
// seat of their own. So nobody meets the answer of the one before, and there is no way back to it. Between two turns
// of a vote there is no seat at all, or the room would wait for somebody who is not there.

import { Children, createElement as h, useEffect, useRef, useState } from "react";
import { isRefused, useEntry, useWish } from "./joining.js";
import { forgetPerson } from "./notes.js";
import * as outbox from "./outbox.js";
import { useShared } from "./shared.js";
import { say } from "./words.js";

// Screens on which nobody can take a seat.
const SHUT = ["", "not-open", "ended"];

export function Turns(props) {
  const { own, screen, children } = props;
  const [door, inside, below] = Children.toArray(children);
  const shared = useShared();
  const turn = useTurn(shared, props);
  const wish = useWish();
  const offline = outbox.useOffline();
  const isOpen = !own.joined && !SHUT.includes(screen);
  const isPressed = shared ? turn.isWanted : wish !== null;
  useEntry({
    // What is asked for without a connection would only pile up: whoever is back arrives, and asks then.
    isWanted: isOpen && !offline && (isPressed || (shared && screen !== "ballot")),
    again: isPressed || !isRefused(own),
    own,
    screen,
    onJoin: props.onJoin,
  });
  if (!shared) return own.joined || screen === "ended" ? inside : door;
  return screen === "ballot" && !turn.isOn ? h(Between, { ...props, turn, below }) : inside;
}

function useTurn(shared, { own, screen, ballot, onLeave }) {
  const key = outbox.keyOf(ballot.run, ballot.round);
  // The round in which somebody's turn is; whether somebody asked for the next one; and whether this seat has had its turn.
  const [turn, setTurn] = useState("");
  const [wanted, setWanted] = useState(false);
  const [used, setUsed] = useState(false);
  const [handed, setHanded] = useState({ key: "", n: 0 });
  const isOn = turn !== "" && turn === key && screen === "ballot";
  const round = outbox.useRound(ballot);
  const isIn = outbox.isDelivered(round, ballot);
  const isStale = own.joined && !isOn && (used || own.answers.length > 0 || round.part !== null);

  const over = () => {
    outbox.forgetAll();
    forgetPerson();
    setTurn("");
  };
  useEffect(() => {
    if (!shared || !isOn || !isIn) return;
    setHanded({ key, n: handed.key === key ? handed.n + 1 : 1 });
    over();
  }, [shared, isOn, isIn]);
  useEffect(() => {
    if (shared && turn !== "" && !isOn) over();
  }, [shared, turn, isOn]);
  // Again at every arrival: the server may not have heard it.
  useEffect(() => {
    if (!shared || !isStale) return;
    // What tells that it was used is about to be forgotten.
    setUsed(true);
    over();
    onLeave();
  }, [shared, isStale, own.arrivals]);
  useEffect(() => {
    if (!own.joined) setUsed(false);
    if (isRefused(own)) setWanted(false);
  }, [own]);
  useEffect(() => {
    if (!wanted || !own.joined || isStale) return;
    setWanted(false);
    setUsed(true);
    setTurn(key);
  }, [wanted, own.joined, isStale, key]);
  return { isOn, isWanted: wanted, n: handed.key === key ? handed.n : 0, next: () => setWanted(true) };
}

function Between({ own, title, texts, turn, below }) {
  const heading = useRef(null);
  // The one before has just pressed something here; whoever takes over begins at the top.
  useEffect(() => {
    if (turn.n > 0) heading.current.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [turn.n]);
  return h(
    "section",
    { className: "screen screen-turns" },
    h("p", { className: "part" }, title),
    h("h1", { ref: heading, tabIndex: -1 }, texts[turn.n ? "shared.done" : "shared.start"]),
    turn.n > 0 && h("p", { className: "help" }, say(texts, "shared.waiting", { n: turn.n })),
    h("button", { type: "button", className: "button button-primary button-wide", onClick: turn.next }, texts["shared.next"]),
    h("div", { role: "status" }, own.notice && h("p", { className: "notice notice-alert" }, own.notice)),
    h("p", null, texts["shared.final"]),
    below,
  );
}
