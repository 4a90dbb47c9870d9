/** What an API does to the page that is open: bars, scrolling, pull-down, tab bar. */
import type { Phone } from "../phone";
import type { PhonePage } from "../pages/page";
import { api, type Family } from "./api";

interface ScrollOptions {
  scrollTop?: number;
  selector?: string;
  offsetTop?: number;
  duration?: number;
}

export function pageApis(phone: Phone): Family {
  const top = (): PhonePage => {
    const page = phone.router.top;
    if (!page) throw new Error("no page is open");
    return page;
  };
  return {
    setNavigationBarTitle: api("setNavigationBarTitle", ({ title }: { title: string }) => {
      top().nav.setTitle(title);
      document.title = title || phone.name;
    }),
    setNavigationBarColor: api("setNavigationBarColor", ({ backgroundColor, frontColor }: { backgroundColor: string; frontColor: string }) => {
      if (frontColor !== "#ffffff" && frontColor !== "#000000") throw new Error("invalid frontColor: only #ffffff and #000000");
      top().nav.setColor(backgroundColor, frontColor);
      phone.frame.setStatusColor(frontColor);
    }),
    showNavigationBarLoading: api("showNavigationBarLoading", () => top().nav.setLoading(true)),
    hideNavigationBarLoading: api("hideNavigationBarLoading", () => top().nav.setLoading(false)),
    hideHomeButton: api("hideHomeButton", () => top().nav.hideBack()),
    setBackgroundColor: api("setBackgroundColor", ({ backgroundColor }: { backgroundColor?: string }) => {
      if (backgroundColor) top().body.style.background = backgroundColor;
    }),
    // only the colour of the pull-down dots, which the frame draws in one grey
    setBackgroundTextStyle: api("setBackgroundTextStyle", () => undefined),
    startPullDownRefresh: api("startPullDownRefresh", () => top().pullDown.start()),
    stopPullDownRefresh: api("stopPullDownRefresh", () => top().pullDown.stop()),
    pageScrollTo: api("pageScrollTo", ({ scrollTop, selector, offsetTop = 0, duration = 300 }: ScrollOptions) => {
      const { scroller, instance } = top();
      let target = scrollTop ?? 0;
      if (selector) {
        const node = instance._$.getShadowRoot()?.querySelector(selector)?.$$ as unknown as Element | undefined;
        if (!node) throw new Error(`no element matches "${selector}"`);
        target = node.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop + offsetTop;
      }
      scroller.scrollTo({ top: target, behavior: duration ? "smooth" : "auto" });
    }),
    hideTabBar: api("hideTabBar", () => phone.tabBar.setHidden(true)),
    showTabBar: api("showTabBar", () => phone.tabBar.setHidden(false)),
    setTabBarBadge: api("setTabBarBadge", ({ index, text }: { index: number; text: string }) => phone.tabBar.setBadge(index, text)),
    removeTabBarBadge: api("removeTabBarBadge", ({ index }: { index: number }) => phone.tabBar.setBadge(index, null)),
    showTabBarRedDot: api("showTabBarRedDot", ({ index }: { index: number }) => phone.tabBar.setBadge(index, "")),
    hideTabBarRedDot: api("hideTabBarRedDot", ({ index }: { index: number }) => phone.tabBar.setBadge(index, null)),
  };
}
