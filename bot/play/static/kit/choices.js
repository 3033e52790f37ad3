// Boxes to tick and radio buttons.

import { h } from "../dom.js";
import { chosenIn, groupsOf, teller } from "./options.js";

export function ticks(block, element, given) {
  const type = element.type === "checkboxes" ? "checkbox" : "radio";
  const chosen = chosenIn(element, given.kept?.[element.action_id]);
  const tell = teller(block, element, given);
  const group = h("div", { class: "ticks", role: type === "radio" ? "radiogroup" : "group", "aria-label": block.label?.text });
  const change = () => {
    const picked = [...group.querySelectorAll("input:checked")].map((box) => box.value);
    tell(type === "radio" ? picked[0] : picked);
  };
  for (const { value, label, note } of groupsOf(element, given.places)[0].options) {
    const name = `${block.block_id} ${element.action_id}`;
    const tick = h("input", { type, name, value, "data-input": element.action_id, checked: chosen.has(value), onchange: change });
    const more = note ? h("small", {}, note) : null;
    group.append(h("label", { class: "tick" }, tick, h("span", { dir: "auto" }, label, more)));
  }
  return group;
}
