// Time for the facilitator: what is left of the phase, what is used of the session. It locks nobody.
import { createElement as h, useEffect, useRef, useState } from "react";

const MUTED = "workshop_control_muted";
const LATE_FROM = 2;
const ROUND = 2 * Math.PI * 44;

// Seconds since the frame's zero, counted here so that nothing is sent while time passes.
function useSeconds(frame, gone) {
  const start = useRef({ frame: null, at: 0 });
  const [, tick] = useState(0);
  if (start.current.frame !== frame) {
    start.current = { frame, at: Date.now() - gone * 1000 };
  }
  useEffect(() => {
    const every = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(every);
  }, []);
  return (Date.now() - start.current.at) / 1000;
}

// Browsers let a page sound only after somebody has touched it; so the tone is made ready by a touch.
function useTone() {
  const sound = useRef(null);
  useEffect(() => {
    const wake = () => {
      sound.current ??= window.AudioContext ? new AudioContext() : null;
      sound.current?.resume();
    };
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
    return () => {
      removeEventListener("pointerdown", wake);
      removeEventListener("keydown", wake);
      sound.current?.close();
    };
  }, []);
  return () => [0, 0.28].forEach((after, n) => sound.current && ring(sound.current, after, n ? 523.25 : 659.25));
}

function ring(sound, after, pitch) {
  const at = sound.currentTime + after;
  const [tone, volume] = [sound.createOscillator(), sound.createGain()];
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
  tone.connect(volume).connect(sound.destination);
  tone.start(at);
  tone.stop(at + 1);
}

function useMuted() {
  const [muted, setMuted] = useState(false);
  useEffect(() => setMuted(localStorage.getItem(MUTED) === "1"), []);
  const toggle = () => {
    localStorage.setItem(MUTED, muted ? "0" : "1");
    setMuted(!muted);
  };
  return [muted, toggle];
}

function figures(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function PhaseClock({ timer, left: leftText, over, up, soundOn, soundOff }) {
  const { planned = 0, gone = 0, key = "" } = timer ?? {};
  const left = planned - useSeconds(`${key}/${planned}/${gone}`, gone);
  const [muted, toggle] = useMuted();
  const tone = useTone();
  const before = useRef(null);
  const isOut = planned > 0 && left <= 0;
  useEffect(() => {
    // Rings once, when the time runs out while somebody is looking; never for what was out already.
    if (isOut && before.current === key && !muted) {
      tone();
    }
    before.current = isOut || planned <= 0 ? null : key;
  }, [isOut, key, planned]);
  if (planned <= 0) {
    return null;
  }
  return h(
    "div",
    { className: isOut ? "phase-clock phase-clock-out" : "phase-clock" },
    h(Ring, { share: Math.max(0, Math.min(1, left / planned)) }),
    h(
      "p",
      { role: "timer" },
      h("span", { className: "phase-clock-label" }, isOut ? over : leftText),
      h("strong", null, figures(isOut ? left : Math.ceil(left))),
    ),
    h(
      "button",
      { type: "button", className: "button button-quiet phase-clock-sound", onClick: toggle },
      h(Bell, { muted }),
      h("span", { className: "visually-hidden" }, muted ? soundOn : soundOff),
    ),
    h("p", { role: "status", className: "phase-clock-up" }, isOut ? up : ""),
  );
}

function Ring({ share }) {
  return h(
    "svg",
    { viewBox: "0 0 100 100", className: "phase-clock-ring", "aria-hidden": "true" },
    h("circle", { cx: 50, cy: 50, r: 44 }),
    h("circle", { cx: 50, cy: 50, r: 44, strokeDasharray: ROUND, strokeDashoffset: ROUND * (1 - share) }),
  );
}

function Bell({ muted }) {
  return h(
    "svg",
    { viewBox: "0 0 24 24", className: "bell", "aria-hidden": "true" },
    h("path", { d: "M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7Z M10 20a2 2 0 0 0 4 0" }),
    muted ? h("path", { d: "M3 3l18 18" }) : null,
  );
}

export function SessionClock({ seconds, due, running, version, line, late }) {
  const used = useSeconds(`${version}/${seconds}`, seconds);
  const minutes = running ? Math.floor(used / 60) : 0;
  const behind = minutes - due;
  return h(
    "div",
    { className: "session-clock" },
    h("p", null, (line ?? "").replace("{used}", minutes)),
    running && late && behind >= LATE_FROM
      ? h("p", { className: "session-late" }, late.replace("{n}", behind))
      : null,
  );
}
