// Modals: what the app opened for this person, filled in and sent off.

import { $, carryOver, h } from "./dom.js";
import { icon } from "./icons.js";
import { renderBlocks } from "./kit/blocks.js";
import { missingIn, showErrors, valuesOf } from "./kit/inputs.js";
import { closeMenu } from "./menu.js";

let shown = null;
let opener = null;
const forms = new Map(); // by view: what is filled in beneath a modal that lies over it

// `post(address, body)` resolves to the answer; `context` is that of blocks, without `use`.
export function showModal(view, post, context) {
  if (view?.id === shown?.id && view?.hash === shown?.hash) return;
  const dialog = $("modal");
  const before = shown;
  shown = view;
  closeMenu();
  if (!view) {
    forms.clear();
    dialog.close();
    dialog.replaceChildren();
    giveBackFocus();
    return;
  }
  if (!before) opener = whereIs(document.activeElement);
  if (before) forms.set(before.id, { hash: before.hash, values: valuesOf(dialog) });
  const form = formOf(view, post, { ...context, kept: forms.get(view.id)?.values });
  const refocus = before?.id === view.id ? carryOver(dialog, form) : null;
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  if (refocus) refocus();
  else (form.querySelector(".modal-body :is(input, select, textarea, summary)") ?? form.querySelector(".close")).focus();
}

export function setUpModal(post) {
  // Escape asks the app's Slack, which closes one modal of several.
  $("modal").addEventListener("cancel", (event) => {
    event.preventDefault();
    post("play/view", { do: "close" });
  });
}

function formOf(view, post, context) {
  const use = async (block, element, choice) => {
    const answer = await post("play/actions", { view: view.id, block: block.block_id, action: element.action_id, choice });
    problem.textContent = answer.error ?? "";
  };
  const problem = h("p", { class: "problem", role: "alert" });
  const close = (everything) => () => post("play/view", { do: "close", everything });
  const cross = h("button", { type: "button", class: "close", "aria-label": "Close the dialog", title: "Close", onclick: close(true) }, icon("close"));
  const back = h("button", { type: "button", class: "press", onclick: close(false) }, view.close?.text ?? "Close");
  const send = view.submit ? h("button", { type: "submit", class: "press primary" }, view.submit.text) : null;
  const form = h(
    "form",
    { method: "dialog", novalidate: true },
    h("header", { class: "bar" }, h("h2", { id: "modal-title" }, view.title.text), cross),
    h("div", { class: "modal-body", tabindex: -1 }, ...renderBlocks(view.blocks, { ...context, use }), problem),
    h("footer", { class: "row" }, back, send),
  );
  form.addEventListener("submit", (event) => submit(event, form, post, problem, send));
  form.addEventListener("keydown", (event) => {
    // As in Slack: in a field of several lines Enter begins a new one, and with Ctrl or ⌘ it sends.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && send) form.requestSubmit(send);
  });
  return form;
}

async function submit(event, form, post, problem, send) {
  event.preventDefault();
  problem.textContent = "";
  const missing = missingIn(form);
  showErrors(form, missing);
  if (Object.keys(missing).length) return;
  send.disabled = true;
  const answer = await post("play/view", { do: "submit", values: valuesOf(form) });
  send.disabled = false;
  problem.textContent = [answer.error, ...showErrors(form, answer.errors ?? {})].filter(Boolean).join(" ");
}

// The element that opened a modal, as it can be found again when its message was drawn anew meanwhile.
function whereIs(element) {
  const message = element?.closest("[data-ts]");
  const pane = element?.closest("[id]");
  return { element, message: message?.dataset.ts, pane: pane?.id, action: actionOf(element) };
}

function giveBackFocus() {
  const { element, message, pane, action } = opener ?? {};
  opener = null;
  if (element?.isConnected) element.focus();
  else {
    const again = message && document.querySelector(`#${pane} [data-ts="${message}"]`);
    const usable = again?.querySelectorAll("[data-action], [data-input]") ?? [];
    const target = action && [...usable].find((each) => actionOf(each) === action);
    (target ?? again?.querySelector("button") ?? $("composer").querySelector("textarea")).focus();
  }
}

function actionOf(element) {
  return element?.dataset?.action ?? element?.dataset?.input;
}
