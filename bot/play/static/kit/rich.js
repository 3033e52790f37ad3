// Rich text: no markup is read in it, so that what looks like a mention or a link stays text.

import { h, outsideLink } from "../dom.js";

const PARTS = {
  rich_text_list: (part, given) =>
    h(part.style === "ordered" ? "ol" : "ul", { class: "bullets" }, ...part.elements.map((each) => h("li", {}, ...pieces(each, given)))),
  rich_text_preformatted: (part, given) => h("pre", {}, ...pieces(part, given)),
  rich_text_quote: (part, given) => h("blockquote", { dir: "auto" }, ...pieces(part, given)),
  rich_text_section: (part, given) => h("p", { dir: "auto" }, ...pieces(part, given)),
};
const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"], ["highlight", "mark"]];

export function richText(block, given) {
  return h("div", { class: "block rich" }, ...block.elements.map((part) => PARTS[part.type]?.(part, given) ?? h("p", {})));
}

function pieces(part, given) {
  return (part.elements ?? []).map((piece) => styled(piece, plain(piece, given)));
}

function plain(piece, { users, channels }) {
  if (piece.type === "link") return outsideLink(piece.url, piece.text || piece.url);
  if (piece.type === "user") return mention(`@${users[piece.user_id] ?? piece.user_id}`);
  if (piece.type === "channel") return mention(`#${channels?.[piece.channel_id] ?? piece.channel_id}`);
  if (piece.type === "broadcast") return mention(`@${piece.range}`);
  if (piece.type === "emoji") return document.createTextNode(`:${piece.name}:`);
  return document.createTextNode(piece.text ?? piece.fallback ?? "");
}

function styled(piece, node) {
  return STYLES.reduce((inner, [style, tag]) => (piece.style?.[style] ? h(tag, {}, inner) : inner), node);
}

function mention(text) {
  return h("span", { class: "mention" }, text);
}
