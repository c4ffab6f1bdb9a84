// The steps of an agenda, to move by buttons or by dragging. The order itself is the server's; this only asks for another.
import { createElement as h, useEffect, useRef, useState } from "react";

const MIME = "application/x-step";

export function StepList({ rows, chosen, movable, texts, onChoose, onMove }) {
  const list = useRef(null);
  const pressed = useRef(null);
  const [over, setOver] = useState(-1);

  // React moves the row with its button, and a button that is moved loses the focus.
  useEffect(() => {
    if (pressed.current) {
      const { id, up } = pressed.current;
      const buttons = [...list.current.querySelectorAll("button[data-step]")].filter((one) => one.dataset.step === id);
      (buttons.find((one) => (one.dataset.up === "yes") === up && !one.disabled) ?? buttons.find((one) => !one.disabled))?.focus();
      pressed.current = null;
    }
  }, [rows]);

  const move = (id, place, up) => {
    pressed.current = { id, up };
    onMove(id, place);
  };
  const mover = (row, place, up) =>
    h(
      "button",
      {
        type: "button",
        className: "move",
        disabled: up ? place === 0 : place === rows.length - 1,
        "aria-label": (up ? texts.up : texts.down).replace("{step}", row.title),
        "data-step": row.id,
        "data-up": up ? "yes" : "no",
        onClick: () => move(row.id, place + (up ? -1 : 1), up),
      },
      h("span", { "aria-hidden": true }, up ? "↑" : "↓"),
    );
  const dropped = (event, place) => {
    event.preventDefault();
    setOver(-1);
    const id = event.dataTransfer.getData(MIME);
    if (id && rows[place]?.id !== id) {
      onMove(id, place);
    }
  };
  return h(
    "ol",
    { className: "agenda-steps", ref: list },
    rows.map((row, place) =>
      h(
        "li",
        {
          key: row.id,
          draggable: movable,
          className: ["agenda-step", row.id === chosen && "agenda-step-chosen", place === over && "agenda-step-over"].filter(Boolean).join(" "),
          onDragStart: (event) => {
            event.dataTransfer.setData(MIME, row.id);
            event.dataTransfer.effectAllowed = "move";
          },
          onDragOver: (event) => {
            if (event.dataTransfer.types.includes(MIME)) {
              event.preventDefault();
              setOver(place);
            }
          },
          onDragLeave: () => setOver(-1),
          onDragEnd: () => setOver(-1),
          onDrop: (event) => dropped(event, place),
        },
        row.block ? h("p", { className: "block-title" }, row.block) : null,
        h(
          "div",
          { className: "agenda-step-row" },
          movable ? h("span", { className: "grip", "aria-hidden": true }, "⠿") : null,
          h(
            "button",
            { type: "button", className: "agenda-step-name", "aria-pressed": row.id === chosen, onClick: () => onChoose(row.id) },
            h("span", null, row.title),
            h("small", null, row.kind),
          ),
          h("span", { className: "minutes" }, row.minutes, h("small", null, row.until)),
          movable ? h("span", { className: "moves" }, mover(row, place, true), mover(row, place, false)) : null,
        ),
      ),
    ),
  );
}
