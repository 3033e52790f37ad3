// Slack's mrkdwn as DOM nodes. Only what Slack itself brings to life is; all else is text.

import { h, outsideLink } from "./dom.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const TOKEN = new RegExp(
  [
    "<(?<angle>[^<>\\n]+)>",
    "```(?<block>[\\s\\S]+?)```",
    "`(?<code>[^`\\n]+)`",
    // A style begins and ends at the edge of a word, as in Slack.
    "(?<![\\w*_~])(?<sign>[*_~])(?=[^\\s*_~])(?<inside>[^\\n]*?[^\\s*_~])\\k<sign>(?![\\w*_~])",
    "\\[(?<number>\\d{1,4})\\]",
  ].join("|"),
  "g",
);

export function unescape(text) {
  // The ampersand comes last, or "&amp;lt;" would be unescaped twice.
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// `context` has users and channels (id to name) and cite(n, address): an element for a citation's number, or null.
export function mrkdwn(text, context) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    fragment.append(unescape(text.slice(end, match.index)), rendered(match, context));
    end = match.index + match[0].length;
  }
  fragment.append(unescape(text.slice(end)));
  return fragment;
}

// What a person typed: mentions come to life, styles stay the characters that were typed.
export function typed(text, users) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(/<@(\w+)>/g)) {
    fragment.append(unescape(text.slice(end, match.index)), mention(`@${users[match[1]] ?? match[1]}`));
    end = match.index + match[0].length;
  }
  fragment.append(unescape(text.slice(end)));
  return fragment;
}

// The same as the characters that were typed, to be edited.
export function asTyped(text, users) {
  return unescape(text.replace(/<@(\w+)>/g, (_, id) => `@${users[id] ?? id}`));
}

function rendered(match, context) {
  const { angle, block, code, sign, inside, number } = match.groups;
  if (angle) return special(angle, context);
  if (block) return h("pre", {}, unescape(block));
  if (code) return h("code", {}, unescape(code));
  if (sign) return h(STYLES[sign], {}, mrkdwn(inside, context));
  return context.cite?.(Number(number), "") ?? match[0];
}

function special(angle, context) {
  const [target, label] = split(angle);
  const kind = target[0];
  if (kind === "@") return mention(`@${label || (context.users[target.slice(1)] ?? target.slice(1))}`);
  if (kind === "#") return mention(`#${label || (context.channels?.[target.slice(1)] ?? target.slice(1))}`);
  if (kind === "!") return mention(label || `@${target.slice(1)}`, "loud");
  const number = /^\[(\d+)\]$/.exec(label);
  const cited = number && context.cite?.(Number(number[1]), target);
  return cited || outsideLink(target, label || target);
}

function split(angle) {
  const bar = angle.indexOf("|");
  if (bar < 0) return [unescape(angle), ""];
  return [unescape(angle.slice(0, bar)), unescape(angle.slice(bar + 1))];
}

function mention(text, loudness = "") {
  return h("span", { class: `mention ${loudness}`.trim() }, text);
}
