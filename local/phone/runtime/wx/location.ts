/** Where the phone is: a place that the bar or a test sets, in GCJ-02 as WeChat gives it. */
import type { Phone } from "../phone";
import { showModal } from "../ui/layers";
import { choosePlace, type Place } from "../ui/placeDialog";
import { api, type Family } from "./api";
import { requirePrivacy } from "./privacy";

/** Until something else is set: at 27 栋 of the demo community. */
const DEFAULT_PLACE: Place = { name: "", address: "", latitude: 29.36406, longitude: 106.916051 };

export function locationApis(phone: Phone): Family {
  const declared = (name: string): void => {
    const infos = phone.manifest.app.requiredPrivateInfos ?? [];
    if (!infos.includes(name)) throw new Error(`the api need to be declared in the requiredPrivateInfos field in app.json/ext.json`);
  };
  const here = (): Place => (phone.storage.get("__place") as Place | undefined) ?? DEFAULT_PLACE;
  return {
    getLocation: api("getLocation", async () => {
      declared("getLocation");
      await requirePrivacy(phone, "getLocation");
      const { latitude, longitude } = here();
      return { latitude, longitude, speed: -1, accuracy: 35, altitude: 0, verticalAccuracy: 0, horizontalAccuracy: 35 };
    }),
    chooseLocation: api("chooseLocation", async ({ latitude, longitude }: { latitude?: number; longitude?: number }) => {
      declared("chooseLocation");
      await requirePrivacy(phone, "chooseLocation");
      const from = here();
      const place = await choosePlace({ ...from, latitude: latitude ?? from.latitude, longitude: longitude ?? from.longitude });
      if (!place) throw new Error("cancel");
      return place;
    }),
    openLocation: api("openLocation", async ({ latitude, longitude, name = "", address = "" }: Partial<Place>) => {
      phone.note("open", `地图 ${name} ${latitude},${longitude}`);
      await showModal({ title: name || "位置", content: `${address}\n${latitude}, ${longitude}`.trim(), showCancel: false, confirmText: "返回" });
    }),
  };
}
