// What the phone's page takes from here.

import { later } from "./later.js";

export { Audience } from "./audience.js";
export { Ballot, Courier } from "./ballot.js";
export { BuzzChoice } from "./buzz.js";
export { CodeForm } from "./landing.js";
export { JoinButton, Languages } from "./joining.js";
export { Notes, NotesAtEnd } from "./notes.js";
export { Place } from "./place.js";
export { ShareChoice } from "./shared.js";
export { Connection, Surroundings } from "./surroundings.js";
export { Turns } from "./turns.js";
export { Words } from "./words.js";

export const ProposalForm = later(() => import("./proposals.js").then(({ ProposalForm: Form }) => Form));
