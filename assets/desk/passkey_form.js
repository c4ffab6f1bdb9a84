// The part of a form that an authenticator fills in: a finger, a face, a PIN or a key, as the browser asks for it.
// `begin` says what to ask for. The answer goes with the form, to the server, as all forms here do.
import { createElement as h, useEffect, useRef, useState } from "react";

const asked = {
  create: (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

const knowsPasskeys = () => Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

async function beginning(begin, form) {
  const answer = await fetch(begin, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  return answer.json();
}

export function PasskeyForm({ begin, kind, label, look, known, stopped, failed, unsupported }) {
  const field = useRef(null);
  const [isKnown, setKnown] = useState(null);
  const [said, setSaid] = useState("");
  useEffect(() => setKnown(knowsPasskeys()), []);

  useEffect(() => {
    const form = field.current?.form;
    if (!form) return undefined;
    const why = { NotAllowedError: stopped, AbortError: stopped, InvalidStateError: known };
    const submit = async (event) => {
      event.preventDefault();
      setSaid("");
      try {
        const options = await beginning(begin, form);
        if (options.wrong) {
          setSaid(options.wrong);
          return;
        }
        field.current.value = JSON.stringify(await asked[kind](options));
        form.submit(); // without coming by here again
      } catch (error) {
        setSaid(why[error.name] ?? failed);
      }
    };
    form.addEventListener("submit", submit);
    return () => form.removeEventListener("submit", submit);
  }, [begin, kind, known, stopped, failed, isKnown]);

  if (isKnown === null) return null;
  if (!isKnown) return unsupported ? h("p", { className: "help" }, unsupported) : null;
  return h(
    "div",
    { className: "stack" },
    h("input", { ref: field, type: "hidden", name: "credential" }),
    h("div", { role: "alert", className: "refusal" }, said ? h("p", { className: "notice notice-alert" }, said) : null),
    h("button", { type: "submit", className: look }, label),
  );
}
