// Answers on their way. An answer is kept on the phone from the tap until the server has said that
// it is stored, whatever happens to the network, the page or the server in between.
//
// Every tap gets a higher number (`seq`) than the ones before, and the server keeps the highest,
// so sending something twice does no harm and an old answer never overwrites a newer one.
//
// A round is what `useRound` gives: {part, pending, outcome}. `part` is the newest answer, sent or
// not: {answer}, {skip: true} or {withdraw: true}. `outcome` is what the server last said.

import { useSyncExternalStore } from "react";
import { buzz } from "./buzz.js";
import { forget, keysUnder, read, sessionCode, write } from "./keeping.js";

const PREFIX = "workshop_answer/";
// No receipt for this long while online: the socket may be dead without knowing. Send again.
const PATIENCE = 5000;
const A_DAY = 24 * 60 * 60 * 1000;
// News about an answer stay at least this long, however fast the next step comes.
const NEWS = 8000;
const NOTHING = Object.freeze({ part: null, pending: null, known: null, outcome: null });

const listeners = new Set();
// `ready`: the server knows this connection's seat. Before that it would refuse an answer.
const link = { ready: false, isLost: false, carry: null };
let rounds = Object.freeze({});
let offline = false;
let timer = null;

export function keyOf(run, round) {
  return `${run}/${round}`;
}

export function useRound(ballot) {
  const all = useSyncExternalStore(subscribe, () => rounds, () => rounds);
  return all[keyOf(ballot.run, ballot.round)] ?? NOTHING;
}

export function useRounds() {
  return useSyncExternalStore(subscribe, () => rounds, () => rounds);
}

export function useOffline() {
  return useSyncExternalStore(subscribe, () => offline, () => false);
}

// The page has been opened: take up what was left, and follow the phone's own idea of the network.
export function begin() {
  restore();
  const heard = () => networkChanged();
  window.addEventListener("online", heard);
  window.addEventListener("offline", heard);
  return () => {
    window.removeEventListener("online", heard);
    window.removeEventListener("offline", heard);
  };
}

export function carryWith(send) {
  link.carry = send;
}

export function connectionIs(isLost) {
  link.isLost = isLost;
  if (isLost) link.ready = false;
  networkChanged();
}

// The server has told what belongs to this phone: it knows the seat, and what it has stored.
export function arrived(own) {
  link.ready = true;
  for (const row of own.answers) learn(keyOf(own.run, row.round), row);
  for (const key of Object.keys(rounds)) {
    const { pending } = rounds[key];
    if (pending) change(key, { pending: { ...pending, halted: false } });
  }
  sendAll();
}

export function cast(ballot, part) {
  const key = keyOf(ballot.run, ballot.round);
  const before = rounds[key] ?? NOTHING;
  const seq = Math.max(before.pending?.seq ?? 0, before.known?.seq ?? 0, keptSeq(key)) + 1;
  const pending = { run: ballot.run, round: ballot.round, seq, part, queued: !maySend(), halted: false, at: Date.now() };
  change(key, { pending, outcome: null });
  keep(key, pending);
  send(key);
}

export function tryAgain(ballot) {
  const key = keyOf(ballot.run, ballot.round);
  const { pending } = rounds[key] ?? NOTHING;
  if (pending) cast(ballot, pending.part);
}

export function acknowledge(receipt) {
  const key = keyOf(receipt.run, receipt.round);
  const { pending } = rounds[key] ?? NOTHING;
  if (!pending || receipt.seq !== pending.seq) return;
  if (receipt.state === "stored") stored(key, pending);
  else if (receipt.state === "closed") tooLate(key, pending);
  else if (receipt.state) problem(key, pending, receipt);
}

// Whether the whole answer is in, and nothing of it on its way. The pulse is sent at each tap, and whole when it says so.
export function isDelivered({ part, pending }, { widget }) {
  if (!part || pending) return false;
  return part.skip === true || ("answer" in part && (widget !== "pulse" || part.done === true));
}

