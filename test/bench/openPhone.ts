import { join } from "node:path";
import { startPhone, type PhoneServer } from "../../local/phone";
import { people } from "../support/demo";

interface Chrome {
  endpoint: string;
  close: () => Promise<void>;
}

/** The phone's stand-in over a cloud, and a browser to hold it. */
export async function openPhone(cloudUrl: string): Promise<{ phone: PhoneServer; chrome: Chrome; close: () => Promise<void> }> {
  const phone = await startPhone({ root: join(__dirname, "../../miniprogram"), cloudUrl, port: 0, people });
  const { launchBrowser } = (await import("../../local/phone/browser.mjs")) as { launchBrowser: () => Promise<Chrome> };
  const chrome = await launchBrowser();
  const close = async (): Promise<void> => {
    await chrome.close();
    await phone.close();
  };
  return { phone, chrome, close };
}
