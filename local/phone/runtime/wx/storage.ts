/** wx storage, synchronous and not. */
import type { Phone } from "../phone";
import { api, type Family } from "./api";

const LIMIT_KB = 10240;

export function storageApis({ storage }: Phone): Family {
  const info = (): object => ({ keys: storage.keys(), currentSize: Math.ceil(storage.totalBytes() / 1024), limitSize: LIMIT_KB });
  return {
    setStorageSync: (key: string, value: unknown) => storage.set(key, value),
    getStorageSync: (key: string) => storage.get(key) ?? "",
    removeStorageSync: (key: string) => storage.remove(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: info,
    setStorage: api("setStorage", ({ key, data }: { key: string; data: unknown }) => storage.set(key, data)),
    getStorage: api("getStorage", ({ key }: { key: string }) => {
      const data = storage.get(key);
      if (data === undefined) throw new Error("data not found");
      return { data };
    }),
    removeStorage: api("removeStorage", ({ key }: { key: string }) => storage.remove(key)),
    clearStorage: api("clearStorage", () => storage.clear()),
    getStorageInfo: api("getStorageInfo", () => info()),
  };
}
