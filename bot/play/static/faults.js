// The drawer of faults, and what goes between Slack and the bot.

import { $, h } from "./dom.js";

const FAULTS = [
  ["double", "Deliver twice more", "The next message reaches the bot three times"],
  ["socket", "Drop the socket", "The connection breaks at once"],
  ["rate", "429 Too many requests", "The next answer is refused; wait three seconds"],
  ["error", "500 Server error", "Slack fails while the next answer is posted"],
  ["lost", "Lose the reply", "The next answer is posted, but the bot does not hear of it"],
];
const SHOWN = 60;
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const seen = new Map();

export function setUpFaults(post) {
  const said = $("fault-said");
  const buttons = FAULTS.map(([kind, label, hint]) =>
    h("button", { type: "button", "data-fault": kind, onclick: order }, h("b", {}, label), h("span", {}, hint)),
  );
  async function order(event) {
    const answer = await post("play/faults", { kind: event.currentTarget.dataset.fault });
    said.textContent = answer.sentence ?? answer.error;
  }
  $("fault-buttons").append(...buttons);
}

export function resetTraffic(exchanges) {
  seen.clear();
  $("traffic").replaceChildren();
  exchanges.forEach(addTraffic);
}

export function addTraffic(exchange) {
  if (seen.has(exchange.number)) return;
  seen.set(exchange.number, exchange);
  const list = $("traffic");
  list.prepend(line(exchange));
  while (list.children.length > SHOWN) list.lastElementChild.remove();
}

function line({ kind, name, outcome, at }) {
  const [sign, words] = {
    delivery: ["→", `${name} delivered${outcome ? `, ${outcome}` : ""}`],
    call: ["←", `${name} ${outcome}`],
    socket: ["↔", `socket ${outcome}`],
  }[kind];
  const bad = kind === "call" && outcome !== "ok";
  const tone = bad || outcome === "closed" || outcome.startsWith("attempt") ? "odd" : "";
  const arrow = h("span", { "aria-hidden": "true" }, sign);
  return h("li", { class: tone }, h("time", {}, TIME.format(new Date(at * 1000))), arrow, words);
}

// How often the last question was delivered, and how many answers it has.
export function tally(messages, bot) {
  const deliveries = [...seen.values()].filter(({ kind }) => kind === "delivery");
  const asked = messages.filter(({ user, ts }) => user !== bot && deliveries.some((each) => each.ts === ts)).at(-1);
  if (!asked) return "Nothing has been asked yet.";
  // A mention in a channel is two events, each of which may come several times.
  const events = new Map();
  for (const { name, ts } of deliveries) if (ts === asked.ts) events.set(name, (events.get(name) ?? 0) + 1);
  const delivered = [...events].map(([name, count]) => `${name} ${times(count)}`).join(" and ");
  const answers = messages.filter((message) => message.question === asked.ts).length;
  return `Your last message: delivered as ${delivered}, ${answers ? `answered ${times(answers)}` : "not answered yet"}.`;
}

function times(count) {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}
