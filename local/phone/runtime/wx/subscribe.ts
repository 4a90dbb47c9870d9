/** Subscribe messages: one question for up to five templates; each consent is for one message. */
import type { Phone } from "../phone";
import { showModal } from "../ui/layers";
import { api, Failed, type Family } from "./api";

const MAX_TEMPLATES = 5;
const TOO_MANY = 20003;
const EMPTY = 10001;

export function subscribeApis(phone: Phone): Family {
  return {
    requestSubscribeMessage: api("requestSubscribeMessage", async ({ tmplIds }: { tmplIds: string[] }) => {
      if (!Array.isArray(tmplIds) || tmplIds.length === 0) throw new Failed("TmplIds can't be empty", { errCode: EMPTY });
      if (tmplIds.length > MAX_TEMPLATES) throw new Failed("Templates count out of max bounds", { errCode: TOO_MANY });
      const { confirm } = await showModal({ title: "发送消息的请求", content: `允许小程序向您发送 ${tmplIds.length} 类通知各一次？`, cancelText: "取消", confirmText: "允许" });
      const answer = confirm ? "accept" : "reject";
      for (const id of tmplIds) phone.note("subscribe", `${id} ${confirm ? "同意" : "拒绝"}`);
      return Object.fromEntries(tmplIds.map((id) => [id, answer])) as Record<string, string>;
    }),
  };
}
