// The page: what is said comes as server-sent events; what is typed goes out as JSON.

import { composer } from "./composer.js";
import { $, h, sync } from "./dom.js";
import { addTraffic, resetTraffic, setUpFaults, tally } from "./faults.js";
import { avatar, dayOf, messageElement, workingElement } from "./messages.js";
import { setUpModal, showModal } from "./modal.js";
import { showSource } from "./source.js";

const state = { channels: [], messages: new Map(), users: {}, me: "", bot: "", here: "", thread: "", unread: new Set() };
const openers = {};

// -- what is where ------------------------------------------------------------------------------------------------

const inOrder = () => [...state.messages.values()].sort((one, other) => (one.ts < other.ts ? -1 : 1));
const here = () => state.channels.find((channel) => channel.id === state.here);
const repliesTo = (ts) => inOrder().filter((each) => each.channel === state.here && each.root === ts && each.ts !== ts);
const place = (channel) => (channel.direct ? "Pincite" : `#${channel.name}`);

function view(message, inThread) {
  const shown = { message, name: state.users[message.user], bot: message.user === state.bot, users: state.users };
  if (inThread) return shown;
  const replies = repliesTo(message.ts);
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 3);
  const names = people.map((user) => [state.users[user], user === state.bot]);
  const working = message.status && `${state.users[state.bot]} ${message.status}`;
  return { ...shown, replies: { count: replies.length, last: replies.at(-1)?.ts, names }, working };
}

// -- drawing ------------------------------------------------------------------------------------------------------

