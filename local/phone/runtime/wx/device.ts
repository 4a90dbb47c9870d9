/** What the product can learn of the phone, its window, its theme and WeChat's font size. */
import { CAPSULE } from "../frame";
import { NAV_HEIGHT } from "../pages/navBar";
import type { Phone } from "../phone";
import { api, type Family } from "./api";

/** WeChat's standard font size in px; its scale factor multiplies this. */
const STANDARD_FONT_PX = 17;

export function deviceApis(phone: Phone): Family {
  const { frame, settings } = phone;
  const windowInfo = (): Record<string, unknown> => {
    const { width, height } = frame.size;
    const body = phone.router.top?.body;
    const chrome = frame.statusHeight + NAV_HEIGHT;
    const bottom = height - frame.homeHeight;
    return {
      pixelRatio: devicePixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: body?.clientWidth || width,
      windowHeight: body?.clientHeight || height - chrome,
      statusBarHeight: frame.statusHeight,
      screenTop: chrome,
      safeArea: { left: 0, right: width, top: frame.statusHeight, bottom, width, height: bottom - frame.statusHeight },
    };
  };
  const device = { abi: "", deviceAbi: "", benchmarkLevel: 40, brand: "iPhone", model: "iPhone (local/phone)", system: "iOS 17.0", platform: "ios", cpuType: "", memorySize: 4096 };
  const appBase = (): Record<string, unknown> => ({
    SDKVersion: "3.8.0",
    version: "8.0.50",
    language: "zh_CN",
    theme: phone.manifest.app.darkmode && settings.dark ? "dark" : "light",
    host: { env: "WeChat", appId: "", version: 0 },
    enableDebug: false,
    fontSizeScaleFactor: settings.font,
    fontSizeSetting: STANDARD_FONT_PX * settings.font,
    mode: "default",
  });
  const setting = { bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: "portrait" };
  const system = (): object => ({ ...windowInfo(), ...device, ...appBase(), ...setting });
  const themeListeners = new Map<unknown, () => void>();
  return {
    getWindowInfo: windowInfo,
    getDeviceInfo: () => ({ ...device }),
    getAppBaseInfo: appBase,
    getSystemSetting: () => ({ ...setting }),
    getSystemInfoSync: system,
    getSystemInfo: api("getSystemInfo", system),
    getAppAuthorizeSetting: () => ({
      albumAuthorized: "authorized",
      cameraAuthorized: "authorized",
      locationAuthorized: "authorized",
      locationReducedAccuracy: false,
      notificationAuthorized: "authorized",
      phoneCalendarAuthorized: "authorized",
    }),
    getMenuButtonBoundingClientRect: () => {
      const top = frame.statusHeight + CAPSULE.below;
      const right = frame.size.width - CAPSULE.right;
      return { width: CAPSULE.width, height: CAPSULE.height, top, bottom: top + CAPSULE.height, right, left: right - CAPSULE.width };
    },
    onThemeChange: (listener: (result: { theme: string }) => void) =>
      themeListeners.set(listener, phone.themeChanged.add((dark) => phone.manifest.app.darkmode && listener({ theme: dark ? "dark" : "light" }))),
    offThemeChange: (listener?: unknown) => {
      for (const [key, remove] of themeListeners) if (!listener || key === listener) remove();
    },
  };
}
