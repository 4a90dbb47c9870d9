/** Moving between pages. */
import type { Phone } from "../phone";
import { api, type Family } from "./api";

interface UrlOptions {
  url: string;
  events?: Record<string, (...values: unknown[]) => void>;
}

export function routeApis(phone: Phone): Family {
  const { router } = phone;
  return {
    navigateTo: api("navigateTo", ({ url, events = {} }: UrlOptions) => {
      const page = router.open(url);
      for (const [name, listener] of Object.entries(events)) page.openerChannel.on(name, listener);
      return { eventChannel: page.openerChannel };
    }),
    redirectTo: api("redirectTo", ({ url }: UrlOptions) => router.replace(url)),
    reLaunch: api("reLaunch", ({ url }: UrlOptions) => router.reLaunch(url)),
    switchTab: api("switchTab", ({ url }: UrlOptions) => router.switchTab(url)),
    navigateBack: api("navigateBack", ({ delta = 1 }: { delta?: number }) => router.back(delta)),
    navigateToMiniProgram: api("navigateToMiniProgram", ({ appId, path }: { appId: string; path?: string }) =>
      phone.note("open", `小程序 ${appId} ${path ?? ""}`),
    ),
    exitMiniProgram: api("exitMiniProgram", () => router.goHome()),
  };
}
