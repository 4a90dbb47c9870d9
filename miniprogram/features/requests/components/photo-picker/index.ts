import { call } from "../../../../shared/cloud";
import { choosePhotos, type DraftPhoto, forgetPhotos, MOST_PHOTOS, sendPhoto } from "../../../../shared/photos";

export interface PhotosChange {
  photos: DraftPhoto[];
  fileIds: string[];
  /** How many are not in the cloud yet. */
  unsent: number;
}

/** The caller's own path in the cloud; the same for all of a person's photos, so asked once. */
let uploadPrefix = "";

async function findPrefix(): Promise<string> {
  if (uploadPrefix !== "") return uploadPrefix;
  const form = await call("requests.form", {});
  if (form.ok) uploadPrefix = form.data.uploadPrefix;
  return uploadPrefix;
}

/**
 * Photos that go with a step. Each is sent as soon as it is chosen, so that the step itself waits for nothing; one that
 * did not get through says so and is sent again by a tap.
 */
Component({
  properties: {
    /** One intent of the user; a new number begins with `kept`. */
    round: { type: Number, value: 0 },
    /** What was left of it before. */
    kept: { type: Array, value: [] as DraftPhoto[] },
  },
  data: { photos: [] as DraftPhoto[], begunRound: 0 },
  observers: {
    /** Also called when the same round is set again, which must empty nothing. */
    "round, kept"(round: number, kept: DraftPhoto[]) {
      if (round === this.data.begunRound) return;
      this.setData({ begunRound: round, photos: kept });
      const unsent = kept.filter(({ state }) => state !== "sent");
      if (kept.length > 0) this.save(kept);
      for (const photo of unsent) void this.send(photo);
    },
  },
  methods: {
    async onAdd() {
      const chosen = await choosePhotos(MOST_PHOTOS - this.data.photos.length);
      this.save([...this.data.photos, ...chosen]);
      for (const photo of chosen) await this.send(photo);
    },
    onAgain(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      const photo = this.photoOf(event.detail.key);
      if (photo) void this.send(photo);
    },
    onRemove(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      const photo = this.photoOf(event.detail.key);
      if (!photo) return;
      forgetPhotos([photo]);
      this.save(this.data.photos.filter((one) => one !== photo));
    },
    photoOf(key: string): DraftPhoto | undefined {
      return this.data.photos.find((photo) => photo.key === key);
    },
    async send(photo: DraftPhoto) {
      const prefix = await findPrefix();
      if (prefix === "") this.replace({ ...photo, state: "failed" });
      else await sendPhoto(photo, prefix, (now) => this.replace(now));
    },
    /** A photo taken away while it was being sent stays away. */
    replace(changed: DraftPhoto) {
      this.save(this.data.photos.map((photo) => (photo.key === changed.key ? changed : photo)));
    },
    save(photos: DraftPhoto[]) {
      this.setData({ photos });
      const sent = photos.filter(({ state }) => state === "sent");
      const change: PhotosChange = { photos, fileIds: sent.map(({ fileId }) => fileId), unsent: photos.length - sent.length };
      this.triggerEvent("change", change);
    },
  },
});
