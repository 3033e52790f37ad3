// What can be used in blocks: buttons, selects, menus, feedback. `use(block, element, choice)` tells the app.

import { drawing, h, isWebAddress } from "./dom.js";

const PICKED = new Set(["overflow", "radio_buttons", "static_select", "users_select", "conversations_select", "channels_select"]);

const THUMB = "M7 11v9H4v-9zM7 11l4-8c1.5 0 2.5 1 2.5 2.5V9H19c1 0 1.8 1 1.5 2l-2 7.5c-.2.9-1 1.5-1.9 1.5H7";

export function elementOf(block, element, use, places) {
  if (element.type === "button") return button(block, element, use);
  if (element.type === "feedback_buttons") return feedback(block, element, use);
  if (element.type === "icon_button") return plain(element.text?.text ?? "", () => use(block, element, null));
  if (PICKED.has(element.type)) return select(block, element, use, places);
  return h("span", { class: "note" }, `(${element.type}, which this page does not show)`);
}

function button(block, element, use) {
  const name = `press ${element.style ?? ""}`.trim();
  const press = () => use(block, element, null);
  if (element.url && isWebAddress(element.url)) {
    const link = { class: name, href: element.url, target: "_blank", rel: "noopener noreferrer", onclick: press };
    return h("a", link, element.text.text);
  }
  return h("button", { type: "button", class: name, "data-action": element.action_id, onclick: press }, element.text.text);
}

function plain(label, onclick, sign = label) {
  return h("button", { type: "button", class: "press icon", "aria-label": label, title: label, onclick }, sign);
}

function feedback(block, element, use) {
  const thumb = (which, sign) => plain(element[`${which}_button`].text.text, () => use(block, element, which), sign);
  return h("span", { class: "thumbs" }, thumb("positive", drawing(THUMB)), thumb("negative", drawing(THUMB, true)));
}

function select(block, element, use, places) {
  const label = element.placeholder?.text ?? (element.type === "overflow" ? "More" : "Choose");
  const options = places[element.type] ?? (element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [])
    .map((option) => [option.value, option.text.text]);
  const chosen = element.initial_option?.value ?? element.initial_user ?? element.initial_conversation ?? "";
  const change = (event) => {
    use(block, element, event.target.value);
    if (element.type === "overflow") event.target.value = "";
  };
  return h(
    "select",
    { class: "press", "aria-label": label, onchange: change },
    h("option", { value: "", disabled: true, selected: !chosen }, element.type === "overflow" ? "⋯" : label),
    ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  );
}
