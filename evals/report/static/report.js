"use strict";
const byId = (id) => document.getElementById(id);
const cases = [...document.querySelectorAll(".case")];
const texts = new Map(cases.map((each) => [each, each.textContent.toLowerCase()]));
const fields = ["search", "outcome", "category", "bucket", "flipped"].map(byId).filter(Boolean);
const chosen = (id) => byId(id)?.value ?? "";

function fits(each) {
  const outcome = chosen("outcome");
  const words = chosen("search").toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (!outcome || (outcome === "!correct" ? each.dataset.outcome !== "correct" : each.dataset.outcome === outcome)) &&
    (!chosen("category") || each.dataset.category === chosen("category")) &&
    (!chosen("bucket") || each.dataset.bucket === chosen("bucket")) &&
    (!byId("flipped")?.checked || "flipped" in each.dataset) &&
    words.every((word) => texts.get(each).includes(word))
  );
}

function filter() {
  let shown = 0;
  for (const each of cases) {
    each.hidden = !fits(each);
    shown += each.hidden ? 0 : 1;
  }
  byId("shown").textContent = shown === cases.length ? `${shown} cases` : `${shown} of ${cases.length} cases`;
  byId("none").hidden = shown > 0;
}

for (const field of fields) field.addEventListener("input", filter);
const form = document.querySelector(".filters");
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));

for (const button of document.querySelectorAll("button[data-bucket]"))
  button.addEventListener("click", () => {
    form.reset();
    byId("bucket").value = button.dataset.bucket;
    filter();
    byId("cases").scrollIntoView();
  });

for (const link of document.querySelectorAll("a[data-case]"))
  link.addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    filter();
    const found = cases.find((each) => each.dataset.id === link.dataset.case);
    found.open = true;
    found.scrollIntoView({ block: "center" });
    found.querySelector("summary").focus();
  });

// What a point of a curve means stands in its label; a title shows it under the pointer.
for (const mark of document.querySelectorAll(".chart [aria-label]")) {
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = mark.getAttribute("aria-label");
  mark.append(title);
}

const theme = byId("theme");
const system = matchMedia("(prefers-color-scheme: dark)");
function show(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  theme.setAttribute("aria-pressed", String(dark));
  theme.textContent = dark ? "Light" : "Dark";
}
show(system.matches);
system.addEventListener("change", (event) => show(event.matches));
theme.addEventListener("click", () => show(theme.getAttribute("aria-pressed") !== "true"));

// Paper cannot be unfolded.
let folded = [];
addEventListener("beforeprint", () => {
  folded = cases.filter((each) => !each.hidden && !each.open);
  for (const each of folded) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of folded) each.open = false;
});
