/** navigator: a link between pages. */
import { any, type Definition, fire, number, text } from "./define";
import { thePhone } from "./phoneAccess";

export const navigator: Definition = {
  role: "link",
  hoverClass: "navigator-hover",
  properties: {
    target: text("self"), url: text(), openType: text("navigate"), delta: number(1), appId: text(), path: text(), extraData: any(),
    version: text("release"), shortLink: text(),
  },
  mount(self) {
    self.addListener("tap", () => {
      const { openType, url, delta, appId, path } = self.data as { openType: string; url: string; delta: number; appId: string; path: string };
      const phone = thePhone();
      const actions: Record<string, () => void> = {
        navigate: () => void phone.router.open(url),
        redirect: () => phone.router.replace(url),
        switchTab: () => phone.router.switchTab(url),
        reLaunch: () => phone.router.reLaunch(url),
        navigateBack: () => phone.router.back(delta),
        exit: () => phone.router.goHome(),
      };
      try {
        if (self.data["target"] === "miniProgram") phone.note("open", `小程序 ${appId} ${path}`);
        else actions[openType]?.();
        fire(self, "success", { errMsg: `${openType}:ok` });
      } catch (error) {
        phone.errors.report("navigator", error);
        fire(self, "fail", { errMsg: `${openType}:fail ${(error as Error).message}` });
      }
      fire(self, "complete");
    });
  },
};
