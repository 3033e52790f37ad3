// A menu that opens at a button: arrows move, Enter chooses, Escape goes back to the button.

import { h } from "./dom.js";

let open = null;

// `items` are {label, note, danger, act}.
export function openMenu(button, name, items) {
  const again = open?.button === button;
  closeMenu();
  if (again) return;
  const entries = items.map((item) => entry(item, button));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": name }, ...entries);
  menu.addEventListener("keydown", (event) => move(event, entries, button));
  menu.addEventListener("focusout", ({ relatedTarget }) => menu.contains(relatedTarget) || closeMenu());
  // What a dialog does not contain cannot be used while it is open.
  (button.closest("dialog") ?? document.body).append(menu);
  button.setAttribute("aria-expanded", "true");
  open = { menu, button };
  put(menu, button);
  entries[0].focus({ preventScroll: true });
}

export function closeMenu() {
  const closing = open;
  open = null; // first: taking a focused element away tells that it has lost the focus
  closing?.button.setAttribute("aria-expanded", "false");
  closing?.menu.remove();
}

function entry({ label, note, danger, act }, button) {
  const choose = () => {
    closeMenu();
    button.focus({ preventScroll: true });
    act();
  };
  const properties = { type: "button", role: "menuitem", tabindex: -1, class: danger ? "danger" : null, onclick: choose };
  return h("button", properties, h("span", {}, label), note ? h("small", {}, note) : null);
}

function move(event, entries, button) {
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (to !== undefined) entries.at(to % entries.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    closeMenu();
    button.focus({ preventScroll: true });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

// Beneath the button or above it, and never beyond the edge of the window.
function put(menu, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(8, at.right - width), innerWidth - width - 8);
  const top = at.bottom + height + 8 < innerHeight ? at.bottom + 4 : Math.max(8, at.top - height - 4);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

document.addEventListener("pointerdown", ({ target }) => {
  if (open && !open.menu.contains(target) && !open.button.contains(target)) closeMenu();
});
addEventListener("resize", closeMenu);
