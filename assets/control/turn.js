// A press is meant for what stood on the screen when it was decided on. Somebody else may change that in the
// instant before it lands, on another control screen; nobody has read and judged a new step in so short a time.
const READING = 600;

let touched = false;
let restsUntil = 0;

/** Notice what is done on this screen: whoever did something since the last change brought the next one about. */
export function watch() {
  const touch = () => (touched = true);
  const kinds = ["click", "keydown"];
  kinds.forEach((kind) => document.addEventListener(kind, touch, true));
  return () => kinds.forEach((kind) => document.removeEventListener(kind, touch, true));
}

/** The step or phase on the screen has changed. */
export function changed() {
  restsUntil = touched ? 0 : Date.now() + READING;
  touched = false;
}

/** Whether the screen has stood long enough to be pressed on. */
export function hasStood() {
  return Date.now() >= restsUntil;
}
