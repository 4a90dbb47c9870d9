/** `wx`, put together from its families. A name that none of them provides throws instead of being undefined. */
import type { Instance } from "../engine/instances";
import type { Phone } from "../phone";
import { actionApis } from "./actions";
import { accountApis } from "./account";
import { createAnimation } from "./animation";
import { type AppEvents, appEventApis } from "./appEvents";
import type { Family } from "./api";
import { cloudApis, strict } from "./cloud";
import { deviceApis } from "./device";
import { fileSystemApis } from "./fileSystem";
import { IntersectionObserverProxy, type ObserverOptions } from "./intersection";
import { locationApis } from "./location";
import { mediaApis, pictureApis } from "./media";
import { networkApis } from "./network";
import { pageApis } from "./page";
import { privacyApis } from "./privacy";
import { routeApis } from "./route";
import { scanApis } from "./scan";
import { SelectorQuery } from "./selectorQuery";
import { storageApis } from "./storage";
import { subscribeApis } from "./subscribe";
import { uiApis } from "./ui";

export function createWx(phone: Phone, events: AppEvents): Family {
  const wx: Family = {
    ...routeApis(phone),
    ...pageApis(phone),
    ...uiApis(),
    ...storageApis(phone),
    ...deviceApis(phone),
    ...actionApis(phone),
    ...networkApis(phone),
    ...cloudApis(phone),
    ...mediaApis(phone),
    ...pictureApis(phone),
    ...fileSystemApis(phone),
    ...locationApis(phone),
    ...scanApis(),
    ...subscribeApis(phone),
    ...privacyApis(phone),
    ...accountApis(),
    ...appEventApis(phone, events),
    createAnimation,
    createSelectorQuery: () => new SelectorQuery(phone.router.top?.instance ?? null),
    createIntersectionObserver: (instance: Instance, options?: ObserverOptions) => new IntersectionObserverProxy(instance, options),
  };
  wx["canIUse"] = (name: string) => {
    let value: unknown = wx;
    for (const part of name.split(".")) {
      // beyond the function's own name canIUse asks for options and results, which these functions all have
      if (typeof value === "function") return true;
      if (typeof value !== "object" || value === null || !(part in value)) return false;
      value = (value as Family)[part];
    }
    return true;
  };
  return strict(wx, "wx");
}
