// Modals: what the app opened for this person, filled in and sent off.

import { renderBlocks } from "./blocks.js";
import { $, h } from "./dom.js";

const CHOOSE = new Set(["static_select", "users_select", "radio_buttons", "conversations_select", "channels_select"]);
let shown = null;

// `post(address, body)` resolves to the answer, `context` is that of blocks without `use`.
export function showModal(view, post, context) {
  const dialog = $("modal");
  if (view?.hash === shown?.hash) return;
  shown = view;
  if (!view) {
    dialog.close();
    return;
  }
  const use = (block, element, choice) => tell(post, { view: view.id, block: block.block_id, action: element.action_id, choice });
  const all = { ...context, use, input: (block) => input(block, context.places ?? {}) };
  const problem = h("p", { class: "problem", role: "alert" });
  const close = h("button", { type: "button", class: "press", onclick: () => post("play/view", { do: "close" }) }, view.close?.text ?? "Close");
  const send = view.submit ? h("button", { type: "submit", class: "press primary" }, view.submit.text) : null;
  const title = h("h2", { id: "modal-title" }, view.title.text);
  const form = h(
    "form",
    { method: "dialog" },
    h("header", { class: "bar" }, title),
    h("div", { class: "modal-body" }, ...renderBlocks(view.blocks, all), problem),
    h("footer", { class: "row" }, close, send),
  );
  form.addEventListener("submit", (event) => submit(event, form, post, problem));
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
}

export function setUpModal(post) {
  // Escape asks the app's Slack, which closes one modal of several.
  $("modal").addEventListener("cancel", (event) => {
    event.preventDefault();
    event.stopPropagation();
    post("play/view", { do: "close" });
  });
}

async function tell(post, body) {
  const { error } = await post("play/actions", body);
  if (error) $("modal").querySelector(".problem").textContent = error;
}

async function submit(event, form, post, problem) {
  event.preventDefault();
  for (const old of form.querySelectorAll(".field .error")) old.remove();
  const answer = await post("play/view", { do: "submit", values: values(form) });
  problem.textContent = answer.error ?? "";
  for (const [block, sentence] of Object.entries(answer.errors ?? {})) {
    const field = [...form.querySelectorAll(".field")].find((each) => each.dataset.block === block);
    field?.append(h("p", { class: "error", role: "alert" }, sentence));
  }
}

function values(form) {
  const given = {};
  for (const box of form.querySelectorAll("[data-input]")) {
    const name = box.dataset.input;
    if (box.type === "checkbox") given[name] = [...(given[name] ?? []), ...(box.checked ? [box.value] : [])];
    else if (box.type !== "radio") given[name] = box.value || null;
    else if (box.checked) given[name] = box.value;
  }
  return given;
}

function input(block, places) {
  const { element } = block;
  const hint = block.hint ? h("p", { class: "note" }, block.hint.text) : null;
  const label = `${block.label.text}${block.optional ? " (optional)" : ""}`;
  if (element.type === "checkboxes" || element.type === "radio_buttons") {
    return h("fieldset", { class: "field", "data-block": block.block_id }, h("legend", {}, label), ...ticks(block), hint);
  }
  return h("label", { class: "field", "data-block": block.block_id }, h("span", {}, label), box(block, places), hint);
}

function box({ element, optional }, places) {
  const common = { "data-input": element.action_id, required: !optional };
  if (CHOOSE.has(element.type)) {
    const options = places[element.type] ?? (element.options ?? []).map((option) => [option.value, option.text.text]);
    const chosen = element.initial_option?.value ?? element.initial_user ?? element.initial_conversation ?? "";
    const none = h("option", { value: "" }, element.placeholder?.text ?? "Choose");
    return h("select", common, none, ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  }
  const limits = { minlength: element.min_length, maxlength: element.max_length ?? 3000, placeholder: element.placeholder?.text };
  if (element.multiline) return h("textarea", { ...common, ...limits, rows: 4 }, element.initial_value ?? "");
  return h("input", { ...common, ...limits, type: "text", value: element.initial_value ?? "" });
}

function ticks({ element, optional }) {
  const type = element.type === "checkboxes" ? "checkbox" : "radio";
  const first = new Set([element.initial_option, ...(element.initial_options ?? [])].map((option) => option?.value));
  return element.options.map(({ value, text }) => {
    const needed = type === "radio" && !optional;
    const tick = { type, name: element.action_id, value, "data-input": element.action_id, checked: first.has(value), required: needed };
    return h("label", { class: "tick" }, h("input", tick), text.text);
  });
}
