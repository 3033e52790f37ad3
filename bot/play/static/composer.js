// Where a message is typed: Enter sends, Shift+Enter begins a new line.

import { h } from "./dom.js";

const MENTION = "@Pincite ";

// `say(text)` sends and resolves to an error sentence or "". `place()` is {label, direct} of where it goes.
export function composer(form, say, place) {
  const box = h("textarea", { rows: 1, autocomplete: "off", enterkeyhint: "send", maxlength: 12000 });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)" }, "➤");
  const hint = h("p", { class: "hint" });
  form.append(h("div", { class: "box" }, box, send), hint);

  function fit() {
    box.style.height = "auto";
    // In a pane that is not shown yet there is nothing to measure, and one row is right.
    if (box.scrollHeight) box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
    const silent = !place().direct && box.value.trim() && !/@pincite\b/i.test(box.value);
    hint.textContent = silent
      ? "Without @Pincite this is between people, and Pincite keeps silent."
      : "Enter sends · Shift + Enter begins a new line";
    send.disabled = !bare(box.value);
  }

  function reset() {
    box.value = place().direct ? "" : MENTION;
    box.placeholder = place().label;
    box.setAttribute("aria-label", place().label);
    fit();
  }

  async function submit(event) {
    event?.preventDefault();
    const text = box.value;
    if (!bare(text)) return;
    reset();
    const problem = await say(text);
    if (problem) {
      box.value = text;
      fit();
      hint.textContent = problem;
    }
  }

  form.addEventListener("submit", submit);
  box.addEventListener("input", fit);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  return {
    reset,
    focus() {
      box.focus({ preventScroll: true });
      box.setSelectionRange(box.value.length, box.value.length);
    },
  };
}

// What is left without the mention that stands there to begin with.
function bare(text) {
  return text.replace(/@pincite\b/gi, "").trim();
}
