/** Toast, loading, modal, action sheet. */
import { hideToast, type ModalOptions, showActionSheet, showModal, showToast, type ToastOptions } from "../ui/layers";
import { api, type Family } from "./api";

const MAX_SHEET_ITEMS = 6;

export function uiApis(): Family {
  return {
    showToast: api("showToast", (options: ToastOptions) => showToast(options)),
    hideToast: api("hideToast", () => hideToast()),
    showLoading: api("showLoading", ({ title, mask }: { title: string; mask?: boolean }) =>
      showToast({ title, icon: "loading", duration: 0, mask: mask ?? false }),
    ),
    hideLoading: api("hideLoading", () => hideToast()),
    showModal: api("showModal", (options: ModalOptions) => {
      for (const [name, text] of [["confirmText", options.confirmText], ["cancelText", options.cancelText]] as const)
        if (text && [...text].length > 4) throw new Error(`${name} length should not larger than 4 Chinese characters`);
      return showModal(options);
    }),
    showActionSheet: api("showActionSheet", async (options: { itemList: string[]; alertText?: string; itemColor?: string }) => {
      if (options.itemList.length > MAX_SHEET_ITEMS) throw new Error(`parameter error: itemList should not be large than ${MAX_SHEET_ITEMS}`);
      const tapIndex = await showActionSheet(options.itemList, options.alertText, options.itemColor);
      if (tapIndex === null) throw new Error("cancel");
      return { tapIndex };
    }),
  };
}
