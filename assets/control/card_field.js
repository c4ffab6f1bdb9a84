// A field that the room sees while it is written in. What is typed here always wins over what comes late.
import { createElement as h, useEffect, useRef, useState } from "react";

const PAUSE = 400;
// So long a written text waits to come back before another screen's text may take its place.
const PATIENCE = 5000;
// Kinds that the browser has a field of its own for.
const PICKED = new Set(["date", "time"]);

const kept = (text) => text.trim().split(/\s+/).join(" ");

export function CardField({ id, kind, value, label, help, placeholder, required, advice, offline, onWrite }) {
  const [own, setOwn] = useState(null);
  const [focused, setFocused] = useState(false);
  const waiting = useRef(null);
  const write = useRef(onWrite);
  write.current = onWrite;

  const flush = () => {
    if (waiting.current) {
      clearTimeout(waiting.current.timer);
      write.current(waiting.current.text);
      waiting.current = null;
    }
  };
  const change = (text) => {
    setOwn(text);
    clearTimeout(waiting.current?.timer);
    waiting.current = { text, timer: setTimeout(flush, PAUSE) };
  };
  useEffect(() => flush, []);
  useEffect(() => {
    if (own === null || focused || offline || waiting.current) {
      return undefined;
    }
    const timer = setTimeout(() => setOwn(null), kept(own) === value ? 0 : PATIENCE);
    return () => clearTimeout(timer);
  }, [own, focused, offline, value]);

  const input = {
    id,
    value: own ?? value ?? "",
    placeholder,
    maxLength: PICKED.has(kind) ? undefined : 300,
    "aria-required": required || undefined,
    "aria-describedby": `${id}-help ${id}-advice`,
    onChange: (event) => change(event.target.value),
    onFocus: () => setFocused(true),
    onBlur: () => {
      flush();
      setFocused(false);
    },
  };
  return h(
    "div",
    { className: "field card-field" },
    h("label", { htmlFor: id }, label),
    kind === "text" ? h("textarea", { ...input, rows: 2 }) : h("input", { ...input, type: PICKED.has(kind) ? kind : "text" }),
    h("p", { id: `${id}-help`, className: "help" }, help),
    h("p", { id: `${id}-advice`, className: "card-advice", role: "status" }, advice),
  );
}
