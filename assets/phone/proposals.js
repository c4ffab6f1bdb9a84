// The group's proposals, written on one phone of the group.

import { createElement as h, useEffect, useId, useRef, useState } from "react";
import { forget, keysUnder, read, sessionCode, write } from "./keeping.js";
import { SENT, settled, tidy } from "./drafts.js";
import { useOffline } from "./outbox.js";
import { say } from "./words.js";

const PATIENCE = 6000;
export function ProposalForm(props) {
  const { frame, own, onRefresh } = props;
  // Every new frame may mean that a proposal has been judged, or that another phone took the pen.
  const known = useRef(frame);
  useEffect(() => {
    if (known.current === frame) return;
    known.current = frame;
    if (own.group > 0) onRefresh();
  }, [frame, own.group, onRefresh]);
  return h(
    "section",
    { className: "proposals", "aria-label": frame.texts["proposal.label"] },
    own.group > 0 ? h(Desk, { key: frame.activity, ...props }) : h(GroupChoice, props),
  );
}

function GroupChoice({ frame, own, onClaim }) {
  const { texts, group_count: count, activity } = frame;
  const [open, setOpen] = useState(false);
  const [taken, setTaken] = useState(0);
  const lost = useLost(own.group);
  const claim = useKeptClaim({ own, claimed: frame.claimed, onClaim: (group) => onClaim(activity, group), onTaken: setTaken });
  if (count === 0) return h("p", { className: "notice", role: "status" }, texts["group.none_yet"]);
  return h(
    "div",
    { className: "group-choice" },
    h("p", { role: "status", className: "hint" }, lost ? texts["group.lost"] : own.notice),
    open
      ? h(GroupNumbers, { texts, count, onPick: (group) => claim(group, false) })
      : h("button", { type: "button", className: "button button-wide", onClick: () => setOpen(true) }, texts["button.write_for_group"]),
    h(
      "div",
      { role: "status" },
      open && taken > 0 &&
        h(
          "div",
          { className: "notice" },
          h("p", null, say(texts, "group.taken", { n: taken })),
          h("button", { type: "button", className: "button", onClick: () => claim(taken, true) }, texts["group.take_over"]),
        ),
    ),
  );
}

// A press on a group's number is kept until it is answered: a dead connection may have swallowed it.
// Nobody's pen is taken unknowingly, also if that took a while.
function useKeptClaim({ own, claimed, onClaim, onTaken }) {
  const offline = useOffline();
  const [asked, setAsked] = useState(null);
  useEffect(() => {
    if (own.notice) setAsked(null);
  }, [own]);
  useEffect(() => {
    if (!asked) return undefined;
    if (!asked.isKnowing && claimed.includes(asked.group)) {
      onTaken(asked.group);
      setAsked(null);
      return undefined;
    }
    if (offline) return undefined;
    onClaim(asked.group);
    const timer = window.setTimeout(() => setAsked({ ...asked }), PATIENCE);
    return () => window.clearTimeout(timer);
  }, [asked, own.arrivals, offline]);
  return (group, isKnowing) => setAsked({ group, isKnowing });
}

// True once the pen has been lost without having been laid down here.
function useLost(group) {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    setLost(group === 0 && read(penKey()) === true);
    forget(penKey());
  }, [group]);
  return lost;
}

function penKey() {
  return `workshop_pen_held/${sessionCode()}`;
}

function GroupNumbers({ texts, count, onPick }) {
  const id = useId();
  const groups = Array.from({ length: count }, (_, n) => n + 1);
  return h(
    "div",
    { role: "group", "aria-labelledby": id, className: "card" },
    h("p", { id, className: "guide" }, texts["phone.which_group"]),
    h(
      "div",
      { className: "group-numbers" },
      groups.map((group) =>
        h("button", { key: group, type: "button", className: "button", onClick: () => onPick(group) }, say(texts, "phone.group", { n: group })),
      ),
    ),
  );
}

function Desk({ frame, own, onPropose, onRelease }) {
  const { texts, activity } = frame;
  const [rewriting, setRewriting] = useState("");
  const left = frame.proposals_each - own.proposals.length;
  useEffect(() => write(penKey(), true), []);
  const release = () => {
    forget(penKey());
    onRelease(activity);
  };
  const writes = left > 0 || rewriting !== "";
  return h(
    "div",
    { className: "desk-of-group" },
    h("p", { className: "lead" }, say(texts, "group.mine", { n: own.group })),
    writes &&
      h(Writing, {
        key: rewriting,
        texts,
        place: `workshop_draft/${sessionCode()}/${activity}/${rewriting}`,
        start: frame.start,
        starts: frame.starts,
        longest: frame.longest,
        isWord: frame.one_word,
        mustChoose: frame.must_choose,
        begun: own.proposals.find(({ id }) => id === rewriting)?.text ?? "",
        own,
        onSend: (text) => onPropose(activity, text, rewriting),
        onDone: () => setRewriting(""),
      }),
    h("p", { className: "help", role: "status" }, left > 0 ? say(texts, "group.proposals_left", { n: left }) : texts["group.all_sent"]),
    h(
      "ul",
      { className: "own-proposals" },
      own.proposals.map((card) => h(OwnProposal, { key: card.id, card, texts, isOpen: rewriting === card.id, onRewrite: () => setRewriting(card.id) })),
    ),
    h("button", { type: "button", className: "button button-quiet", onClick: release }, texts["button.stop_writing_for_group"]),
  );
}

