// What goes to the local Slack and what comes from it.

import { state } from "./state.js";

const STOPPED = "Pincite has stopped; start it again with make play.";

// Resolves to the answer: on failure a sentence under `error`.
export async function post(address, body) {
  try {
    const text = JSON.stringify({ as: state.me, ...body });
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: text };
    return await (await fetch(address, request)).json();
  } catch {
    return { error: STOPPED };
  }
}

// Hands each event to `hear`; the browser connects again by itself.
export function listen(hear, lost) {
  const events = new EventSource("play/events");
  events.onmessage = ({ data }) => hear(JSON.parse(data));
  events.onerror = lost;
}
