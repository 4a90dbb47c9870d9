/** WeChat's built-in components (https://developers.weixin.qq.com/miniprogram/dev/component/); other tags come from usingComponents. */
// prettier-ignore
export const BUILT_IN_TAGS: readonly string[] = [
  "view", "scroll-view", "swiper", "swiper-item", "movable-area", "movable-view", "cover-view", "cover-image",
  "match-media", "page-container", "root-portal", "share-element", "icon", "progress", "rich-text", "text", "selection",
  "button", "checkbox", "checkbox-group", "editor", "form", "input", "keyboard-accessory", "label", "picker",
  "picker-view", "picker-view-column", "radio", "radio-group", "slider", "switch", "textarea", "navigator", "audio",
  "camera", "channel-live", "channel-video", "image", "live-player", "live-pusher", "video", "voip-room", "map",
  "canvas", "web-view", "ad", "ad-custom", "official-account", "open-data", "page-meta", "navigation-bar", "block",
  "slot", "include", "import", "template", "wxs",
];
