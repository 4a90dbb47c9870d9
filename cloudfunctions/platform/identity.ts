import { wechat } from "./wechat";

/** The caller as WeChat vouches for him; undefined for a timer or a console call. Never read from the event. */
export const openidOfCaller = (): string | undefined => wechat.getWXContext().OPENID || undefined;
