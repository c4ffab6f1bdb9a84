// What the phone's page takes from here.

export { Audience } from "./audience.js";
export { Ballot, Courier } from "./ballot.js";
export { BuzzChoice } from "./buzz.js";
export { CodeForm } from "./landing.js";
export { Notes, NotesAtEnd } from "./notes.js";
export { Place } from "./place.js";
export { ProposalForm } from "./proposals.js";
export { ShareChoice } from "./shared.js";
export { Connection, Surroundings } from "./surroundings.js";
export { Turns } from "./turns.js";
export { Words } from "./words.js";
