/** What the product makes the phone do: call, copy, vibrate. */
import type { Phone } from "../phone";
import { dial } from "../ui/dialer";
import { showToast } from "../ui/layers";
import { api, type Family } from "./api";
import { requirePrivacy } from "./privacy";

export function actionApis(phone: Phone): Family {
  let clipboard = "";
  return {
    vibrateShort: api("vibrateShort", () => undefined),
    vibrateLong: api("vibrateLong", () => undefined),
    hideKeyboard: api("hideKeyboard", () => (document.activeElement as HTMLElement | null)?.blur()),
    setKeepScreenOn: api("setKeepScreenOn", () => undefined),
    setClipboardData: api("setClipboardData", async ({ data }: { data: string }) => {
      await requirePrivacy(phone, "setClipboardData");
      clipboard = String(data);
      phone.note("clipboard", clipboard);
      showToast({ title: "内容已复制", icon: "none" });
      return { data: clipboard };
    }),
    getClipboardData: api("getClipboardData", async () => {
      await requirePrivacy(phone, "getClipboardData");
      return { data: clipboard };
    }),
    makePhoneCall: api("makePhoneCall", async ({ phoneNumber }: { phoneNumber: string }) => {
      if (!(await dial(String(phoneNumber)))) throw new Error("cancel");
      phone.note("call", String(phoneNumber));
    }),
  };
}
