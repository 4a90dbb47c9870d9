/** Jest's globalSetup of the project "browser": one browser for all its tests, found through PHONE_BROWSER. */
import { launchBrowser } from "../../local/phone/browser.mjs";

export default async function setup() {
  const browser = await launchBrowser();
  globalThis.phoneBrowser = browser;
  process.env.PHONE_BROWSER = browser.endpoint;
}
