/** Scanning: a dialog in which one types or pastes what the code says. */
import { showModal } from "../ui/layers";
import { api, type Family } from "./api";

export function scanApis(): Family {
  return {
    scanCode: api("scanCode", async () => {
      const { confirm, content } = await showModal({ title: "扫一扫", editable: true, placeholderText: "输入或粘贴码里的内容" });
      if (!confirm) throw new Error("cancel");
      const result = content ?? "";
      // a mini-program's own code opens a page: its address comes as `path`
      const path = /^\/?(pages|features)\//.test(result) ? { path: result.replace(/^\//, "") } : {};
      return { result, scanType: path.path ? "WX_CODE" : "QR_CODE", charSet: "UTF-8", rawData: btoa(unescape(encodeURIComponent(result))), ...path };
    }),
  };
}
