// An input block: a field with its label, its hint, and a place for what is wrong with it.

import { h } from "../dom.js";
import { elementOf } from "./elements.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);
const REQUIRED = "Please complete this required field.";

export function input(block, given) {
  const { element } = block;
  const label = [block.label.text, block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  const hint = block.hint ? h("p", { class: "note", id: `hint-${block.block_id}` }, block.hint.text) : null;
  const box = elementOf(block, element, given);
  if (hint) box.setAttribute("aria-describedby", hint.id);
  // A label around a group would name, and press, only the first of it.
  const group = GROUPS.has(element.type) || element.type.startsWith("multi_");
  const about = { class: "field", "data-block": block.block_id, "data-action": element.action_id, "data-needed": !block.optional };
  return group
    ? h("fieldset", about, h("legend", {}, ...label), box, hint)
    : h("div", about, h("label", {}, h("span", { class: "label" }, ...label), box), hint);
}

// What is filled in, by action: a value, a list of ticked values, or null.
export function valuesOf(form) {
  const given = {};
  for (const box of form.querySelectorAll("[data-input]")) {
    const name = box.dataset.input;
    if (box.type === "checkbox") given[name] = [...(given[name] ?? []), ...(box.checked ? [box.value] : [])];
    else if (box.type !== "radio") given[name] = box.value || null;
    else if (box.checked) given[name] = box.value;
    else given[name] ??= null;
  }
  return given;
}

// The fields that must be filled in and are not, with a sentence each, by block.
export function missingIn(form) {
  const given = valuesOf(form);
  const empty = (value) => value === null || value === undefined || value.length === 0;
  const fields = [...form.querySelectorAll(".field[data-needed]")].filter((field) => empty(given[field.dataset.action]));
  return Object.fromEntries(fields.map((field) => [field.dataset.block, REQUIRED]));
}

// Show what is wrong, by block, and lead to the first of it. Returns what belongs to no field.
export function showErrors(form, errors) {
  for (const old of form.querySelectorAll(".field .error")) old.remove();
  for (const box of form.querySelectorAll("[aria-invalid]")) box.removeAttribute("aria-invalid");
  const left = { ...errors };
  for (const field of form.querySelectorAll(".field")) {
    const sentence = left[field.dataset.block];
    if (sentence === undefined) continue;
    delete left[field.dataset.block];
    field.append(h("p", { class: "error", role: "alert" }, sentence));
    for (const box of field.querySelectorAll("[data-input]")) box.setAttribute("aria-invalid", "true");
  }
  form.querySelector("[aria-invalid]:not([type=checkbox]), [aria-invalid]")?.focus();
  return Object.values(left);
}
