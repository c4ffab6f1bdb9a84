// What the phone keeps for itself. Nothing in here is ever sent anywhere by this module.
//
// A browser may refuse to store (private mode, full disk). Then things are kept for as long as
// the page is open, and everything else works as usual.

const memory = new Map();

export function read(key) {
  try {
    const text = window.localStorage.getItem(key);
    if (text !== null) return JSON.parse(text);
  } catch {
    // Refused, or not ours: as if nothing were there.
  }
  return memory.get(key) ?? null;
}

export function write(key, value) {
  memory.set(key, value);
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Kept in memory above.
  }
}

export function forget(key) {
  memory.delete(key);
  try {
    window.localStorage.removeItem(key);
  } catch {
    // It was never stored.
  }
}

// Where the server's own page looks for it when it connects, which takes plain text.
export function handOver(key, text) {
  try {
    window.localStorage.setItem(key, text);
  } catch {
    // The event that goes with it says it too.
  }
}

export function keysUnder(prefix) {
  const keys = new Set(memory.keys());
  try {
    for (let i = 0; i < window.localStorage.length; i += 1) keys.add(window.localStorage.key(i));
  } catch {
    // Memory is all there is.
  }
  return [...keys].filter((key) => key.startsWith(prefix));
}

// The session's code, from the address: what is kept for one session is never taken for another's.
export function sessionCode() {
  return (window.location.pathname.split("/").filter(Boolean).pop() ?? "").toUpperCase();
}
