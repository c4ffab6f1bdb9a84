// The soft timer. Counts here, from the moment its frame came, so that nothing is sent while time passes.
import { createElement as h, useEffect, useRef, useState } from "react";

// Under this many seconds there is no more to say than that it is time to finish.
const SOON = 30;

function useSecondsGone({ key, planned, gone }) {
  const frame = `${key}/${planned}/${gone}`;
  const start = useRef({ frame: null, at: 0 });
  const [, tick] = useState(0);
  if (start.current.frame !== frame) {
    start.current = { frame, at: Date.now() - gone * 1000 };
  }
  useEffect(() => {
    const every = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(every);
  }, []);
  return (Date.now() - start.current.at) / 1000;
}

export function SoftTimer({ timer, minutes, minute, soon }) {
  const { planned = 0, visible = false } = timer ?? {};
  const gone = useSecondsGone({ key: "", gone: 0, planned, ...timer });
  if (!visible || planned <= 0) {
    return null;
  }
  const left = Math.max(0, planned - gone);
  const whole = Math.ceil(left / 60);
  const words = left <= SOON ? soon : whole === 1 ? minute : (minutes ?? "").replace("{n}", whole);
  return h(
    "div",
    { className: "soft-timer", role: "timer" },
    h("span", null, words),
    h(
      "span",
      { className: "soft-timer-track", "aria-hidden": "true" },
      h("span", { style: { transform: `scaleX(${Math.min(1, left / planned).toFixed(4)})` } }),
    ),
  );
}
