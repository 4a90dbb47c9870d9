/** Names of built-ins with a dash in them; any other dashed tag is a custom component. */
const DASHED = new Set([
  "scroll-view",
  "swiper-item",
  "checkbox-group",
  "radio-group",
  "picker-view",
  "picker-view-column",
  "rich-text",
  "cover-view",
  "cover-image",
  "movable-view",
  "movable-area",
  "root-portal",
  "page-container",
  "page-meta",
  "match-media",
  "keyboard-accessory",
  "share-element",
  "navigation-bar",
  "web-view",
]);

/** Tag in WXML → tag in the DOM. Built-ins' own templates write plain DOM elements as `dom-div`. */
export function domTag(tag: string): string {
  if (tag === "page") return "page";
  if (tag.startsWith("dom-")) return tag.slice(4);
  return tag.includes("-") && !DASHED.has(tag) ? tag : `wx-${tag}`;
}
