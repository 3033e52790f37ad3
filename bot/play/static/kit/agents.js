// Blocks of agents: what is being done, and what can be folded away.

import { h } from "../dom.js";

const SIGNS = { complete: "✓", error: "✗", in_progress: "…" };

export function container(block, children) {
  const title = block.title?.text ?? block.title ?? "More";
  if (!block.is_collapsible) return h("div", { class: "block container" }, ...children);
  const fold = { class: "block container", open: !block.default_collapsed };
  return h("details", fold, h("summary", {}, title), h("div", { class: "inside" }, ...children));
}

export function taskCard(block) {
  const words = `${block.title}${block.output ? `: ${block.output}` : ""}`;
  const sign = h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[block.status] ?? "○");
  return h("p", { class: `block task ${block.status ?? ""}` }, sign, words);
}

export function plan(block) {
  return h("h4", { class: "block" }, block.title?.text ?? block.title);
}
