// Small drawings from paths on a grid of 24: not every machine has a font with pictures.

const PATHS = {
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  close: "M6 6l12 12M18 6 6 18",
  down: "M7 10l5 5 5-5",
  home: "M4 11.5 12 4l8 7.5V20h-5v-5H9v5H4z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "M4 5h16v11h-8l-5 4v-4H4z",
  send: "M4 12 5 5l15 7-15 7-1-7zm0 0h8",
  stop: "M7 7h10v10H7z",
  thumb: "M7 11v9H4v-9zM7 11l4-8c1.5 0 2.5 1 2.5 2.5V9H19c1 0 1.8 1 1.5 2l-2 7.5c-.2.9-1 1.5-1.9 1.5H7",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name, look = "") {
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", PATHS[name] ?? PATHS.more);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `drawing of-${name} ${look}`.trim());
  svg.setAttribute("aria-hidden", "true");
  svg.append(shape);
  return svg;
}
