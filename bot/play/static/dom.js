// Building elements. Text is only ever set as text: nothing here or elsewhere on the page parses markup.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const $ = (id) => document.getElementById(id);

// Only web addresses become links; anything else, such as javascript:, stays text.
export function isWebAddress(address) {
  return /^https?:\/\/[^\s]+$/i.test(address);
}

export function outsideLink(address, label, name) {
  if (!isWebAddress(address)) return document.createTextNode(label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", class: name, title: address }, label);
}

// Make `container` show `items` in order. What has not changed keeps its element, and with it focus and selection.
export function sync(container, items, build) {
  const old = container.shownItems ?? new Map();
  const now = new Map();
  const refocus = [];
  for (const { key, value } of items) {
    const signature = JSON.stringify(value);
    const before = old.get(key);
    if (before?.signature === signature) {
      now.set(key, before);
      continue;
    }
    const element = build(value);
    if (before) refocus.push(carryOver(before.element, element));
    now.set(key, { signature, element });
  }
  const elements = [...now.values()].map((entry) => entry.element);
  for (const child of [...container.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, place) => {
    if (container.children[place] !== element) container.insertBefore(element, container.children[place] ?? null);
  });
  container.shownItems = now;
  for (const focus of refocus) focus?.();
}

const FOCUSABLE = "a[href], button, input, select, summary, textarea";

// Keep in a new element what somebody did to the old one: what is unfolded, and where the focus is.
export function carryOver(before, after) {
  const folds = after.querySelectorAll("details");
  before.querySelectorAll("details").forEach((fold, place) => folds[place]?.toggleAttribute("open", fold.open));
  const at = document.activeElement;
  if (!before.contains(at)) return null;
  const called = nameOf(at);
  return () => [...after.querySelectorAll(FOCUSABLE)].find((each) => nameOf(each) === called)?.focus({ preventScroll: true });
}

function nameOf(element) {
  const { action, input } = element.dataset;
  return [element.tagName, action ?? input ?? "", element.ariaLabel || element.textContent].join(" ");
}
