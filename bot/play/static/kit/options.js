// What a menu or a group of boxes offers, and what is chosen in it to begin with.

// Groups of {label, options}, each option {value, label, note}.
export function groupsOf(element, places) {
  if (element.option_groups) {
    return element.option_groups.map(({ label, options }) => ({ label: label.text, options: options.map(own) }));
  }
  return [{ label: "", options: element.options ? element.options.map(own) : offered(element, places) }];
}

// The chosen values: `kept` is what was chosen in this place before it was drawn anew.
export function chosenIn(element, kept) {
  if (kept !== undefined) return new Set([kept].flat().filter((value) => value !== null));
  const options = [element.initial_option, ...(element.initial_options ?? [])].map((option) => option?.value);
  const { initial_user, initial_channel, initial_conversation } = element;
  const many = ["users", "channels", "conversations"].flatMap((kind) => element[`initial_${kind}`] ?? []);
  return new Set([...options, initial_user, initial_channel, initial_conversation, ...many].filter(Boolean));
}

// Tells the app of a choice, unless the element belongs to a form that is sent off as a whole.
export function teller(block, element, { use }) {
  return block.type === "input" && !block.dispatch_action ? () => {} : (choice) => use(block, element, choice);
}

function own({ value, text, description }) {
  return { value, label: text.text, note: description?.text };
}

function offered({ type, filter }, places) {
  if (type.includes("users")) return places.users.map(pair);
  if (type.includes("channels")) return places.channels.map(pair);
  const directs = filter?.include && !filter.include.includes("im") ? [] : places.directs;
  return [...places.channels, ...directs].map(pair);
}

function pair([value, label]) {
  return { value, label };
}