// Another person takes over: what was answered here, and what was said about it, is gone.
export function forgetAll() {
  for (const stored of keysUnder(`${PREFIX}${sessionCode()}/`)) forget(stored);
  rounds = Object.freeze({});
  link.ready = false;
  tell();
}

// A group's text came too late; it is said where news about answers are.
export function textIsOut() {
  change("", { outcome: { kind: "text", at: Date.now() } });
}

// The room has moved on: what has been readable for a while need not be repeated.
export function dropOldNews() {
  for (const key of Object.keys(rounds)) {
    const { outcome } = rounds[key];
    if (outcome && Date.now() - outcome.at > NEWS) change(key, { outcome: null });
  }
}

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

function change(key, values) {
  const next = { ...(rounds[key] ?? NOTHING), ...values };
  next.part = next.pending?.part ?? next.known?.part ?? null;
  rounds = Object.freeze({ ...rounds, [key]: Object.freeze(next) });
  tell();
}

function stored(key, pending) {
  const kind = pending.queued ? "sent" : "stored";
  change(key, { known: { seq: pending.seq, part: pending.part }, pending: null, outcome: { kind, at: Date.now() } });
  keep(key, { seq: pending.seq, at: Date.now() });
  buzz();
}

function tooLate(key, pending) {
  change(key, { pending: null, outcome: { kind: pending.queued ? "too_late" : "closed", at: Date.now() } });
  forget(storageKey(key));
}

function problem(key, pending, { state, message }) {
  // What was refused would be refused again, so the person decides; what failed is sent again by itself.
  const halted = state === "refused";
  change(key, { pending: { ...pending, halted }, outcome: { kind: halted ? "problem" : "failed", message, at: Date.now() } });
}

// What the database has is the truth, unless there is something newer on its way.
function learn(key, row) {
  const { known, pending, outcome } = rounds[key] ?? NOTHING;
  if (known && known.seq >= row.seq) return;
  const isNewest = !pending || row.seq >= pending.seq;
  change(key, {
    known: { seq: row.seq, part: partOf(row) },
    pending: isNewest ? null : pending,
    outcome: isNewest && pending ? { kind: pending.queued ? "sent" : "stored", at: Date.now() } : outcome,
  });
  if (isNewest) keep(key, { seq: row.seq, at: Date.now() });
}

function partOf(row) {
  if (row.answer === "") return row.done ? { skip: true } : { withdraw: true };
  return { answer: JSON.parse(row.answer), done: row.done };
}

function networkChanged() {
  offline = link.isLost || window.navigator.onLine === false;
  if (offline) markQueued();
  tell();
  sendAll();
}

function markQueued() {
  for (const key of Object.keys(rounds)) {
    const { pending } = rounds[key];
    if (pending && !pending.queued) {
      change(key, { pending: { ...pending, queued: true } });
      keep(key, rounds[key].pending);
    }
  }
}

function maySend() {
  return link.ready && link.carry !== null && !offline;
}

function sendAll() {
  for (const key of Object.keys(rounds)) send(key);
}

function send(key) {
  const { pending } = rounds[key];
  if (!pending || pending.halted || !maySend()) return;
  link.carry({ run: pending.run, round: pending.round, seq: pending.seq, ...pending.part });
  window.clearTimeout(timer);
  timer = window.setTimeout(sendAll, PATIENCE);
}

function storageKey(key) {
  return `${PREFIX}${sessionCode()}/${key}`;
}

function keep(key, entry) {
  write(storageKey(key), entry);
}

// Another window of this phone may have gone further.
function keptSeq(key) {
  return read(storageKey(key))?.seq ?? 0;
}

function restore() {
  for (const stored of keysUnder(PREFIX)) {
    const entry = read(stored);
    if (!entry || Date.now() - (entry.at ?? 0) > A_DAY) forget(stored);
    else if (entry.part && stored.startsWith(`${PREFIX}${sessionCode()}/`)) restoreOne(entry);
  }
}

function restoreOne(entry) {
  const key = keyOf(entry.run, entry.round);
  if (!rounds[key]?.pending) change(key, { pending: { ...entry, halted: false } });
}
