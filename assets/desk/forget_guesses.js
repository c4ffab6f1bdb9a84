// Whoever signs in next at this computer finds nothing that somebody guessed before.
import { useEffect } from "react";

import { forgetAll } from "./guesses.js";

export function ForgetGuesses() {
  useEffect(forgetAll, []);
  return null;
}
