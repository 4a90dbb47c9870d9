import { call } from "../../../../shared/cloud";
import { choosePhotos, type DraftPhoto, forgetPhotos, MOST_PHOTOS, sendPhoto } from "../../../../shared/photos";

export interface PhotosChange {
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
    /** One intent of the user; a new number empties the picker. */
    round: { type: Number, value: 0 },
  },
  data: { photos: [] as DraftPhoto[], room: MOST_PHOTOS },
  observers: {
    round() {
      forgetPhotos(this.data.photos);
      this.setData({ photos: [], room: MOST_PHOTOS });
    },
  },
  methods: {
    async onAdd() {
      const chosen = await choosePhotos(this.data.room);
      this.save([...this.data.photos, ...chosen]);
      for (const photo of chosen) await this.send(photo);
    },
    onPhoto(event: WechatMiniprogram.TouchEvent) {
      const photo = this.photoOf(event);
      if (photo?.state === "failed") void this.send(photo);
      else if (photo) wx.previewImage({ current: photo.path, urls: this.data.photos.map(({ path }) => path) }).catch(() => undefined);
    },
    onRemove(event: WechatMiniprogram.TouchEvent) {
      const photo = this.photoOf(event);
      if (!photo) return;
      forgetPhotos([photo]);
      this.save(this.data.photos.filter(({ key }) => key !== photo.key));
    },
    photoOf(event: WechatMiniprogram.TouchEvent): DraftPhoto | undefined {
      const { key } = event.currentTarget.dataset as { key: string };
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
      this.setData({ photos, room: MOST_PHOTOS - photos.length });
      const sent = photos.filter(({ state }) => state === "sent");
      const change: PhotosChange = { fileIds: sent.map(({ fileId }) => fileId), unsent: photos.length - sent.length };
      this.triggerEvent("change", change);
    },
  },
});
