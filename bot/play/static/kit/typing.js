// Fields to type in.

import { h } from "../dom.js";

const TYPES = { datepicker: "date", email_text_input: "email", number_input: "number", plain_text_input: "text", url_text_input: "url" };
const LONGEST = 3000;

export function line(block, element, { kept }) {
  const type = TYPES[element.type];
  if (!type) return null;
  const value = kept?.[element.action_id] ?? element.initial_value ?? element.initial_date ?? "";
  const limits = { minlength: element.min_length, maxlength: element.max_length ?? LONGEST };
  const about = { "data-input": element.action_id, placeholder: element.placeholder?.text, dir: "auto", ...limits };
  return element.multiline ? h("textarea", { ...about, rows: 3 }, value) : h("input", { ...about, type, value });
}
