/**
 * WeChat's privacy consent: the first use of an API that touches personal data asks. A product that registered
 * onNeedPrivacyAuthorization draws the question itself and answers with resolve({event}); else WeChat does.
 */
import type { Phone } from "../phone";
import { showModal } from "../ui/layers";
import { api, Failed, type Family } from "./api";

type Answer = { event: "agree" | "disagree" | "exposureAuthorization"; buttonId?: string };
type Handler = (resolve: (answer: Answer) => void, info: { referrer: string }) => void;

const AGREED_KEY = "__privacyAgreed";
const CONTRACT_NAME = "《小程序用户隐私保护指引》";
/** errno of a refusal, as documented for every privacy interface. */
const REFUSED_ERRNO = 104;

let handler: Handler | undefined;
const waiting: ((agreed: boolean) => void)[] = [];

const checks = (phone: Phone): boolean => phone.manifest.app.__usePrivacyCheck__ === true;
const hasAgreed = (phone: Phone): boolean => !checks(phone) || phone.storage.get(AGREED_KEY) === true;

/** Called by `<button open-type="agreePrivacyAuthorization">` and by an answer of "agree". */
export function agreePrivacy(phone: Phone): void {
  phone.storage.set(AGREED_KEY, true);
  for (const resolve of waiting.splice(0)) resolve(true);
}

/** Passes once the person has agreed; fails as WeChat does when not. */
export async function requirePrivacy(phone: Phone, referrer: string): Promise<void> {
  if (hasAgreed(phone)) return;
  const agreed = handler ? await askByProduct(phone, referrer, handler) : await askByWeChat(phone);
  if (!agreed) throw new Failed("privacy permission is not authorized", { errno: REFUSED_ERRNO });
}

function askByProduct(phone: Phone, referrer: string, ask: Handler): Promise<boolean> {
  return new Promise((resolve) => {
    const isFirst = waiting.push(resolve) === 1;
    if (!isFirst) return;
    ask(
      ({ event }) => {
        if (event === "agree") agreePrivacy(phone);
        else if (event === "disagree") for (const each of waiting.splice(0)) each(false);
      },
      { referrer },
    );
  });
}

async function askByWeChat(phone: Phone): Promise<boolean> {
  const { confirm } = await showModal({
    title: "用户隐私保护提示",
    content: `使用前请阅读并同意${CONTRACT_NAME}`,
    cancelText: "拒绝",
    confirmText: "同意",
  });
  if (confirm) agreePrivacy(phone);
  return confirm;
}

export function privacyApis(phone: Phone): Family {
  return {
    onNeedPrivacyAuthorization: (given: Handler) => {
      handler = given;
    },
    requirePrivacyAuthorize: api("requirePrivacyAuthorize", () => requirePrivacy(phone, "requirePrivacyAuthorize")),
    getPrivacySetting: api("getPrivacySetting", () => ({ needAuthorization: !hasAgreed(phone), privacyContractName: CONTRACT_NAME })),
    openPrivacyContract: api("openPrivacyContract", async () => {
      phone.note("open", CONTRACT_NAME);
      await showModal({ title: CONTRACT_NAME, content: "正式版里，这里打开在微信后台填写的隐私保护指引。", showCancel: false, confirmText: "知道了" });
    }),
  };
}
