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
  useNewStep(step, () => {
    // Whoever is writing stays where the writing is.
    if (!document.activeElement?.matches("textarea, input[type=text]")) window.scrollTo(0, 0);
  });
  return null;
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
