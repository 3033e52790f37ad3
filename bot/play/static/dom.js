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

// A small drawing from one path on a grid of 24, drawn here because not every machine has a font with pictures.
export function drawing(path, turned = false) {
  const name = "http://www.w3.org/2000/svg";
  const shape = document.createElementNS(name, "path");
  shape.setAttribute("d", path);
  const svg = document.createElementNS(name, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", turned ? "drawing turned" : "drawing");
  svg.setAttribute("aria-hidden", "true");
  svg.append(shape);
  return svg;
}

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
  for (const { key, value } of items) {
    const signature = JSON.stringify(value);
    const before = old.get(key);
    now.set(key, before?.signature === signature ? before : { signature, element: build(value) });
  }
  const elements = [...now.values()].map((entry) => entry.element);
  for (const child of [...container.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, place) => {
    if (container.children[place] !== element) container.insertBefore(element, container.children[place] ?? null);
  });
  container.shownItems = now;
}
