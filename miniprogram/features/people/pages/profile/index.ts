import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";

const intent = new Intent();

/** How I am called, and the number on which the station may reach me. A number is never asked for twice. */
Component({
  behaviors: [openedPage],
  data: {
    face: "loading",
    failure: "",
    name: "",
    phone: "",
    phoneMasked: "",
    forgetPhone: false,
    nameError: "",
    phoneError: "",
    busy: false,
    said: "",
    saidTone: "good",
  },
  methods: {
    onLoad() {
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("me.open", {});
      if (!result.ok) return this.notOpened(result.failure);
      const { name, phoneMasked = "" } = result.data;
      this.setData({ face: "ready", name, phoneMasked });
    },
    onName(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ name: event.detail.value, nameError: "", said: "" });
    },
    onPhone(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ phone: event.detail.value, phoneError: "", said: "", forgetPhone: false });
    },
    onForget() {
      this.setData({ forgetPhone: !this.data.forgetPhone, phone: "", phoneError: "", said: "" });
    },
    /** Nothing typed leaves the number as it is. */
    newPhone(): { phone?: string | null } {
      const { phone, forgetPhone } = this.data;
      if (forgetPhone) return { phone: null };
      return phone.trim() === "" ? {} : { phone };
    },
    async onSave() {
      if (this.data.busy) return;
      this.setData({ busy: true, said: "" });
      const input = { name: this.data.name, ...this.newPhone() };
      const result = await intent.send("me.save", input);
      this.setData({ busy: false });
      if (result.ok) {
        this.setData({ said: "记下了。", saidTone: "good", phone: "", forgetPhone: false });
        await this.refresh();
      } else {
        const { fields, message } = result.failure;
        this.setData({ nameError: fields.name ?? "", phoneError: fields.phone ?? "", said: message, saidTone: "waiting" });
      }
    },
    /** The number as it is kept now, masked; what cannot be read again is not wrong, only older. */
    async refresh() {
      const result = await call("me.open", {});
      if (result.ok) this.setData({ phoneMasked: result.data.phoneMasked ?? "" });
    },
  },
});
