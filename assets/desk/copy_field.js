// A text to take along: shown whole, and copied by one press. Over plain http browsers keep the clipboard to
// themselves; the text is then selected, and one copies it oneself.
import { createElement as h, useRef, useState } from "react";

export function CopyField({ value, label, help, copy, copied, select }) {
  const field = useRef(null);
  const [said, setSaid] = useState("");

  const press = async () => {
    field.current.select();
    try {
      await navigator.clipboard.writeText(value);
      setSaid(copied);
    } catch {
      setSaid(select);
    }
  };
  return h(
    "div",
    { className: "field" },
    h("label", { htmlFor: "copy" }, label),
    h("p", { id: "copy-help", className: "help" }, help),
    h(
      "div",
      { className: "copy-row" },
      h("input", {
        id: "copy",
        ref: field,
        value,
        readOnly: true,
        autoFocus: true,
        "aria-describedby": "copy-help",
        onFocus: (event) => event.target.select(),
      }),
      h("button", { type: "button", className: "button button-primary", onClick: press }, copy),
    ),
    h("p", { role: "status", className: "saved" }, said),
  );
}
