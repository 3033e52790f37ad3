// Standard Markdown, as streams and Markdown blocks bring it, as DOM nodes. What is not known stays text.

import { h, outsideLink } from "./dom.js";

const INLINE = /\*\*(?<bold>[^\n]+?)\*\*|`(?<code>[^`\n]+)`|\[(?<label>[^\]\n]+)\]\((?<address>[^()\s]+)\)|\[(?<number>\d{1,4})\]|(?<![\w*])[*_](?<em>[^\s*_][^*_\n]*)[*_](?![\w*])/g;
const ITEM = /^\s*(?:[-*•]|\d+[.)])\s+/;
const HEADING = /^#{1,6}\s+/;

// `context` has cite(n, address) as for mrkdwn.
export function markdown(text, context) {
  const blocks = [];
  let list = null;
  for (const line of text.split("\n")) {
    const item = ITEM.exec(line);
    if (!item) list = null;
    if (item) {
      if (!list) blocks.push((list = h("ul", { class: "bullets" })));
      list.append(h("li", {}, ...inline(line.slice(item[0].length), context)));
    } else if (HEADING.test(line)) {
      blocks.push(h("p", {}, h("strong", {}, ...inline(line.replace(HEADING, ""), context))));
    } else if (line.trim()) {
      const quote = line.startsWith("> ");
      blocks.push(h(quote ? "blockquote" : "p", {}, ...inline(quote ? line.slice(2) : line, context)));
    }
  }
  return blocks;
}

function inline(text, context) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, match.index), rendered(match, context));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

function rendered(match, context) {
  const { bold, code, label, address, number, em } = match.groups;
  if (bold) return h("strong", {}, ...inline(bold, context));
  if (em) return h("em", {}, ...inline(em, context));
  if (code) return h("code", {}, code);
  if (number) return context.cite?.(Number(number), "") ?? match[0];
  const cited = /^\[?(\d+)\]?$/.exec(label);
  return (cited && context.cite?.(Number(cited[1]), address)) || outsideLink(address, label);
}
