// Where a leader's guesses lie: in the memory of this tab, for one session each. Never in a cookie, a state or a message.
const BEGINNING = "guess-";

export function kept(session) {
  try {
    return JSON.parse(sessionStorage.getItem(BEGINNING + session)) ?? {};
  } catch {
    return {};
  }
}

export function keep(session, guesses) {
  try {
    sessionStorage.setItem(BEGINNING + session, JSON.stringify(guesses));
  } catch {
    // Then it lasts as long as the page stands.
  }
}

export function forget(session) {
  try {
    sessionStorage.removeItem(BEGINNING + session);
  } catch {
    // There was none.
  }
}

export function forgetAll() {
  try {
    Object.keys(sessionStorage)
      .filter((name) => name.startsWith(BEGINNING))
      .forEach((name) => sessionStorage.removeItem(name));
  } catch {
    // There were none.
  }
}
