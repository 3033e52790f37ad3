// What can be completed while typing: commands after "/", names after "@".

import { h } from "./dom.js";

const COMMAND = /^\/\S*$/;
const NAME = /(?:^|\s)@(\w*)$/;

// `offers()` is {commands, names}: each a list of {text, label, note}. The list stands in `form`, above the box.
export function hints(form, box, offers) {
  const id = `${form.id}-hints`;
  const list = h("ul", { id, class: "hints", role: "listbox", "aria-label": "Suggestions", hidden: true });
  form.prepend(list);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", id);
  let found = { start: 0, items: [] };
  let at = 0;

  function show() {
    found = box.selectionStart === box.selectionEnd ? search(box.value.slice(0, box.selectionStart), offers()) : none();
    at = 0;
    draw();
  }

  function draw() {
    list.hidden = found.items.length === 0;
    list.replaceChildren(...found.items.map(line));
    if (list.hidden) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function line({ label, note }, place) {
    const properties = { id: `${id}-${place}`, role: "option", "aria-selected": String(place === at), onclick: () => take(place) };
    // The box keeps the focus while something here is pressed.
    return h("li", { ...properties, onpointerdown: (event) => event.preventDefault() }, h("b", {}, label), h("span", {}, note ?? ""));
  }

  function take(place) {
    const { text } = found.items[place];
    box.setRangeText(`${text} `, found.start, box.selectionStart, "end");
    hide();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function hide() {
    found = none();
    draw();
  }

  // Whether a key was for the list.
  function key(event) {
    if (list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      at = (at + step + found.items.length) % found.items.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") take(at);
    else if (event.key === "Escape") hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  box.addEventListener("input", show);
  box.addEventListener("blur", hide);
  return { key };
}

function none() {
  return { start: 0, items: [] };
}

function search(before, { commands, names }) {
  if (COMMAND.test(before)) return { start: 0, items: commands.filter(({ text }) => text.startsWith(before)) };
  const name = NAME.exec(before);
  if (!name) return none();
  const items = names.filter(({ text }) => text.slice(1).toLowerCase().startsWith(name[1].toLowerCase()));
  return { start: before.length - name[1].length - 1, items };
}
