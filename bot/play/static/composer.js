// Where a message is typed: Enter sends, Shift+Enter begins a new line.

import { h } from "./dom.js";
import { hints } from "./hints.js";
import { icon } from "./icons.js";

const MENTION = "@Pincite ";

// `say(text)` sends and resolves to an error sentence or "". `place()` is {label, mention, commands, names, hint} of
// where it goes.
export function composer(form, say, place) {
  const box = h("textarea", { rows: 1, autocomplete: "off", enterkeyhint: "send", maxlength: 12000 });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)" }, icon("send"));
  const hint = h("p", { class: "hint", role: "status" });
  const at = tool("@", "Mention somebody", () => insert(/(^|\s)$/.test(box.value) ? "@" : " @"));
  const slash = tool("/", "Use a command", () => {
    box.value = "";
    insert("/");
  });
  form.append(h("div", { class: "box" }, box, h("div", { class: "tools" }, at, slash, send)), hint);
  box.addEventListener("input", fit); // before the hints, which look at what is left there
  const list = hints(form, box, () => place());

  function fit() {
    // Somebody who begins a command does not want the mention that stands there to begin with.
    if (box.value === `${MENTION}/`) box.value = "/";
    box.style.height = "auto";
    // In a pane that is not shown yet there is nothing to measure, and one row is right.
    if (box.scrollHeight) box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
    hint.textContent = place().hint(box.value);
    send.disabled = !sendable(box.value);
  }

  // Where a mention stands to begin with, it is not yet a message; where somebody typed it, it is.
  function sendable(text) {
    return place().mention ? bare(text) : text.trim();
  }

  function insert(text) {
    focus();
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function reset() {
    box.value = place().mention ? MENTION : "";
    box.placeholder = place().label;
    box.setAttribute("aria-label", place().label);
    slash.hidden = !place().commands.length;
    fit();
  }

  async function submit(event) {
    event?.preventDefault();
    const text = box.value;
    if (!sendable(text)) return;
    reset();
    const problem = await say(text);
    if (problem) {
      box.value = text;
      fit();
      hint.textContent = problem;
    }
  }

  function focus() {
    box.focus({ preventScroll: true });
    box.setSelectionRange(box.value.length, box.value.length);
  }

  form.addEventListener("submit", submit);
  box.addEventListener("keydown", (event) => {
    if (list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  return { reset, focus };
}

function tool(sign, label, onclick) {
  return h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick }, sign);
}

// What is left without the mention that stands there to begin with.
function bare(text) {
  return text.replace(/@pincite\b/gi, "").trim();
}
