// The way in. A press on «Bli med» is kept until the server has said that one is in, or why not, whatever becomes of the
// connection or the page meanwhile: nobody has to press twice. The token of the seat is drawn here, so that asking again
// takes no second seat.

import { createElement as h, useEffect, useState, useSyncExternalStore } from "react";
import { forget, handOver, read, sessionCode, write } from "./keeping.js";

// No word for this long: the connection may be dead without knowing, so it is asked again.
const PATIENCE = 5000;
// A press is meant for now: a page that is opened later than this asks anew.
const STALE = 120000;
// Most are in before this, and see no other word on the button.
const SOON = 400;

const listeners = new Set();
// {token, at}; null where nobody has pressed; undefined before it has been read.
let wish;

export function useWish() {
  return useSyncExternalStore(subscribe, current, () => null);
}

export function wantIn() {
  if (!current()) change({ token: draw(), at: Date.now() });
}

export function wantNoMore() {
  if (current()) change(null);
}

// Asks for a seat while one is wanted: at once, at every arrival and on every screen; and `again`, for as long as nothing is heard.
export function useEntry({ isWanted, again, own, screen, onJoin }) {
  const ask = () => {
    wantIn();
    onJoin(wish.token);
  };
  useEffect(() => {
    if (isWanted) ask();
  }, [isWanted, own.arrivals, screen]);
  useEffect(() => {
    if (!isWanted || !again) return undefined;
    const timer = window.setInterval(ask, PATIENCE);
    return () => window.clearInterval(timer);
  }, [isWanted, again]);
  useEffect(() => {
    if (own.joined || isRefused(own)) wantNoMore();
  }, [own]);
}

// What has merely failed is asked for again.
export function isRefused(own) {
  return own.notice !== "" && !own.again;
}

export function JoinButton({ label, busy }) {
  const wish = useWish();
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    setIsLong(false);
    if (!wish) return undefined;
    const timer = window.setTimeout(() => setIsLong(true), SOON);
    return () => window.clearTimeout(timer);
  }, [wish]);
  return [
    h("button", { key: "button", type: "button", className: "button button-primary button-wide", onClick: wantIn }, isLong ? busy : label),
    h("span", { key: "status", role: "status", className: "visually-hidden" }, isLong && busy),
  ];
}

// The choice is seen at once, and kept where an arrival finds it: a connection that swallows it does not lose it.
export function Languages({ legend, names, language, onChoose }) {
  const [chosen, setChosen] = useState("");
  useEffect(() => setChosen(""), [language]);
  const choose = (value) => {
    setChosen(value);
    handOver("workshop_language", value);
    onChoose(value);
  };
  const one = ([value, name]) =>
    h(
      "label",
      { key: value, className: "language" },
      h("input", { type: "radio", name: "language", value, checked: (chosen || language) === value, onChange: () => choose(value) }),
      h("span", { lang: value }, name),
    );
  return h(
    "fieldset",
    null,
    h("legend", { className: "help" }, legend),
    h("div", { className: "languages" }, Object.entries(names).map(one)),
  );
}

function draw() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function change(value) {
  wish = value;
  if (value) write(place(), value);
  else forget(place());
  for (const listener of listeners) listener();
}

function current() {
  if (wish === undefined) {
    const kept = read(place());
    wish = kept && Date.now() - kept.at < STALE ? kept : null;
  }
  return wish;
}

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function place() {
  return `workshop_wish/${sessionCode()}`;
}
