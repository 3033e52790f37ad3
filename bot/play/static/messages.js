// A message, as it stands in a channel or in a thread.

import { h } from "./dom.js";
import { editor } from "./editing.js";
import { icon } from "./icons.js";
import { renderBlocks } from "./kit/blocks.js";
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

// `view` is {message, name, bot, names, places, pressed, editing, replies, work}; replies is undefined in a thread.
// `actions` has openThread(ts), openSource(message, n, opener), openMenu(message, button), use(message, block, element,
// choice), dismiss(message), edit(message, text or null) and stop(message).
export function messageElement(view, actions) {
  const { message, name, bot } = view;
  if (message.gone) return tombstone(view, actions);
  const shown = view.editing ? editor(view, actions) : body(view, actions);
  const content = h("div", { class: "content" }, whisper(message, actions), head(view), shown, summary(view, actions));
  const classes = ["message", bot ? "by-bot" : "", message.only ? "only" : ""].filter(Boolean).join(" ");
  const about = { class: classes, "data-ts": message.ts, "aria-label": `${name} wrote`, "aria-busy": message.streaming ? "true" : null };
  return h("article", about, avatar(name, bot), content, view.editing ? null : toolbar(view, actions));
}

// What the app says it is doing; shown where its answer will stand.
export function workingElement({ name, work, root }, actions) {
  const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  const line = h("p", { class: "working", role: "status" }, `${name} ${work.says || "is writing"}`, dots);
  const stop = h("button", { type: "button", class: "press small stop", onclick: () => actions.stop(root) }, icon("stop"), "Stop");
  // Beneath what is being written its author is seen already.
  const face = work.says ? avatar(name, true) : h("span", {});
  return h("div", { class: "message by-bot at-work" }, face, h("div", { class: "content row" }, line, work.canStop ? stop : null));
}

function head({ message, name, bot }) {
  const badge = bot ? h("span", { class: "badge" }, "App") : null;
  const edited = message.edited ? h("span", { class: "edited" }, "(edited)") : null;
  return h("p", { class: "head" }, h("strong", {}, name), badge, clock(message.ts), edited);
}

function whisper(message, actions) {
  if (!message.only) return null;
  const dismiss = h("button", { type: "button", class: "plain", onclick: () => actions.dismiss(message) }, "Dismiss");
  return h("p", { class: "only-you" }, icon("lock"), "Only visible to you", h("span", { "aria-hidden": "true" }, "·"), dismiss);
}

function tombstone(view, actions) {
  const mark = h("span", { class: "avatar gone", "aria-hidden": "true" }, icon("trash"));
  const words = h("p", { class: "gone-words" }, view.message.text);
  const about = { class: "message gone", "data-ts": view.message.ts, "aria-label": "A message that was deleted" };
  return h("article", about, mark, h("div", { class: "content" }, words, summary(view, actions)));
}

function toolbar({ message, name, replies }, actions) {
  const menu = (event) => actions.openMenu(message, event.currentTarget);
  const reply = () => actions.openThread(message.ts);
  const inThread = replies === undefined || message.only;
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": `What to do with ${name}’s message` },
    inThread ? null : tool("reply", "Reply in thread", { onclick: reply }),
    tool("more", "More actions", { onclick: menu, "aria-haspopup": "menu", "aria-expanded": "false" }),
  );
}

function tool(sign, label, properties) {
  return h("button", { type: "button", "aria-label": label, title: label, ...properties }, icon(sign));
}

function body({ message, bot, names, places, pressed }, actions) {
  if (!bot) return h("p", { class: "typed", dir: "auto" }, typed(message.text, names.users));
  const use = (block, element, choice) => actions.use(message, block, element, choice);
  const context = { ...names, places, pressed, use, resets: true, ...citing(message, actions) };
  const blocks = message.blocks.length ? message.blocks : [{ type: "section", text: { type: "mrkdwn", text: message.text } }];
  const shown = h("div", { class: "blocks" }, ...renderBlocks(blocks, context));
  if (message.streaming) {
    const end = [...shown.querySelectorAll("p, li")].at(-1) ?? shown;
    end.append(h("span", { class: "caret", role: "img", "aria-label": "still writing" }));
  }
  return shown;
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

function summary({ message, name, replies, work }, actions) {
  if (replies === undefined || (replies.count === 0 && !work)) return null;
  const count = replies.count === 1 ? "1 reply" : `${replies.count} replies`;
  const faces = replies.names.map(([name, bot]) => avatar(name, bot, "small"));
  const last = replies.last ? h("span", { class: "last" }, "last reply ", clock(replies.last)) : null;
  const doing = work ? h("span", { class: "last working" }, `${work.name} ${work.says || "is writing…"}`) : last;
  const about = { type: "button", class: "replies", "aria-label": `Thread of ${name}’s message`, onclick: () => actions.openThread(message.ts) };
  if (replies.count) delete about["aria-label"];
  return h("button", about, ...faces, h("b", {}, replies.count ? count : "Thread"), doing);
}

export function avatar(name, bot, size = "") {
  if (bot) return h("img", { class: `avatar ${size}`, src: "static/icon.svg", alt: "" });
  const initials = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  const shade = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 4;
  return h("span", { class: `avatar shade-${shade} ${size}`, "aria-hidden": "true" }, initials);
}
