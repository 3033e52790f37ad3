// Block Kit: the kinds of blocks that the bot sends. One that is not known shows nothing but its kind.

import { h } from "./dom.js";
import { elementOf } from "./elements.js";
import { markdown } from "./markdown.js";
import { mrkdwn, unescape } from "./mrkdwn.js";

// A citation in the bot's list of sources begins with its number.
const SOURCE = /^(?:<[^<>|]+\|)?\[(\d+)\]/;

export function renderBlocks(blocks, context) {
  return blocks.map((block, place) => renderers[block.type]?.(block, context, place) ?? unknown(block));
}

const renderers = {
  section(block, context, place) {
    const text = block.text?.text ?? "";
    const source = place > 0 && SOURCE.exec(text);
    const shown = h("p", {}, ...(block.text ? [written(block.text, context)] : []));
    const fields = (block.fields ?? []).map((field) => h("p", {}, written(field, context)));
    const open = source && context.show?.(Number(source[1]));
    const name = source ? "block cited" : place === 0 ? "block lead" : "block";
    return h("div", { class: name }, shown, ...fields, open || null, usable(block, block.accessory, context));
  },
  context(block, context) {
    // The numbers here are the references of the document, not the citations of the answer.
    const plain = { ...context, cite: undefined };
    const lines = block.elements.map((each) => h("p", {}, written(each, plain)));
    return h("div", { class: "block context" }, ...lines);
  },
  actions(block, context) {
    return h("div", { class: "block row" }, ...block.elements.map((element) => usable(block, element, context)));
  },
  context_actions(block, context) {
    return renderers.actions(block, context);
  },
  markdown(block, context, place) {
    return h("div", { class: place === 0 ? "block lead" : "block" }, ...markdown(block.text, context));
  },
  container(block, context) {
    const title = block.title?.text ?? block.title ?? "More";
    const children = renderBlocks(block.child_blocks, context);
    if (!block.is_collapsible) return h("div", { class: "block" }, ...children);
    return h("details", { class: "block", open: !block.default_collapsed }, h("summary", {}, title), ...children);
  },
  task_card(block) {
    const sign = { complete: "✓", error: "✗", in_progress: "…" }[block.status] ?? "○";
    return h("p", { class: "block context" }, `${sign} ${block.title}${block.output ? `: ${block.output}` : ""}`);
  },
  alert: (block, context) => h("div", { class: "block alert" }, h("p", {}, written(block.text, context))),
  input: (block, context) => context.input?.(block),
  divider: () => h("hr", { class: "block" }),
  header: (block) => h("h3", { class: "block" }, block.text.text),
  rich_text(block, context) {
    const parts = block.elements.flatMap((element) => element.elements ?? []);
    return h("div", { class: "block" }, h("p", {}, ...parts.map((part) => rich(part, context))));
  },
};

function written(text, context) {
  return text.type === "plain_text" ? document.createTextNode(unescape(text.text)) : mrkdwn(text.text, context);
}

function rich(part, context) {
  if (part.type === "user") return mrkdwn(`<@${part.user_id}>`, context);
  const tag = part.style?.bold ? "strong" : part.style?.italic ? "em" : part.style?.code ? "code" : "span";
  return h(tag, {}, part.text ?? part.url ?? "");
}

function usable(block, element, context) {
  if (!element || element.type === "image" || !context.use) return null;
  return elementOf(block, element, context.use, context.places ?? {});
}

function unknown(block) {
  return h("p", { class: "block context" }, `(a block of the kind “${block.type}”, which this page does not show)`);
}
