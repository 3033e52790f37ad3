// What can be used in blocks, by its kind. In an input block an element is a field of the form that is sent off; anywhere
// else using it tells the app at once.

import { h } from "../dom.js";
import { button, feedback, iconButton, overflow } from "./buttons.js";
import { ticks } from "./choices.js";
import { multiple, single } from "./selects.js";
import { line } from "./typing.js";

const KINDS = { button, checkboxes: ticks, feedback_buttons: feedback, icon_button: iconButton, overflow, radio_buttons: ticks };
const SELECT = /^(multi_)?(static|users|conversations|channels)_select$/;

export function elementOf(block, element, given) {
  const select = SELECT.exec(element.type);
  const build = select ? (select[1] ? multiple : single) : (KINDS[element.type] ?? line);
  return build(block, element, given) ?? h("span", { class: "note" }, `(${element.type}, which this page does not show)`);
}
