// A message, as it stands in a channel or in a thread.

import { renderBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { typed } from "./mrkdwn.js";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

export function clock(ts) {
  const date = new Date(Number(ts) * 1000);
  return h("time", { datetime: date.toISOString(), title: MOMENT.format(date) }, TIME.format(date));
}

export function dayOf(ts) {
  const date = new Date(Number(ts) * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
  return ["Today", "Yesterday"][days] ?? DAY.format(date);
}

// `view` is {message, name, bot, replies, users}; `actions` has openThread(ts) and openSource(message, n, opener).
export function messageElement(view, actions) {
  const { message, name, bot } = view;
  const edited = message.edited ? h("span", { class: "edited" }, "(edited)") : null;
  const whisper = message.ephemeral ? h("p", { class: "only-you" }, "Only visible to you") : null;
  const head = h("p", { class: "head" }, h("strong", {}, name), bot ? badge() : null, clock(message.ts), edited);
  return h(
    "article",
    { class: bot ? "message by-bot" : "message", "data-ts": message.ts, "aria-label": `${name} wrote` },
    avatar(name, bot),
    h("div", { class: "content" }, whisper, head, body(view, actions), summary(view, actions)),
  );
}

// What the bot says it is doing; shown where its answer will stand.
export function workingElement({ name, status }) {
  const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  const line = h("p", { class: "working" }, `${name} ${status}`, dots);
  return h("div", { class: "message by-bot", role: "status" }, avatar(name, true), h("div", { class: "content" }, line));
}

function body({ message, bot, users }, actions) {
  if (!bot) return h("p", { class: "typed" }, typed(message.text, users));
  const use = (block, element, choice) => actions.use(message, block, element, choice);
  const places = { users_select: Object.entries(users) };
  const context = { users, use, places, ...citing(message, actions) };
  const blocks = message.blocks.length ? message.blocks : [{ type: "section", text: { type: "mrkdwn", text: message.text } }];
  const typing = message.streaming ? h("span", { class: "dots", "aria-label": "still writing" }, h("i"), h("i"), h("i")) : null;
  return h("div", { class: "blocks" }, ...renderBlocks(blocks, context), typing);
}

function citing(message, actions) {
  const open = (n) => (event) => {
    // With a modifier key the link opens the original, as links do.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    actions.openSource(message, n, event.currentTarget);
  };
  const known = (n) => Object.hasOwn(message.citations, n);
  return {
    cite(n, address) {
      if (!known(n)) return null;
      const name = { class: "cite", title: message.citations[n], "aria-label": `Source ${n}: ${message.citations[n]}` };
      return /^https?:/.test(address)
        ? h("a", { ...name, href: address, rel: "noopener noreferrer", target: "_blank", onclick: open(n) }, `[${n}]`)
        : h("button", { ...name, type: "button", onclick: open(n) }, `[${n}]`);
    },
    show(n) {
      return known(n)
        ? h("button", { type: "button", class: "show", "data-n": n, onclick: open(n) }, "Show in the source")
        : null;
    },
  };
}

function summary({ message, replies, working }, actions) {
  if (replies === undefined || (replies.count === 0 && !working)) return null;
  const count = replies.count === 1 ? "1 reply" : `${replies.count} replies`;
  const label = replies.count ? count : "Thread";
  const faces = replies.names.map(([name, bot]) => avatar(name, bot, "small"));
  const last = replies.last ? h("span", { class: "last" }, "last reply ", clock(replies.last)) : null;
  const doing = working ? h("span", { class: "last working" }, working) : last;
  const open = () => actions.openThread(message.ts, true);
  return h("button", { type: "button", class: "replies", onclick: open }, ...faces, h("b", {}, label), doing);
}

export function avatar(name, bot, size = "") {
  if (bot) return h("img", { class: `avatar ${size}`, src: "static/icon.svg", alt: "" });
  const initials = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  return h("span", { class: `avatar ${size}`, "aria-hidden": "true" }, initials);
}

function badge() {
  return h("span", { class: "badge" }, "App");
}
