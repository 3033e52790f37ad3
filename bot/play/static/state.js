// What the page knows, and what the person it speaks as sees of it.

export const state = {
  me: "",
  bot: "",
  app: { commands: [], shortcuts: [], events: [], home: false },
  users: new Map(),
  channels: new Map(),
  messages: new Map(),
  views: {}, // by person: {modal, home}
  here: "", // the channel that is open
  tab: "messages", // of the direct messages: messages or home
  thread: "", // the root of the thread that is open
  editing: null, // the message that is being edited, and where: {key, inThread}
  unread: new Map(), // "person channel": how many
  pressed: new Map(), // by message: which of its feedback buttons was pressed, by action
  suggestions: [],
  documents: 0,
  passages: 0,
};

export const keyOf = ({ channel, ts }) => `${channel} ${ts}`;
export const here = () => state.channels.get(state.here);
export const people = () => [...state.users.values()].filter((user) => !user.bot);
export const nameOf = (user) => state.users.get(user)?.name ?? user;
export const botName = () => nameOf(state.bot);
export const placeOf = (channel) => (channel.direct ? botName() : `#${channel.name}`);
export const myViews = () => state.views[state.me] ?? { modal: null, home: null };
export const unreadIn = (channel, person = state.me) => state.unread.get(`${person} ${channel}`) ?? 0;

// The names that mentions stand for.
export function namesHere() {
  const users = Object.fromEntries([...state.users.values()].map(({ id, name }) => [id, name]));
  const channels = Object.fromEntries([...state.channels.values()].map(({ id, name }) => [id, name]));
  return { users, channels };
}

// What can be chosen in menus of people and of conversations, as [value, label].
export function places() {
  const rooms = myChannels().filter((channel) => !channel.direct);
  return {
    users: [...state.users.values()].map(({ id, name }) => [id, name]),
    channels: rooms.map(({ id, name }) => [id, `#${name}`]),
    directs: myChannels().filter((channel) => channel.direct).map(({ id }) => [id, botName()]),
  };
}

export function myChannels(person = state.me) {
  return [...state.channels.values()].filter(({ members }) => members.includes(person));
}

// All messages that the person may see, oldest first.
export function inOrder() {
  const seen = [...state.messages.values()].filter(({ only }) => !only || only === state.me);
  return seen.sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

export function repliesTo(ts) {
  return inOrder().filter((each) => each.channel === state.here && each.root === ts && each.ts !== ts);
}

// What counts as a reply: all but what only one person sees, as in Slack.
export const counted = (replies) => replies.filter(({ only }) => !only);

// A message has come: it is unread for each of its readers who does not have its channel open.
export function countUnread({ channel, user, only }) {
  for (const reader of state.channels.get(channel)?.members ?? []) {
    const open = reader === state.me && channel === state.here && state.tab === "messages";
    if (open || reader === user || reader === state.bot || (only && only !== reader)) continue;
    state.unread.set(`${reader} ${channel}`, unreadIn(channel, reader) + 1);
  }
}

// Whether the app is at work in a thread, and what it says of that; null when it is not.
export function workIn(root) {
  const streaming = inOrder().some((each) => each.channel === root.channel && each.root === root.ts && each.streaming);
  if (!root.status && !root.working && !streaming) return null;
  const canStop = (root.working || streaming) && state.app.events.includes("agent_session_stopped");
  return { says: root.status || (streaming ? "" : "is working…"), canStop };
}
