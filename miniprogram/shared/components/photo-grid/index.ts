import { type DraftPhoto, MOST_PHOTOS } from "../../photos";

/** The photos of a draft with how far each has come. Events: `add`, `remove` {key}, `again` {key}. */
Component({
  properties: {
    photos: { type: Array, value: [] as DraftPhoto[] },
  },
  data: { most: MOST_PHOTOS },
  methods: {
    onAdd() {
      this.triggerEvent("add");
    },
    onRemove(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("remove", { key: event.currentTarget.dataset.key as string });
    },
    onPhoto(event: WechatMiniprogram.TouchEvent) {
      const key = event.currentTarget.dataset.key as string;
      const photo = this.data.photos.find((one) => one.key === key);
      if (!photo) return;
      if (photo.state === "failed") this.triggerEvent("again", { key });
      else wx.previewImage({ current: photo.path, urls: this.data.photos.map(({ path }) => path) });
    },
  },
});
