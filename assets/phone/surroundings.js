// What a page does around its content: the document's language, the top of a new step, and what to
// say while the server is away.

import { createElement as h, useEffect, useState } from "react";
import { useNewStep } from "./ballot.js";
import { forgetOldNotes } from "./notes.js";

const LONG = 20000;

export function Surroundings({ language, step }) {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => forgetOldNotes(), []);
  useEffect(() => aboveTheKeyboard(), []);
  useNewStep(step, () => {
    // Whoever is writing stays where the writing is.
    if (!document.activeElement?.matches("textarea, input[type=text]")) window.scrollTo(0, 0);
  });
  return null;
}

// Where a keyboard lies over the page instead of making it smaller, what is fixed at the bottom must know how high it is.
function aboveTheKeyboard() {
  const view = window.visualViewport;
  if (!view) return undefined;
  const measure = () => {
    const hidden = view.scale > 1.01 ? 0 : Math.max(0, window.innerHeight - view.height - view.offsetTop);
    document.documentElement.style.setProperty("--keyboard", `${Math.round(hidden)}px`);
  };
  measure();
  view.addEventListener("resize", measure);
  view.addEventListener("scroll", measure);
  return () => {
    view.removeEventListener("resize", measure);
    view.removeEventListener("scroll", measure);
  };
}

export function Connection({ offline, soon, long }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    setIsLong(false);
    if (!offline) return undefined;
    const timer = window.setTimeout(() => setIsLong(true), LONG);
    return () => window.clearTimeout(timer);
  }, [offline]);
  return h("div", { role: "status", className: "connection" }, offline && h("p", { className: "notice notice-offline" }, isLong ? long : soon));
}
