// The field for the session's code. Whatever one types of spaces, hyphens and small letters is fine.

import { createElement as h, useId, useState } from "react";

const LENGTH = 6;
// A rehearsal has one more.
const REHEARSAL = LENGTH + 1;

export function CodeForm({ texts, wrong }) {
  const [hint, setHint] = useState("");
  const id = useId();
  const go = (event) => {
    event.preventDefault();
    const code = new FormData(event.target).get("code").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
    if (code.length === LENGTH || code.length === REHEARSAL) window.location.assign(`/d/${code}`);
    else setHint(texts["join.code_short"]);
  };
  return h(
    "form",
    { className: "code-form", onSubmit: go, noValidate: true },
    h("label", { htmlFor: id }, texts["join.code_label"]),
    h("input", {
      id,
      name: "code",
      type: "text",
      className: "code-field",
      autoComplete: "off",
      autoCapitalize: "characters",
      spellCheck: false,
      maxLength: 14,
      required: true,
      "aria-describedby": `${id}-help ${id}-hint`,
      "aria-invalid": hint || wrong ? "true" : undefined,
      onChange: () => setHint(""),
    }),
    h("p", { id: `${id}-help`, className: "help" }, texts["join.code_help"]),
    h("p", { id: `${id}-hint`, role: "status", className: "hint" }, hint),
    h("button", { type: "submit", className: "button button-primary button-wide" }, texts["start.button"]),
  );
}
