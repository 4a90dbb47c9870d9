/** button: pressed look, loading, form buttons, and what each open-type does. */
import { toWxError } from "../wx/api";
import { agreePrivacy, requirePrivacy } from "../wx/privacy";
import { chooseFiles } from "../wx/files";
import { any, type BuiltIn, controlsOf, type Definition, enclosing, fire, flag, hostOf, text } from "./define";
import { thePhone } from "./phoneAccess";

export const button: Definition = {
  role: "button",
  field: true,
  hoverClass: "button-hover",
  properties: {
    size: text("default"), type: text("default"), plain: flag(), disabled: flag(), loading: flag(), formType: text(), openType: text(),
    lang: text(), sessionFrom: text(), sendMessageTitle: text(), sendMessagePath: text(), sendMessageImg: text(), appParameter: text(),
    showMessageCard: any(), phoneNumberNoQuotaToast: any(), createLiveActivity: any(), activityType: any(), entrancePath: any(),
    needShowEntrance: any(),
  },
  mount(self) {
    const host = hostOf(self);
    self.addListener("tap", () => {
      if (self.data["disabled"]) return;
      const { formType, openType } = self.data as Record<string, string>;
      if (formType) {
        const form = enclosing(host, "form");
        const controls = form && controlsOf(form);
        if (formType === "submit") controls?.submit?.(self);
        else controls?.reset?.();
      }
      if (openType) void open(self, openType);
    });
    return {
      render() {
        const { size, type, plain, disabled, loading } = self.data;
        host.setAttribute("size", String(size));
        host.setAttribute("type", String(type));
        host.toggleAttribute("plain", Boolean(plain));
        host.toggleAttribute("loading", Boolean(loading));
        host.toggleAttribute("disabled", Boolean(disabled));
        if (disabled) host.setAttribute("aria-disabled", "true");
        else host.removeAttribute("aria-disabled");
      },
    };
  },
};

type OpenAction = (self: BuiltIn) => void | Promise<void>;

const OPEN_ACTIONS: Record<string, OpenAction> = {
  share() {
    const phone = thePhone();
    const page = phone.router.top;
    const shared = page?.call("onShareAppMessage", { from: "button" }) as { title?: string; path?: string } | undefined;
    phone.note("share", `${shared?.title ?? phone.name} ${shared?.path ?? page?.url ?? ""}`);
  },
  async getPhoneNumber(self) {
    await requirePrivacy(thePhone(), "getPhoneNumber");
    fire(self, "getphonenumber", { code: "local-phone-code", errMsg: "getPhoneNumber:ok" });
  },
  async getRealtimePhoneNumber(self) {
    await requirePrivacy(thePhone(), "getRealtimePhoneNumber");
    fire(self, "getrealtimephonenumber", { code: "local-phone-code", errMsg: "getRealtimePhoneNumber:ok" });
  },
  async chooseAvatar(self) {
    await requirePrivacy(thePhone(), "chooseAvatar");
    const [file] = await chooseFiles("image/*", 1);
    if (file) fire(self, "chooseavatar", { avatarUrl: thePhone().files.add(file, file.name) });
  },
  agreePrivacyAuthorization(self) {
    agreePrivacy(thePhone());
    fire(self, "agreeprivacyauthorization", { errMsg: "agreePrivacyAuthorization:ok" });
  },
  contact(self) {
    thePhone().note("open", `客服 ${String(self.data["sessionFrom"])}`);
    fire(self, "contact", { path: "", query: {}, errMsg: "enterContact:ok" });
  },
  openSetting(self) {
    thePhone().note("open", "设置");
    fire(self, "opensetting", { authSetting: {}, errMsg: "openSetting:ok" });
  },
  feedback() {
    thePhone().note("open", "意见反馈");
  },
};

/** Several open-types may stand together (`getPhoneNumber|agreePrivacyAuthorization`). */
async function open(self: BuiltIn, openType: string): Promise<void> {
  const types = openType.split("|").sort((a) => (a === "agreePrivacyAuthorization" ? -1 : 1));
  for (const type of types) {
    const action = OPEN_ACTIONS[type];
    if (!action) {
      thePhone().errors.report("button", `open-type "${type}" is not provided by local/phone`);
      continue;
    }
    try {
      await action(self);
    } catch (error) {
      fire(self, type.toLowerCase(), toWxError(type, error));
    }
  }
}
