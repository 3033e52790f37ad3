// The source behind a citation: its stored text, the quoted words marked and in view.

import { $, h, outsideLink } from "./dom.js";

const REFERENCE = /\[\d+\]/g;
const GROUPED = new Set(["item", "row", "text"]);

export async function showSource(channel, ts, n) {
  const body = $("source-body");
  const query = new URLSearchParams({ channel, ts, n });
  $("source-title").textContent = "…";
  $("source-facts").replaceChildren();
  body.replaceChildren(h("p", { class: "note" }, "Opening the source…"));
  const source = await fetched(`play/source?${query}`);
  if (source.error) {
    $("source-title").textContent = "Not there";
    body.replaceChildren(h("p", { class: "note" }, source.error));
    return;
  }
  $("source-title").textContent = source.title;
  $("source-facts").replaceChildren(about(source), proof(source));
  body.replaceChildren(paper(source));
  body.querySelector("mark")?.scrollIntoView({ block: "center" });
}

async function fetched(address) {
  try {
    return await (await fetch(address)).json();
  } catch {
    return { error: "Pincite has stopped, so the source cannot be read." };
  }
}

function about(source) {
  const page = source.page ? `page ${source.page}` : "";
  const facts = [source.publisher, day(source.published), source.section, page].filter(Boolean);
  const original = source.link || source.url;
  const link = original ? h("p", {}, outsideLink(original, "Open the original ↗")) : null;
  return h("div", { class: "about" }, h("p", {}, facts.join(" · ")), link);
}

function day(published) {
  const date = new Date(`${published}T00:00:00`);
  return Number.isNaN(date.valueOf()) ? published : new Intl.DateTimeFormat(undefined, { dateStyle: "long" }).format(date);
}

function proof(source) {
  const place = `characters ${source.start.toLocaleString()}–${source.end.toLocaleString()}`;
  const version = h("code", { title: `sha256 ${source.version}` }, source.version.slice(0, 8));
  const verdict = source.verbatim ? "✓ Word for word" : "✗ Not word for word";
  const line = h("p", {}, h("strong", {}, verdict), `: ${place} of the stored version `, version);
  const references = source.references.filter((reference) => reference.scope !== "document");
  const cited = references.map((each) => outsideLink(each.url, `[${each.marker}] ${host(each.url)}`, "chip"));
  const chain = cited.length ? h("p", { class: "chain" }, "The source itself cites ", ...cited) : null;
  return h("div", { class: source.verbatim ? "proof holds" : "proof fails" }, line, chain);
}

function host(address) {
  try {
    return new URL(address).hostname.replace(/^www\./, "");
  } catch {
    return address;
  }
}

function paper(source) {
  const [above, below] = source.left_out;
  const front = source.front
    ? h("details", { class: "front" }, h("summary", {}, "How the file describes itself"), h("pre", {}, source.front))
    : null;
  const links = new Map(source.references.map((reference) => [`[${reference.marker}]`, reference.url]));
  const text = source.before + source.quoted + source.after;
  const from = source.before.length;
  const blocks = typeset(text, from, from + source.quoted.length, links);
  return h("div", { class: "paper" }, front, gap(above), ...blocks, gap(below));
}

function gap(characters) {
  return characters ? h("p", { class: "note" }, `${characters.toLocaleString()} more characters here`) : null;
}

// Every character of the text is in the page, in order, also those that only say how a line is meant.
function typeset(text, from, to, links) {
  const blocks = [];
  let last = { kind: "" };
  for (const match of text.matchAll(/[^\n]*\n|[^\n]+/g)) {
    const line = kindOf(match[0]);
    if (line.kind !== last.kind || !GROUPED.has(line.kind)) {
      last = { kind: line.kind, element: container(line) };
      blocks.push(last.element);
    }
    const target = line.kind === "item" ? last.element.appendChild(h("div", { role: "listitem" })) : last.element;
    const words = match.index + line.signs;
    target.append(...marked(text, match.index, words, from, to, "signs", new Map()));
    target.append(...marked(text, words, match.index + match[0].length, from, to, "", links));
  }
  return blocks;
}

function kindOf(line) {
  const heading = /^(#{1,6})\s+/.exec(line);
  if (heading) return { kind: "heading", level: heading[1].length, signs: heading[0].length };
  const item = /^\s*(?:[-*•]|\d+[.)])\s+/.exec(line);
  if (item) return { kind: "item", signs: /\d/.test(item[0]) ? 0 : item[0].length };
  if (/^\s*\|/.test(line)) return { kind: "row", signs: 0 };
  return { kind: line.trim() ? "text" : "blank", signs: 0 };
}

function container({ kind, level }) {
  if (kind === "heading") return h("div", { class: `heading level-${level}`, role: "heading", "aria-level": level + 2 });
  if (kind === "item") return h("div", { class: "items", role: "list" });
  if (kind === "row") return h("pre", { class: "rows" });
  return h(kind === "text" ? "p" : "span", { class: kind });
}

// The text between two places, with what falls between `from` and `to` marked.
function marked(text, start, end, from, to, name, links) {
  const cuts = [start, Math.min(Math.max(from, start), end), Math.min(Math.max(to, start), end), end];
  const parts = [0, 1, 2].map((part) => [text.slice(cuts[part], cuts[part + 1]), part === 1]).filter(([words]) => words);
  return parts.map(([words, quoted]) => h(quoted ? "mark" : "span", { class: name || null }, ...numbered(words, links)));
}

function numbered(words, links) {
  const nodes = [];
  let end = 0;
  for (const match of words.matchAll(REFERENCE)) {
    const address = links.get(match[0]);
    nodes.push(words.slice(end, match.index));
    nodes.push(h("sup", {}, address ? outsideLink(address, match[0]) : match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, words.slice(end)];
}
