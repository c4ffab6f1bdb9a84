// A file that is read here and handed over as text: it is an agenda to look at, and not to be kept as a file.
import { createElement as h } from "react";

export function FileText({ id, label, help, most, onText }) {
  const read = async (event) => {
    const [file] = event.target.files;
    if (file) {
      // One byte too many is enough to be told that the file is too large.
      onText(file.name, await file.slice(0, most + 1).text());
      event.target.value = "";
    }
  };
  return h(
    "div",
    { className: "field" },
    h("label", { htmlFor: id }, label),
    h("p", { id: `${id}-help`, className: "help" }, help),
    h("input", { id, type: "file", accept: ".toml,text/plain", "aria-describedby": `${id}-help`, onChange: read }),
  );
}