function OwnProposal({ card, texts, isOpen, onRewrite }) {
  const isBack = card.state === "returned";
  const state = isBack ? say(texts, "proposal.returned", { reason: card.note }) : texts[`proposal.state.${card.state}`];
  return h(
    "li",
    { className: "card own-proposal", "data-state": card.state },
    h("p", { className: "written" }, card.text),
    h("p", { className: "own-proposal-state" }, state),
    isBack && !isOpen && h("button", { type: "button", className: "button", onClick: onRewrite }, texts["proposal.rewrite"]),
  );
}

// What a proposal is about stands first in its text: «Forenkle: …».
function beginning(text, starts) {
  return starts.find((start) => text.startsWith(`${start}: `)) ?? "";
}

function Beginnings({ texts, starts, text, onPick }) {
  const chosen = beginning(text, starts);
  const rest = chosen ? text.slice(chosen.length + 2) : text;
  return h(
    "fieldset",
    { className: "beginnings" },
    h("legend", null, texts["proposal.about"]),
    starts.map((start) =>
      h(
        "button",
        {
          key: start,
          type: "button",
          className: "button",
          "aria-pressed": start === chosen ? "true" : "false",
          onClick: () => onPick(`${start}: ${rest}`),
        },
        start,
      ),
    ),
  );
}

function Writing({ texts, place, start, starts, longest, isWord, mustChoose, begun, own, onSend, onDone }) {
  const [text, setText] = useState(() => read(place) ?? begun);
  const sending = useSending({ own, place, onSend, onSent: () => { setText(""); onDone(); } });
  const [hint, setHint] = useState("");
  const id = useId();
  const length = tidy(text).length;
  const isBare = beginning(`${tidy(text)} `, starts).length + 1 === length;
  const change = (value) => {
    setText(value);
    setHint("");
    if (value) write(place, value);
    else forget(place);
  };
  const send = () => {
    if (length === 0 || isBare) setHint(texts["error.empty_text"]);
    else if (mustChoose && !beginning(tidy(text), starts)) setHint(texts["error.choose_side"]);
    else if (isWord && tidy(text).includes(" ")) setHint(texts["error.one_word"]);
    else if (length > longest) setHint(say(texts, "error.too_long", { n: length - longest }));
    else sending.begin(tidy(text));
  };
  return h(
    "div",
    { className: "field writing" },
    starts.length > 0 && h(Beginnings, { texts, starts, text, onPick: change }),
    h("label", { htmlFor: id }, texts["proposal.label"]),
    h("p", { id: `${id}-warning`, className: "notice" }, texts["proposal.warning"]),
    h("textarea", {
      id,
      rows: isWord ? 1 : 4,
      value: text,
      placeholder: start || texts["proposal.placeholder"],
      "aria-describedby": `${id}-warning ${id}-left ${id}-kept`,
      "aria-invalid": length > longest ? "true" : undefined,
      onChange: (event) => change(event.target.value),
    }),
    h(Counter, { id: `${id}-left`, texts, length, longest }),
    h("button", { type: "button", className: "button button-primary button-wide", onClick: send }, texts["proposal.send"]),
    h(News, { hint, ...sending.news(texts) }),
    h("p", { id: `${id}-kept`, className: "help" }, texts["proposal.kept"]),
  );
}

function News({ hint, text, tone }) {
  const said = hint || text;
  return h("div", { role: "status", className: "fate" }, said && h("p", { key: said, className: `notice fate-${hint ? "alert" : tone}` }, said));
}

function Counter({ id, texts, length, longest }) {
  const over = length - longest;
  const text = over > 0 ? say(texts, "error.too_long", { n: over }) : say(texts, "proposal.left", { n: -over });
  return h("p", { id, className: over > 0 ? "counter counter-over" : "counter" }, text);
}

// A text is on its way until it stands among the group's proposals: the server's own word.
function useSending({ own, place, onSend, onSent }) {
  const offline = useOffline();
  const [text, setText] = useState(() => read(place + SENT));
  const [wasSent, setWasSent] = useState(false);
  useEffect(() => {
    if (text === null) return undefined;
    if (settled(place, own.proposals, text)) {
      setText(null);
      setWasSent(true);
      onSent();
      return undefined;
    }
    if (offline) return undefined;
    // Sending the same text twice makes one proposal, so a lost event is simply sent again.
    const timer = window.setTimeout(() => onSend(text), PATIENCE);
    return () => window.clearTimeout(timer);
  }, [text, own, offline]);
  return {
    begin: (tidied) => {
      setWasSent(false);
      setText(tidied);
      write(place + SENT, tidied);
      if (!offline) onSend(tidied);
    },
    news: (texts) => {
      if (text !== null && offline) return { tone: "calm", text: texts["offline.text_kept"] };
      if (text !== null && own.notice) return { tone: "alert", text: own.notice };
      if (text !== null) return { tone: "soon", text: texts["wait.sending"] };
      return { tone: "good", text: wasSent ? texts["proposal.sent"] : "" };
    },
  };
}
