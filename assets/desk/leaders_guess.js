// A leader's guess, and afterwards where the unit answered otherwise. The server sends the scale and the figures;
// what is guessed is compared here and told to nobody.
import { createElement as h, useEffect, useId, useRef, useState } from "react";

import { forget, keep, kept } from "./guesses.js";

const outcome = (row, guess) => (guess < row.low ? "higher" : guess > row.high ? "lower" : "like");
const place = (value) => `${((value - 10) / 40) * 100}%`;

export function LeadersGuess({ sheet, texts, onLook }) {
  const [guesses, setGuesses] = useState({});
  const [said, setSaid] = useState("");
  useEffect(() => setGuesses(kept(sheet.measured)), [sheet.measured]);
  useLookWhenBack(sheet, onLook);

  const guess = (row, value) => {
    const next = { ...guesses, [row.id]: value };
    setGuesses(next);
    setSaid("");
    keep(sheet.measured, next);
  };
  const forgetThem = () => {
    forget(sheet.measured);
    setGuesses({});
    setSaid(texts.forgotten);
  };
  const hasGuessed = Object.keys(guesses).length > 0;
  return h(
    "div",
    { className: "stack" },
    sheet.is_out
      ? h(Gaps, { sheet, texts, guesses, hasGuessed })
      : [
          h("p", { key: "scale" }, sheet.scale),
          sheet.rows.map((row) => h(Scale, { key: row.id, row, texts, steps: sheet.steps, chosen: guesses[row.id], onGuess: guess })),
        ],
    h(
      "div",
      { className: "buttons" },
      sheet.is_out ? null : h("button", { type: "button", className: "button button-primary", onClick: () => onLook() }, texts.look),
      hasGuessed ? h("button", { type: "button", className: "button button-quiet", onClick: forgetThem }, texts.forget) : null,
    ),
    h("p", { role: "status", className: "help" }, said || (sheet.is_out ? "" : texts.waiting)),
  );
}

// Who comes back to the tab from the room wants to know how it went.
function useLookWhenBack(sheet, onLook) {
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && !sheet.is_out && onLook();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [sheet.is_out, onLook]);
}

function Scale({ row, texts, steps, chosen, onGuess }) {
  const name = useId();
  const meant = steps.find((step) => step.value === chosen);
  return h(
    "fieldset",
    { className: "card guess" },
    h("legend", null, row.title),
    h("ul", { className: "guess-statements" }, row.statements.map((text) => h("li", { key: text }, text))),
    h(
      "div",
      { className: "guess-steps" },
      steps.map((step) =>
        h(
          "label",
          { key: step.value, className: step.value % 10 ? "guess-step" : "guess-step guess-whole" },
          h("input", {
            type: "radio",
            name,
            value: step.value,
            checked: step.value === chosen,
            "aria-label": `${step.label}: ${step.says}`,
            onChange: () => onGuess(row, step.value),
          }),
          h("span", { "aria-hidden": true }, step.label),
        ),
      ),
    ),
    h("p", { className: "guess-says" }, meant ? `${meant.label}: ${meant.says}` : texts.notYet),
  );
}

function Gaps({ sheet, texts, guesses, hasGuessed }) {
  const dialog = useRef(null);
  const lines = sheet.rows
    .filter((row) => row.mean && guesses[row.id])
    .map((row) => row.aloud[outcome(row, guesses[row.id])])
    .filter(Boolean);
  if (!hasGuessed) {
    return h("p", { className: "nothing-shown" }, texts.late);
  }
  return h(
    "section",
    { className: "stack", "aria-labelledby": "guess-gap" },
    h("h2", { id: "guess-gap" }, texts.gap),
    h("p", { className: "help" }, texts.gapHelp),
    sheet.rows.map((row) => h(Gap, { key: row.id, row, texts, steps: sheet.steps, guess: guesses[row.id] })),
    h("p", { className: "help" }, texts.key),
    lines.length
      ? h("p", null, h("button", { type: "button", className: "button", onClick: () => dialog.current.showModal() }, texts.show))
      : null,
    h(Aloud, { dialog, lines, texts }),
  );
}

function Gap({ row, texts, steps, guess }) {
  const guessed = guess ? texts.guessed.replace("{guess}", steps.find((step) => step.value === guess).label) : texts.notYet;
  return h(
    "section",
    { className: "card guess" },
    h("h3", null, row.title),
    row.mean
      ? [
          guess ? h("p", { key: "gap", className: "conclusion" }, texts[outcome(row, guess)]) : null,
          h(Picture, { key: "picture", row, guess }),
          h("p", { key: "figures" }, guessed, guess ? " " : ". ", row.answered),
        ]
      : h("p", { className: "nothing-shown" }, row.hidden),
  );
}

// The same is said in words beside it.
function Picture({ row, guess }) {
  return h(
    "div",
    { className: "guess-picture", "aria-hidden": true },
    h("span", { className: "guess-range", style: { left: place(row.low), width: `${((row.high - row.low) / 40) * 100}%` } }),
    h("span", { className: "guess-unit", style: { left: place(row.mean) } }),
    guess ? h("span", { className: "guess-own", style: { left: place(guess) } }) : null,
    h("span", { className: "guess-end" }, "1"),
    h("span", { className: "guess-end" }, "5"),
  );
}

// First the question, then the sentences as large as the screen takes them. Both are gone when it is closed.
function Aloud({ dialog, lines, texts }) {
  const [isShown, setIsShown] = useState(false);
  const close = () => dialog.current.close();
  return h(
    "dialog",
    {
      ref: dialog,
      className: isShown ? "guess-aloud guess-shown" : "guess-aloud",
      "aria-labelledby": "guess-aloud",
      onClose: () => setIsShown(false),
    },
    h("h2", { id: "guess-aloud" }, isShown ? texts.aloud : texts.ask),
    isShown ? null : h("p", null, texts.askHelp),
    h("ul", null, lines.map((line) => h("li", { key: line }, line))),
    h(
      "div",
      { className: "buttons" },
      h("button", { type: "button", className: "button", autoFocus: true, onClick: close }, isShown ? texts.end : texts.no),
      isShown
        ? null
        : h("button", { type: "button", className: "button button-primary", onClick: () => setIsShown(true) }, texts.yes),
    ),
  );
}
