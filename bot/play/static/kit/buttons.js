// Buttons: ordinary ones, the thumbs beneath an answer, icons, and the menu behind three dots.

import { h, isWebAddress } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";

const ICONS = { trash: "trash" };

export function button(block, element, { use }) {
  const about = { class: `press ${element.style ?? ""}`.trim(), "data-action": element.action_id, onclick: () => use(block, element, null) };
  if (element.accessibility_label) about["aria-label"] = element.accessibility_label;
  if (element.url && isWebAddress(element.url)) {
    return h("a", { ...about, href: element.url, target: "_blank", rel: "noopener noreferrer" }, element.text.text);
  }
  return h("button", { ...about, type: "button" }, element.text.text);
}

export function iconButton(block, element, { use }) {
  return iconed(element.text?.text ?? "", icon(ICONS[element.icon] ?? "more"), { onclick: () => use(block, element, null) });
}

export function feedback(block, element, { use, pressed }) {
  const thumb = (which) => {
    const { text, accessibility_label: said } = element[`${which}_button`];
    const about = { "aria-pressed": String(pressed?.[element.action_id] === which), "data-action": `${element.action_id} ${which}` };
    const press = { ...about, title: said ?? text.text, onclick: () => use(block, element, which) };
    return iconed(text.text, icon("thumb", which === "negative" ? "turned" : ""), press);
  };
  return h("span", { class: "thumbs", role: "group", "aria-label": "Feedback" }, thumb("positive"), thumb("negative"));
}

export function overflow(block, element, { use }) {
  const items = element.options.map(({ text, description, value }) => ({
    label: text.text,
    note: description?.text,
    act: () => use(block, element, value),
  }));
  const open = (event) => openMenu(event.currentTarget, "More", items);
  return iconed("More", icon("more"), { onclick: open, "aria-haspopup": "menu", "aria-expanded": "false" });
}

function iconed(label, drawing, about) {
  return h("button", { type: "button", class: "press icon", "aria-label": label, title: label, ...about }, drawing);
}
