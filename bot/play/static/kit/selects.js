// Menus to choose one or several from: options, people, channels, conversations.

import { h } from "../dom.js";
import { chosenIn, groupsOf, teller } from "./options.js";

export function single(block, element, given) {
  const tell = teller(block, element, given);
  const name = element.placeholder?.text ?? "Choose";
  const chosen = chosenIn(element, given.kept?.[element.action_id]);
  const change = ({ target }) => {
    if (!target.value) return;
    tell(target.value);
    // Beneath a message the same may be chosen again.
    if (given.resets) target.value = "";
  };
  // Where a choice may be taken back, its menu has an entry for that.
  const none = h("option", { value: "", selected: !chosen.size, disabled: block.type !== "input" }, name);
  const groups = groupsOf(element, given.places).map(({ label, options }) => {
    const entries = options.map((each) => h("option", { value: each.value, selected: chosen.has(each.value) }, each.label));
    return label ? h("optgroup", { label }, ...entries) : entries;
  });
  const label = block.type === "input" ? null : name;
  const about = { class: "choose", "data-input": element.action_id, "aria-label": label, onchange: change };
  return h("select", about, none, ...groups.flat());
}

export function multiple(block, element, given) {
  const tell = teller(block, element, given);
  const chosen = chosenIn(element, given.kept?.[element.action_id]);
  const options = groupsOf(element, given.places).flatMap((group) => group.options);
  const shown = h("span", {});
  const boxes = options.map(({ value }) =>
    h("input", { type: "checkbox", value, "data-input": element.action_id, checked: chosen.has(value), onchange: () => changed() }),
  );
  const say = () => {
    const picked = options.filter((_, place) => boxes[place].checked);
    shown.textContent = picked.map((each) => each.label).join(", ") || (element.placeholder?.text ?? "Choose");
    return picked.map((each) => each.value);
  };
  const changed = () => tell(say());
  say();
  const labels = options.map(({ label }, place) => h("label", { class: "tick" }, boxes[place], h("span", {}, label)));
  const name = block.label?.text ?? element.placeholder?.text ?? "Choose";
  const list = h("details", { class: "several" }, h("summary", { class: "choose", "aria-label": name }, shown), h("div", { class: "options", role: "group", "aria-label": name }, ...labels));
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary").focus();
    event.preventDefault();
    event.stopPropagation();
  });
  return list;
}
