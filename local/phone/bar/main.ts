/// <reference path="../runtime/globals.d.ts" />
/** The bar beside the phone. It belongs to the stand-in, never to the product. */
import { watchReload } from "./reload";
import { buildBar } from "./bar";

watchReload();
document.addEventListener("DOMContentLoaded", () => {
  if (window.__phone.settings.bar) buildBar(window.__phone);
});
