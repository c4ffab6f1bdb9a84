// What there is to fill in for one step, whatever its kind: the server describes the fields, this shows them, and
// what was filled in goes back as a whole. Paths are those of the content file, where lists count from 1.
import { createElement as h, useEffect, useId, useRef, useState } from "react";

const LANGUAGES = ["nb", "nn", "en"];
const LONG = 60;

const empty = (of) => {
  switch (of.type) {
    case "text":
      return { nb: "" };
    case "list":
      return Array.from({ length: of.fixed || 0 }, () => empty(of.of));
    case "group":
      return of.named ? { id: "" } : {};
    case "yes":
      return false;
    default:
      return "";
  }
};

const isEmpty = (value) =>
  value === undefined || value === null || value === "" || (typeof value === "object" && Object.values(value).every(isEmpty));

// What was left empty is not in a file either, nor is a group that may be missing and has nothing in it.
const kept = (field, value) => {
  if (value === undefined || value === null) {
    return undefined;
  }
  switch (field.type) {
    case "text": {
      const texts = Object.fromEntries(Object.entries(value).filter(([, text]) => text.trim()));
      return Object.keys(texts).length ? texts : undefined;
    }
    case "string":
      return value.trim() || undefined;
    case "number":
      return value === "" ? undefined : /^-?\d+$/.test(`${value}`) ? Number(value) : value;
    case "list": {
      const rows = value.map((row) => kept(field.of, row));
      return field.of.type === "group" ? rows.map((row) => row ?? {}) : rows.map((row) => row ?? "").filter((row) => row !== "" || field.fixed);
    }
    case "group": {
      const whole = { ...value };
      for (const one of field.fields) {
        whole[one.name] = kept(one, value[one.name]);
        if (whole[one.name] === undefined || (!one.required && typeof whole[one.name] === "object" && isEmpty(whole[one.name]))) {
          delete whole[one.name];
        }
      }
      return whole;
    }
    default:
      return value;
  }
};

export function StepForm({ form, value, mistakes, texts, onSave }) {
  const [draft, setDraft] = useState(value);
  const summary = useRef(null);
  const whole = { type: "group", fields: form };
  useEffect(() => {
    if (mistakes.length) {
      summary.current?.focus();
    }
  }, [mistakes]);
  const context = { mistakes, texts };
  return h(
    "form",
    {
      className: "step-form stack",
      noValidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        onSave(kept(whole, draft));
      },
    },
    mistakes.length
      ? h(
          "div",
          { className: "notice notice-alert", role: "alert", tabIndex: -1, ref: summary },
          h("p", null, texts.unfit),
          h("ul", null, mistakes.map((one) => h("li", { key: `${one.key}${one.text}` }, one.label ? `${one.label}: ${one.text}` : one.text))),
        )
      : null,
    h(Group, { fields: form, value: draft, path: "", context, onChange: setDraft }),
    h("div", { className: "buttons" }, h("button", { type: "submit", className: "button button-primary" }, texts.save)),
  );
}

function Group({ fields, value, path, context, onChange }) {
  return fields.map((field) =>
    h(Part, {
      key: field.name,
      field,
      value: value?.[field.name],
      path: path ? `${path}.${field.name}` : field.name,
      context,
      onChange: (next) => onChange({ ...value, [field.name]: next }),
    }),
  );
}

function Part({ field, value, path, context, onChange }) {
  switch (field.type) {
    case "group":
      return h(
        "details",
        { className: "step-group", open: field.open || hasMistake(path, context) || undefined },
        h("summary", null, field.label),
        h("div", { className: field.fields.every((one) => one.type === "number") ? "step-numbers" : "stack" }, h(Group, { fields: field.fields, value, path, context, onChange })),
        field.required === false && !isEmpty(value)
          ? h(
              "button",
              { type: "button", className: "button button-quiet", "aria-label": `${context.texts.groupOut}: ${field.label}`, onClick: () => onChange(undefined) },
              context.texts.groupOut,
            )
          : null,
      );
    case "list":
      return h(List, { field, value: value ?? [], path, context, onChange });
    case "text":
      return h(Texts, { field, value: value ?? {}, path, context, onChange });
    case "yes":
      return h(
        "label",
        { className: "step-yes" },
        h("input", { type: "checkbox", checked: Boolean(value), onChange: (event) => onChange(event.target.checked) }),
        h("span", null, field.label),
      );
    default:
      return h(Line, { label: field.label, number: field.type === "number", value: value ?? "", path, context, required: field.required, onChange });
  }
}

