// The page: what is said comes as server-sent events; what is typed goes out as JSON.

import { composer } from "./composer.js";
import { $ } from "./dom.js";
import { addTraffic, resetTraffic, setUpFaults, tally } from "./faults.js";
import { drawHome, setUpTabs } from "./home.js";
import { icon } from "./icons.js";
import { closeMenu, openMenu } from "./menu.js";
import { setUpModal, showModal } from "./modal.js";
import { asTyped } from "./mrkdwn.js";
import { narrow, panes } from "./panes.js";
import { drawRoom, drawThread } from "./room.js";
import { listen, post } from "./server.js";
import { drawSide, setUpPeople, topicOf } from "./side.js";
import { botName, countUnread, here, inOrder, keyOf, myChannels, myViews, namesHere, placeOf, places, state } from "./state.js";

const PERMALINK = /^https:\/\/local\.slack\.com\/archives\/(\w+)\/p(\d{10})(\d{6})(?:\?thread_ts=([\d.]+))?/;

// -- drawing ------------------------------------------------------------------------------------------------------

function draw() {
  if (!here()) return;
  drawSide(go);
  $("title").textContent = placeOf(here());
  $("topic").textContent = topicOf(here());
  drawHome(actions.useView); // first, for only what is shown can be measured and scrolled
  drawRoom(actions);
  drawThread(actions);
  $("tally").textContent = tally(inOrder(), state.bot);
  showModal(myViews().modal, post, { ...namesHere(), places: places() });
}

function complain(sentence) {
  $("banner").textContent = sentence;
  $("banner").hidden = !sentence;
}

// -- going somewhere ----------------------------------------------------------------------------------------------

function enter(channel, tab = "messages") {
  state.here = channel;
  state.tab = tab;
  state.thread = "";
  state.editing = null;
  if (tab === "messages") state.unread.delete(`${state.me} ${channel}`);
  side.hideSource();
  asking.reset();
  draw();
  if (here().direct) post("play/home", { tab });
}

function go(channel) {
  enter(channel);
  if (!narrow()) asking.focus();
}

function speakAs(person) {
  state.me = person;
  const channels = myChannels();
  enter(channels.some(({ id }) => id === state.here && !here().direct) ? state.here : channels[0].id);
}

// A link to a message leads there.
function follow(event) {
  const link = event.target.closest?.("a[href]");
  const [, channel, seconds, rest, thread] = PERMALINK.exec(link?.getAttribute("href") ?? "") ?? [];
  if (!myChannels().some(({ id }) => id === channel)) return;
  event.preventDefault();
  enter(channel);
  side.openThread(thread ?? `${seconds}.${rest}`);
}

// -- doing --------------------------------------------------------------------------------------------------------

async function say(text, thread) {
  const where = { channel: state.here };
  if (text.startsWith("/")) {
    if (thread) return `Commands cannot be used in threads; write to ${placeOf(here())} itself.`;
    const name = text.split(/\s/, 1)[0];
    if (!state.app.commands.some((command) => command.name === name)) return `${name} is not a command.`;
    return (await post("play/command", { ...where, text })).error ?? "";
  }
  const { ts, error } = await post("play/messages", { ...where, text, thread });
  if (error) return error;
  if (!thread && (here().direct || /@pincite\b/i.test(text))) {
    side.hideSource();
    state.thread = ts;
    draw();
    replying.reset();
  }
  return "";
}

async function send(address, body) {
  const { error } = await post(address, body);
  complain(error ?? "");
}

const at = ({ channel, ts }) => ({ channel, ts });

