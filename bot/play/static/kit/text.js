// Blocks that are read: paragraphs, small grey lines, headings.

import { h } from "../dom.js";
import { markdown } from "../markdown.js";
import { mrkdwn, unescape } from "../mrkdwn.js";

// A citation in the bot's list of sources begins with its number.
const SOURCE = /^(?:<[^<>|]+\|)?\[(\d+)\]/;

export function section(block, given, place, accessory) {
  const text = block.text?.text ?? "";
  const source = place > 0 && SOURCE.exec(text);
  const open = source && given.show?.(Number(source[1]));
  const shown = block.text ? paragraph(block.text, given) : null;
  const fields = (block.fields ?? []).map((field) => paragraph(field, given));
  const inside = h("div", {}, shown, fields.length ? h("div", { class: "fields" }, ...fields) : null, open || null);
  const look = open ? "cited" : place === 0 ? "lead" : "";
  const apart = accessory ? "with-accessory" : "";
  return h("div", { class: ["block", look, apart].filter(Boolean).join(" ") }, ...(accessory ? [inside, accessory] : inside.childNodes));
}

export function context(block, given) {
  // The numbers here are the references of the document, not the citations of the answer.
  const plain = { ...given, cite: undefined };
  const lines = block.elements.map((each) => (each.type === "image" ? h("p", {}, each.alt_text) : paragraph(each, plain)));
  return h("div", { class: "block context" }, ...lines);
}

export function markdownBlock(block, given, place) {
  return h("div", { class: place === 0 ? "block lead" : "block", dir: "auto" }, ...markdown(block.text, given));
}

export function alert(block, given) {
  return h("div", { class: `block alert ${block.level ?? ""}`, role: "note" }, paragraph(block.text, given));
}

export function divider() {
  return h("hr", { class: "block" });
}

export function header(block) {
  return h("h3", { class: "block", dir: "auto" }, block.text.text);
}

function paragraph(text, given) {
  return h("p", { dir: "auto" }, text.type === "plain_text" ? unescape(text.text) : mrkdwn(text.text, given));
}
