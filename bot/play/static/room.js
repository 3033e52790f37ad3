// What is said: in the channel that is open, and in the thread beside it.

import { $, h, sync } from "./dom.js";
import { avatar, dayOf, messageElement, workingElement } from "./messages.js";
import { botName, counted, here, inOrder, keyOf, nameOf, namesHere, placeOf, places, repliesTo, state, workIn } from "./state.js";

export function drawRoom(actions) {
  const roots = inOrder().filter((message) => message.channel === state.here && (message.root === message.ts || message.broadcast));
  const items = roots.length ? byDay(roots) : [{ key: "welcome", value: { welcome: welcomeTo(here()) } }];
  fill($("log"), items, (value) => {
    if (value.day) return h("p", { class: "day" }, h("span", {}, value.day));
    return value.welcome ? welcome(value.welcome, actions) : messageElement(value, actions);
  });
}

export function drawThread(actions) {
  const root = state.messages.get(`${state.here} ${state.thread}`);
  $("thread").hidden = !root;
  if (!root) return;
  const replies = repliesTo(root.ts);
  const count = counted(replies).length;
  const label = count === 1 ? "1 reply" : `${count} replies`;
  const items = [root, ...replies].map((message) => ({ key: message.ts, value: view(message, true) }));
  items.splice(1, 0, { key: "count", value: { rule: count ? label : "No replies yet" } });
  const work = workIn(root);
  if (work && (work.says || work.canStop)) items.push({ key: "working", value: { name: botName(), work, root } });
  $("thread-place").textContent = placeOf(here());
  fill($("thread-log"), items, (value) => {
    if (value.rule) return h("p", { class: "rule" }, value.rule);
    return value.work && value.root ? workingElement(value, actions) : messageElement(value, actions);
  });
}

function view(message, inThread) {
  const name = nameOf(message.user);
  const about = { message, name, bot: message.user === state.bot, names: namesHere() };
  const editing = state.editing?.key === keyOf(message) && state.editing.inThread === inThread;
  if (editing) return { ...about, message: asItWas(message), editing };
  const shown = { ...about, places: about.bot ? places() : undefined, pressed: state.pressed.get(keyOf(message)) };
  if (inThread || message.root !== message.ts) return shown;
  const replies = counted(repliesTo(message.ts));
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 3);
  const names = people.map((user) => [nameOf(user), user === state.bot]);
  const work = workIn(message);
  return { ...shown, replies: { count: replies.length, last: replies.at(-1)?.ts, names }, work: work && { says: work.says, name: botName() } };
}

// While a message is edited, nothing that happens around it may draw it anew.
function asItWas({ channel, ts, text, user, only, blocks }) {
  return { channel, ts, text, user, only, blocks };
}

function byDay(roots) {
  let day = "";
  return roots.flatMap((message) => {
    const before = day;
    day = dayOf(message.ts);
    const item = { key: message.ts, value: view(message, false) };
    return day === before ? [item] : [{ key: day, value: { day } }, item];
  });
}

function fill(log, items, build) {
  const newest = items.at(-1).key;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  sync(log, items, build);
  const growing = items.at(-1).value.message?.streaming;
  if (log.newest === newest && !(growing && atEnd)) return;
  log.newest = newest;
  // A new question goes to the bottom; an answer longer than the pane is read from its beginning.
  const last = log.lastElementChild;
  const tall = last && last.offsetHeight > log.clientHeight;
  log.scrollTop = tall ? last.offsetTop - 10 : log.scrollHeight;
}

function welcomeTo(channel) {
  const own = state.suggestions.map((question) => ({ title: question, message: question }));
  const given = channel.direct && channel.suggested ? channel.suggested : { title: "Try one of these", prompts: own };
  return { direct: channel.direct, ...given, documents: state.documents };
}

function welcome({ direct, title, prompts, documents }, actions) {
  const ask = (text) => () => actions.say(direct ? text : `@${botName()} ${text}`);
  const cards = prompts.map((prompt) => h("button", { type: "button", onclick: ask(prompt.message) }, prompt.title));
  const promise = `${botName()} quotes from ${documents.toLocaleString()} documents, shows where each sentence stands, and says so when they are silent.`;
  return h(
    "div",
    { class: "welcome" },
    avatar(botName(), true, "large"),
    h("h2", {}, "Answers in the sources’ own words"),
    h("p", {}, promise),
    cards.length ? h("p", { class: "try" }, title || "Try one of these") : null,
    h("div", { class: "cards" }, ...cards),
  );
}