const actions = {
  say: async (text) => complain(await say(text, null)),
  openThread: (ts) => side.openThread(ts),
  openSource: (...what) => side.openSource(...what),
  stop: (message) => send("play/stop", at(message)),
  dismiss: (message) => send("play/delete", at(message)),
  use(message, block, element, choice) {
    if (element.type === "feedback_buttons") {
      const pressed = state.pressed.get(keyOf(message));
      state.pressed.set(keyOf(message), { ...pressed, [element.action_id]: choice });
      draw();
    }
    return send("play/actions", { ...at(message), block: block.block_id, action: element.action_id, choice });
  },
  useView: (view, block, element, choice) => send("play/actions", { view, block: block.block_id, action: element.action_id, choice }),
  edit(message, text) {
    const log = $(state.editing?.inThread ? "thread-log" : "log");
    state.editing = null;
    draw();
    if (text !== null) send(text.trim() ? "play/edit" : "play/delete", { ...at(message), text });
    log.querySelector(`[data-ts="${message.ts}"] .toolbar button:last-child`)?.focus();
  },
  openMenu(message, button) {
    const items = state.app.shortcuts.map(({ callback_id: shortcut, name }) => ({
      label: name,
      note: botName(),
      act: () => send("play/shortcut", { ...at(message), shortcut }),
    }));
    const inThread = !button.closest("#log");
    const edit = () => {
      state.editing = { key: keyOf(message), inThread };
      draw();
    };
    const mine = message.user === state.me;
    if (!inThread && !message.only) items.unshift({ label: "Reply in thread", act: () => side.openThread(message.root) });
    if (mine) items.push({ label: "Edit message", act: edit });
    items.push({ label: "Copy text", act: () => navigator.clipboard?.writeText(asTyped(message.text, namesHere().users)) });
    if (mine) items.push({ label: "Delete message", danger: true, act: () => send("play/delete", at(message)) });
    openMenu(button, "More actions", items);
  },
};

// -- hearing ------------------------------------------------------------------------------------------------------

const byId = (things) => new Map(things.map((thing) => [thing.id, thing]));

const hear = {
  state({ me, users, channels, messages, traffic, ...rest }) {
    Object.assign(state, rest, { users: byId(users), channels: byId(channels) });
    state.me ||= me;
    state.messages = new Map(messages.map((message) => [keyOf(message), message]));
    $("corpus").textContent = `${state.documents.toLocaleString()} documents, ${state.passages.toLocaleString()} passages`;
    resetTraffic(traffic);
    if (!state.here) go(myChannels()[0].id);
  },
  message(message) {
    const isNew = !state.messages.has(keyOf(message));
    state.messages.set(keyOf(message), message);
    if (isNew) countUnread(message);
  },
  deleted(message) {
    state.messages.delete(keyOf(message));
  },
  channel(channel) {
    state.channels.set(channel.id, channel);
  },
  views({ user, modal, home }) {
    state.views = { ...state.views, [user]: { modal, home } };
  },
  traffic: addTraffic,
};

// -- beginning ----------------------------------------------------------------------------------------------------

const names = () => [...state.users.values()].map(({ name, bot }) => ({ text: `@${name}`, label: name, note: bot ? "App" : "" }));
const commands = () => state.app.commands.map(({ name, usage, description }) => ({ text: name, label: `${name} ${usage}`.trim(), note: description }));
const KEYS = "Enter sends · Shift + Enter begins a new line";

const asking = composer($("composer"), (text) => say(text, null), () => ({
  label: here()?.direct ? `Message ${botName()}` : `Message #${here()?.name ?? ""}`,
  mention: !here()?.direct,
  commands: commands(),
  names: names(),
  hint(text) {
    if (text.startsWith("/")) return "A command goes to the app, not to the channel.";
    const silent = !here()?.direct && text.trim() && !/@pincite\b/i.test(text);
    return silent ? `Without @${botName()} this is between people, and ${botName()} keeps silent.` : KEYS;
  },
}));
const replying = composer($("thread-composer"), (text) => say(text, state.thread), () => ({
  label: "Reply in the thread",
  mention: false,
  commands: [],
  names: names(),
  hint: () => KEYS,
}));
const side = panes(draw, asking, replying);

for (const sign of document.querySelectorAll("[data-icon]")) sign.replaceChildren(icon(sign.dataset.icon));
document.addEventListener("click", follow);
setUpFaults(post);
setUpModal(post);
setUpPeople(speakAs);
setUpTabs((tab) => enter(state.here, tab));
listen(
  (event) => {
    complain("");
    closeMenuOf(event);
    hear[event.type](event);
    draw();
  },
  () => complain("Pincite has stopped. Start it again with make play, and open the address that it prints."),
);

// A menu of a message that is no longer there would act on nothing.
function closeMenuOf({ type }) {
  if (type === "deleted") closeMenu();
}
