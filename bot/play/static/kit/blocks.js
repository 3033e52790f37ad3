// Block Kit: a block of each kind that the bot sends. One that is not known shows nothing but its kind.
//
// A context has `users` and `channels` (id to name), `places` (what menus of people and conversations offer),
// `use(block, element, choice)`, which tells the app, and where there is one `cite` and `show` of an answer's sources.

import { h } from "../dom.js";
import { container, plan, taskCard } from "./agents.js";
import { elementOf } from "./elements.js";
import { input } from "./inputs.js";
import { richText } from "./rich.js";
import { alert, context, divider, header, markdownBlock, section } from "./text.js";

const renderers = {
  actions: row,
  alert,
  container: (block, given) => container(block, renderBlocks(block.child_blocks, given)),
  context,
  context_actions: row,
  divider,
  header,
  input,
  markdown: markdownBlock,
  plan,
  rich_text: richText,
  section: (block, given, place) => section(block, given, place, accessory(block, given)),
  task_card: taskCard,
};

export function renderBlocks(blocks, given) {
  return blocks.map((block, place) => renderers[block.type]?.(block, given, place) ?? unknown(block));
}

function row(block, given) {
  return h("div", { class: `block row ${block.type}` }, ...block.elements.map((element) => elementOf(block, element, given)));
}

function accessory(block, given) {
  return block.accessory && block.accessory.type !== "image" ? elementOf(block, block.accessory, given) : null;
}

function unknown(block) {
  return h("p", { class: "block context" }, `(a block of the kind “${block.type}”, which this page does not show)`);
}
