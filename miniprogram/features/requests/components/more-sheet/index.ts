import type { ActionButton, TappableAction } from "../../../../shared/requestActions";

/** 别的办法: what else the state allows, a row each, as high as this person's targets are. Events: `choose` {action}, `close`. */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    buttons: { type: Array, value: [] as ActionButton[] },
  },
  methods: {
    onVisibleChange(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.onClose();
    },
    onClose() {
      this.triggerEvent("close");
    },
    onChoose(event: WechatMiniprogram.TouchEvent) {
      const { action } = event.currentTarget.dataset as { action: TappableAction };
      this.triggerEvent("choose", { action });
    },
  },
});
