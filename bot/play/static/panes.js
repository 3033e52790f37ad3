// The panes beside the room: opening, closing, and where the focus goes then.

import { $ } from "./dom.js";
import { showSource } from "./source.js";
import { state } from "./state.js";

const openers = {};

export const narrow = () => matchMedia("(max-width: 719px)").matches;

// `draw()` draws all anew; `asking` and `replying` are the two composers.
export function panes(draw, asking, replying) {
  function openThread(ts) {
    if (state.thread !== ts) hideSource();
    openers.thread = ts;
    state.thread = ts;
    draw();
    replying.reset();
    if (narrow()) $("thread-title").focus();
    else replying.focus();
  }

  function closeThread() {
    if ($("thread").hidden) return false;
    const root = document.querySelector(`#log [data-ts="${state.thread}"]`);
    const opener = root?.querySelector(".replies");
    state.thread = "";
    draw();
    if (opener?.isConnected && openers.thread) opener.focus();
    else asking.focus();
    return true;
  }

  async function openSource(message, n, opener) {
    openers.source = opener;
    $("source").hidden = false;
    $("source-title").focus();
    await showSource(message.channel, message.ts, n);
  }

  function hideSource() {
    const shown = !$("source").hidden;
    $("source").hidden = true;
    return shown;
  }

  function closeSource() {
    const closed = hideSource();
    if (closed) (openers.source?.isConnected ? openers.source : $("thread-log")).focus();
    return closed;
  }

  function showFaults(shown) {
    if ($("faults").hidden !== shown) return false;
    $("faults").hidden = !shown;
    $("open-faults").setAttribute("aria-expanded", String(shown));
    $(shown ? "faults-title" : "open-faults").focus();
    return true;
  }

  $("close-thread").addEventListener("click", closeThread);
  $("close-source").addEventListener("click", closeSource);
  $("close-faults").addEventListener("click", () => showFaults(false));
  $("open-faults").addEventListener("click", () => showFaults($("faults").hidden));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || $("modal").open) return;
    closeSource() || closeThread() || showFaults(false);
  });
  return { openThread, openSource, hideSource };
}
