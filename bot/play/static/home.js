// The app's Home tab, beside the direct messages with it.

import { $, h, sync } from "./dom.js";
import { renderBlocks } from "./kit/blocks.js";
import { botName, here, myViews, namesHere, places, state } from "./state.js";

// `use(view, block, element, choice)` tells the app.
export function drawHome(use) {
  const direct = Boolean(here().direct);
  const open = direct && state.tab === "home";
  $("tabs").hidden = !direct || !state.app.home;
  $("home").hidden = !open;
  for (const id of ["log", "composer"]) $(id).hidden = open;
  for (const tab of $("tabs").children) {
    tab.setAttribute("aria-selected", String(tab.dataset.tab === state.tab));
    tab.tabIndex = tab.dataset.tab === state.tab ? 0 : -1;
  }
  if (!open) return;
  const view = myViews().home;
  const value = view ? { id: view.id, blocks: view.blocks, names: namesHere(), places: places() } : { none: botName() };
  sync($("home"), [{ key: state.me, value }], (given) => (given.none ? nothing(given.none) : page(given, use)));
}

// `go(tab)` opens a tab.
export function setUpTabs(go) {
  const tabs = [...$("tabs").children];
  for (const tab of tabs) tab.addEventListener("click", () => go(tab.dataset.tab));
  $("tabs").addEventListener("keydown", ({ key }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const other = tabs.find((tab) => tab.dataset.tab !== state.tab);
    other.focus();
    go(other.dataset.tab);
  });
}

function page({ id, blocks, names, places }, use) {
  const context = { ...names, places, resets: true, use: (...what) => use(id, ...what) };
  return h("div", { class: "home-page" }, ...renderBlocks(blocks, context));
}

function nothing(name) {
  return h("p", { class: "note home-page" }, `${name} has not put anything here yet.`);
}
