// Where a leader's guesses lie: in the memory of this tab, for each session, or workshop of several sittings. Never in a
// cookie, a state or a message.
const BEGINNING = "guess-";

export function kept(measured) {
  try {
    return JSON.parse(sessionStorage.getItem(BEGINNING + measured)) ?? {};
  } catch {
    return {};
  }
}

export function keep(measured, guesses) {
  try {
    sessionStorage.setItem(BEGINNING + measured, JSON.stringify(guesses));
  } catch {
    // Then it lasts as long as the page stands.
  }
}

export function forget(measured) {
  try {
    sessionStorage.removeItem(BEGINNING + measured);
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