function draw() {
  if (!here()) return;
  drawSide();
  $("title").textContent = place(here());
  $("topic").textContent = here().direct
    ? "Ask in a full sentence. Each message is answered in its thread."
    : "Mention @Pincite to ask; the answer stands in the thread.";
  const roots = inOrder().filter((message) => message.channel === state.here && message.root === message.ts);
  const items = roots.length ? byDay(roots) : [{ key: "welcome", value: { welcome: here() } }];
  fill($("log"), items, (value) => {
    if (value.day) return h("p", { class: "day" }, h("span", {}, value.day));
    return value.welcome ? welcome(value.welcome) : messageElement(value, actions);
  });
  drawThread();
  $("tally").textContent = tally(inOrder(), state.bot);
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

function drawSide() {
  for (const [id, direct] of [["channels", false], ["directs", true]]) {
    const items = state.channels
      .filter((channel) => channel.direct === direct)
      .map((channel) => ({ ...channel, current: channel.id === state.here, unread: state.unread.has(channel.id) }));
    sync($(id), items.map((value) => ({ key: value.id, value })), sideEntry);
  }
}

function sideEntry(channel) {
  const sign = channel.direct ? avatar("Pincite", true, "small") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
  const name = channel.direct ? "Pincite" : channel.name;
  const mark = channel.unread ? h("span", { class: "unread" }, "new") : null;
  const current = channel.current ? "page" : null;
  const go = () => enter(channel.id);
  return h("li", {}, h("button", { type: "button", "aria-current": current, onclick: go }, sign, h("span", {}, name), mark));
}

function drawThread() {
  const root = state.messages.get(`${state.here} ${state.thread}`);
  $("thread").hidden = !root;
  if (!root) return;
  const replies = repliesTo(root.ts);
  const label = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  const items = [root, ...replies].map((message) => ({ key: message.ts, value: view(message, true) }));
  items.splice(1, 0, { key: "count", value: { rule: replies.length ? label : "No replies yet" } });
  if (root.status) items.push({ key: "working", value: { name: state.users[state.bot], status: root.status } });
  $("thread-place").textContent = place(here());
  fill($("thread-log"), items, (value) => {
    if (value.rule) return h("p", { class: "rule" }, value.rule);
    return value.status ? workingElement(value) : messageElement(value, actions);
  });
}

function fill(log, items, build) {
  const newest = items.at(-1).key;
  sync(log, items, build);
  if (log.newest === newest) return;
  log.newest = newest;
  // A new question goes to the bottom; an answer longer than the pane is read from its beginning.
  const last = log.lastElementChild;
  const tall = last && last.offsetHeight > log.clientHeight;
  log.scrollTop = tall ? last.offsetTop - 10 : log.scrollHeight;
}

function welcome(channel) {
  const ask = (question) => () => say(channel.direct ? question : `@Pincite ${question}`, null);
  const cards = state.suggestions.map((question) => h("button", { type: "button", onclick: ask(question) }, question));
  return h(
    "div",
    { class: "welcome" },
    avatar("Pincite", true, "large"),
    h("h2", {}, "Answers in the sources’ own words"),
    h("p", {}, `Pincite quotes from ${state.documents.toLocaleString()} documents, shows where each sentence stands, and says so when they are silent.`),
    cards.length ? h("p", { class: "try" }, "Try one of these") : null,
    h("div", { class: "cards" }, ...cards),
  );
}

// -- doing --------------------------------------------------------------------------------------------------------

async function post(address, body) {
  try {
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    return await (await fetch(address, request)).json();
  } catch {
    return { error: "Pincite has stopped; start it again with make play." };
  }
}

async function say(text, thread) {
  const { ts, error } = await post("play/messages", { channel: state.here, text, thread });
  if (error) return error;
  if (!thread && (here().direct || /@pincite\b/i.test(text))) {
    hideSource();
    state.thread = ts;
    draw();
    replying.reset();
  }
  return "";
}

function enter(channel) {
  state.here = channel;
  state.unread.delete(channel);
  state.thread = "";
  hideSource();
  asking.reset();
  draw();
  if (!narrow()) asking.focus();
}

const narrow = () => matchMedia("(max-width: 719px)").matches;

const actions = {
  async use(message, block, element, choice) {
    const place = { channel: message.channel, ts: message.ts, block: block.block_id, action: element.action_id };
    const { error } = await post("play/actions", { ...place, choice });
    if (error) complain(error);
  },
  openThread(ts) {
    if (state.thread !== ts) hideSource();
    openers.thread = ts;
    state.thread = ts;
    draw();
    replying.reset();
    if (narrow()) $("thread-title").focus();
    else replying.focus();
  },
  async openSource(message, n, opener) {
    openers.source = opener;
    $("source").hidden = false;
    $("source-title").focus();
    await showSource(message.channel, message.ts, n);
  },
};

function complain(sentence) {
  $("banner").textContent = sentence;
  $("banner").hidden = false;
}

function hideSource() {
  const shown = !$("source").hidden;
  $("source").hidden = true;
  return shown;
}

function closeSource() {
  const closed = hideSource();
  if (closed) openers.source?.focus();
  return closed;
}

function closeThread() {
  if ($("thread").hidden) return false;
  const opener = document.querySelector(`#log [data-ts="${state.thread}"] .replies`);
  state.thread = "";
  draw();
  if (opener && openers.thread) opener.focus();
  else asking.focus();
  return true;
}

function showFaults(shown) {
  if ($("faults").hidden !== shown) return false;
  $("faults").hidden = !shown;
  $("open-faults").setAttribute("aria-expanded", String(shown));
  $(shown ? "faults-title" : "open-faults").focus();
  return true;
}

// -- hearing ------------------------------------------------------------------------------------------------------

const hear = {
  state(event) {
    const { channels, users, me, bot, suggestions, documents, passages } = event;
    Object.assign(state, { channels, users, me, bot, suggestions, documents });
    state.messages = new Map(event.messages.map((message) => [`${message.channel} ${message.ts}`, message]));
    $("corpus").textContent = `${documents.toLocaleString()} documents, ${passages.toLocaleString()} passages`;
    resetTraffic(event.traffic);
    if (!state.here) enter(channels[0].id);
    hear.view(event);
  },
  message(message) {
    const key = `${message.channel} ${message.ts}`;
    const isNew = !state.messages.has(key);
    state.messages.set(key, message);
    if (isNew && message.user === state.bot && message.channel !== state.here) state.unread.add(message.channel);
  },
  deleted(message) {
    state.messages.delete(`${message.channel} ${message.ts}`);
  },
  view({ view }) {
    showModal(view, post, { users: state.users, places: { users_select: Object.entries(state.users) } });
  },
  traffic: addTraffic,
};

function listen() {
  const events = new EventSource("play/events");
  events.onmessage = ({ data }) => {
    $("banner").hidden = true;
    const event = JSON.parse(data);
    hear[event.type](event);
    draw();
  };
  events.onerror = () => {
    complain("Pincite has stopped. Start it again with make play, and open the address that it prints.");
  };
}

const asking = composer($("composer"), (text) => say(text, null), () => ({
  label: here()?.direct ? "Message Pincite" : `Message #${here()?.name ?? ""}`,
  direct: Boolean(here()?.direct),
}));
const replying = composer($("thread-composer"), (text) => say(text, state.thread), () => ({
  label: "Reply in the thread",
  direct: Boolean(here()?.direct),
}));
$("close-thread").addEventListener("click", closeThread);
$("close-source").addEventListener("click", closeSource);
$("close-faults").addEventListener("click", () => showFaults(false));
$("open-faults").addEventListener("click", () => showFaults($("faults").hidden));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeSource() || closeThread() || showFaults(false);
});
setUpFaults(post);
setUpModal(post);
listen();
