// The sidebar: where one can go, and as whom one speaks.

import { $, h, sync } from "./dom.js";
import { avatar } from "./messages.js";
import { botName, myChannels, people, state, unreadIn } from "./state.js";

// `go(channel)` opens a channel or direct messages.
export function drawSide(go) {
  const entries = myChannels().map((channel) => ({
    id: channel.id,
    direct: channel.direct,
    name: channel.direct ? botName() : channel.name,
    current: channel.id === state.here,
    unread: unreadIn(channel.id),
  }));
  for (const [id, direct] of [["channels", false], ["directs", true]]) {
    const items = entries.filter((entry) => entry.direct === direct).map((value) => ({ key: value.id, value }));
    $(id).closest("section").hidden = items.length === 0;
    sync($(id), items, (entry) => sideEntry(entry, go));
  }
  drawPeople();
}

export function setUpPeople(speakAs) {
  $("speaker").addEventListener("change", ({ target }) => speakAs(target.value));
}

function sideEntry({ id, direct, name, current, unread }, go) {
  const sign = direct ? avatar(name, true, "small") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
  const mark = unread ? h("span", { class: "unread" }, String(unread), h("span", { class: "unseen" }, " unread")) : null;
  const about = { type: "button", class: unread ? "fresh" : null, "aria-current": current ? "page" : null, onclick: () => go(id) };
  return h("li", {}, h("button", about, sign, h("span", { class: "name" }, name), mark));
}

function drawPeople() {
  const options = people().map(({ id, name }) => ({ id, name, waiting: waitingFor(id) }));
  const select = $("speaker");
  const signature = JSON.stringify([state.me, options]);
  if (select.dataset.shown === signature) return;
  select.dataset.shown = signature;
  select.replaceChildren(
    ...options.map(({ id, name, waiting }) =>
      h("option", { value: id, selected: id === state.me }, waiting ? `${name} (${waiting} unread)` : name),
    ),
  );
  $("speaker-face").replaceChildren(avatar(options.find(({ id }) => id === state.me)?.name ?? "", false, "small"));
  $("speaker-dot").hidden = !options.some(({ id, waiting }) => id !== state.me && waiting);
}

function waitingFor(person) {
  return myChannels(person).reduce((sum, { id }) => sum + unreadIn(id, person), 0);
}

export function topicOf(channel) {
  if (channel.archived) return "This channel is archived: nothing more can be said in it.";
  return channel.direct
    ? "Ask in a full sentence. Each message is answered in its thread."
    : `Mention @${botName()} to ask; the answer stands in the thread.`;
}
