// Changing what one has said: in its place, Enter saves and Escape leaves it as it was.

import { h } from "./dom.js";
import { asTyped } from "./mrkdwn.js";

export function editor({ message, names }, actions) {
  const box = h("textarea", { rows: 2, maxlength: 12000, dir: "auto", "aria-label": "Edit the message" });
  box.value = asTyped(message.text, names.users);
  const save = (event) => {
    event.preventDefault();
    actions.edit(message, box.value);
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save(event);
    if (event.key !== "Escape") return;
    event.stopPropagation();
    actions.edit(message, null);
  });
  const cancel = h("button", { type: "button", class: "press small", onclick: () => actions.edit(message, null) }, "Cancel");
  const form = h(
    "form",
    { class: "editor", onsubmit: save },
    box,
    h("div", { class: "row" }, cancel, h("button", { type: "submit", class: "press small primary" }, "Save")),
  );
  queueMicrotask(() => {
    box.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" }); // with its buttons
    box.setSelectionRange(box.value.length, box.value.length);
  });
  return form;
}