function List({ field, value, path, context, onChange }) {
  const id = useId();
  const rows = field.fixed ? Array.from({ length: field.fixed }, (_, n) => value[n] ?? empty(field.of)) : value;
  const at = (n, next) => onChange(rows.map((row, place) => (place === n ? next : row)));
  const swapped = (n) => onChange(rows.map((row, place) => (place === n ? rows[n + 1] : place === n + 1 ? rows[n] : row)));
  return h(
    "fieldset",
    { className: "step-list", "aria-describedby": id },
    h("legend", null, field.label, field.required ? h("span", { "aria-hidden": true }, " *") : null),
    h(Wrong, { id, path, context }),
    rows.map((row, n) => {
      const inner = `${path}[${n + 1}]`;
      const label = `${n + 1}`;
      return h(
        "div",
        { className: "step-row", key: n, role: "group", "aria-label": `${field.label} ${label}` },
        field.of.type === "group"
          ? h("div", { className: "stack" }, h(Group, { fields: field.of.fields, value: row, path: inner, context, onChange: (next) => at(n, next) }))
          : h(Part, { field: { ...field.of, label, name: label }, value: row, path: inner, context, onChange: (next) => at(n, next) }),
        field.fixed
          ? null
          : h(
              "div",
              { className: "step-row-tools" },
              n < rows.length - 1 ? h("button", { type: "button", className: "move", "aria-label": `${context.texts.rowDown} ${label}: ${field.label}`, onClick: () => swapped(n) }, h("span", { "aria-hidden": true }, "↓")) : null,
              h("button", { type: "button", className: "move", "aria-label": `${context.texts.rowOut} ${label}: ${field.label}`, onClick: () => onChange(rows.filter((_, place) => place !== n)) }, h("span", { "aria-hidden": true }, "×")),
            ),
      );
    }),
    field.fixed
      ? null
      : h(
          "button",
          { type: "button", className: "button button-quiet", onClick: () => onChange([...rows, empty(field.of)]) },
          context.texts.rowIn,
          h("span", { className: "visually-hidden" }, `: ${field.label}`),
        ),
  );
}

function Texts({ field, value, path, context, onChange }) {
  const labels = { nb: field.label, nn: context.texts.nn, en: context.texts.en };
  const line = (language) =>
    h(Line, {
      key: language,
      label: labels[language],
      language,
      value: value[language] ?? "",
      path: `${path}.${language}`,
      context,
      required: language === "nb" && field.required,
      onChange: (text) => onChange({ ...value, [language]: text }),
    });
  const isTranslated = value.nn || value.en;
  return h(
    "div",
    { className: "step-text" },
    line("nb"),
    h(
      "details",
      { className: "step-translations", open: LANGUAGES.slice(1).some((one) => hasMistake(`${path}.${one}`, context)) || undefined },
      h("summary", null, isTranslated ? context.texts.translated : context.texts.translate),
      LANGUAGES.slice(1).map(line),
    ),
  );
}

function Line({ label, language, number, value, path, context, required, onChange }) {
  const id = useId();
  const isWrong = own(path, context).length > 0;
  const input = {
    id,
    value,
    lang: language,
    "data-path": path,
    "aria-invalid": isWrong,
    "aria-describedby": `${id}-wrong`,
    "aria-required": required || undefined,
    onChange: (event) => onChange(event.target.value),
  };
  return h(
    "div",
    { className: "field" },
    h("label", { htmlFor: id }, label, required ? h("span", { "aria-hidden": true }, " *") : null),
    number
      ? h("input", { ...input, type: "text", inputMode: "numeric", autoComplete: "off" })
      : h("textarea", { ...input, rows: `${value}`.length > LONG ? 3 : 1 }),
    h(Wrong, { id: `${id}-wrong`, path, context }),
  );
}

function Wrong({ id, path, context }) {
  return h("p", { id, className: "field-error" }, own(path, context).map((one) => one.text).join(". "));
}

// A text that is missing as a whole is missing in bokmål.
const own = (path, { mistakes }) => mistakes.filter((one) => one.key === path || `${one.key}.nb` === path);
const hasMistake = (path, { mistakes }) => mistakes.some((one) => one.key.startsWith(path));
