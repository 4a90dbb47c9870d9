/** Login, settings and authorisations of the account. */
import { api, type Family } from "./api";

const GRANTED = { "scope.userLocation": true, "scope.camera": true, "scope.writePhotosAlbum": true, "scope.record": true };

export function accountApis(): Family {
  return {
    login: api("login", () => ({ code: "local-phone-code" })),
    checkSession: api("checkSession", () => undefined),
    getSetting: api("getSetting", () => ({ authSetting: GRANTED, subscriptionsSetting: { mainSwitch: true, itemSettings: {} } })),
    openSetting: api("openSetting", () => ({ authSetting: GRANTED })),
    authorize: api("authorize", () => undefined),
    getAccountInfoSync: () => ({ miniProgram: { appId: "touristappid", envVersion: "develop", version: "" }, plugin: {} }),
    showShareMenu: api("showShareMenu", () => undefined),
    hideShareMenu: api("hideShareMenu", () => undefined),
    updateShareMenu: api("updateShareMenu", () => undefined),
  };
}
