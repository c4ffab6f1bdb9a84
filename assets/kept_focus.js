// A pressed card goes away from under the focus, and with it the place of whoever uses a keyboard or a screen reader.
// The focus then goes to what stands in the card's place, or else to the nearest heading above it; never to a
// button, which a second press would press unread.
import { useEffect } from "react";

const HEADINGS = "h1, h2, h3, legend";
// What has a name or words of its own to read out, so that one hears where one is.
const PLACES = "li, details, fieldset, section, [role=group]";

let path = [];
let title = "";

const titled = () => document.querySelector("main h1")?.textContent ?? "";

// From the focus up to the page's main part: each element with its place among its sisters.
function remember({ target }) {
  title = titled();
  path = [];
  for (let one = target; one.closest("main") && one.tagName !== "MAIN"; one = one.parentElement) {
    const sisters = [...one.parentElement.children];
    path.push({ one, parent: one.parentElement, place: sisters.indexOf(one), sisters: new Set(sisters) });
  }
}

// Only what is new in its place stands for what went; in a list it is also the next one, which moves up.
function inItsPlace({ parent, place, sisters }) {
  const next = parent.children[place] ?? (parent.matches("ul, ol") ? parent.lastElementChild : null);
  const stands = next !== null && next.matches(PLACES) && (next.matches("li") || !sisters.has(next));
  return stands && next.innerText.trim() !== "" ? next : null;
}

function nearestHeading(from) {
  for (let around = from; around && around !== document.body; around = around.parentElement) {
    const heading = around.querySelector(HEADINGS);
    if (heading) return heading;
  }
  return null;
}

function find() {
  const gone = path.findLast(({ one }) => !one.isConnected);
  const isLost = document.activeElement === document.body && gone?.parent.isConnected;
  // A new step begins at the top, and is read out.
  const target = isLost && titled() === title ? inItsPlace(gone) ?? nearestHeading(gone.parent) : null;
  if (!gone) return;
  path = [];
  if (target === null) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  // Whoever pressed with a finger or a mouse looks where they pressed.
  if (target.matches(":focus-visible")) target.scrollIntoView({ block: "nearest" });
}

/** Once on a page; shows nothing. */
export function KeptFocus() {
  useEffect(() => {
    let waiting = 0;
    const changes = new MutationObserver(() => {
      // What takes the focus itself, a question or the card's next button, does so before the next frame.
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(find);
    });
    changes.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", remember);
    return () => {
      changes.disconnect();
      cancelAnimationFrame(waiting);
      document.removeEventListener("focusin", remember);
    };
  }, []);
  return null;
}
