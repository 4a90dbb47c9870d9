import cloud from "wx-server-sdk";

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

/** The caller as WeChat vouches for him; undefined for a timer or a console call. Never read from the event. */
export const openidOfCaller = (): string | undefined => cloud.getWXContext().OPENID || undefined;
