/** A phone without a screen for the product's scripts: storage, a network that can fail, a cloud that answers. */

type Storage = Map<string, unknown>;
export type Answer = (event: { call: string; input: unknown; operationId?: string }) => unknown;

export interface FakePhone {
  storage: Storage;
  /** Every event that left the phone, those that got lost included. */
  sent: { call: string; input: unknown; operationId?: string }[];
  uploaded: string[];
  dialled: string[];
  /** How many of the next calls and uploads get lost. */
  lost: number;
  answer: Answer;
  fontSizeScaleFactor: number | undefined;
}

const copy = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

/** Puts `wx` in place with what shared/ uses of it. Storage copies, as the phone's does. */
export function installPhone(): FakePhone {
  const phone: FakePhone = {
    storage: new Map(),
    sent: [],
    uploaded: [],
    dialled: [],
    lost: 0,
    answer: () => ({ ok: true, data: {} }),
    fontSizeScaleFactor: undefined,
  };
  const isLost = (): boolean => phone.lost > 0 && phone.lost-- > 0;
  const fakeWx = {
    getStorageSync: (key: string) => copy(phone.storage.get(key)) ?? "",
    setStorageSync: (key: string, value: unknown) => void phone.storage.set(key, copy(value)),
    removeStorageSync: (key: string) => void phone.storage.delete(key),
    getAppBaseInfo: () => ({ fontSizeScaleFactor: phone.fontSizeScaleFactor }),
    getFileSystemManager: () => ({ removeSavedFile: () => undefined }),
    makePhoneCall: ({ phoneNumber }: { phoneNumber: string }) => {
      phone.dialled.push(phoneNumber);
      return Promise.resolve();
    },
    switchTab: () => undefined,
    cloud: {
      callFunction: ({ data }: { data: FakePhone["sent"][number] }) => {
        phone.sent.push(copy(data));
        return isLost() ? Promise.reject(new Error("request:fail")) : Promise.resolve({ result: copy(phone.answer(data)) });
      },
      uploadFile: ({ cloudPath, success, fail }: { cloudPath: string; success: (r: { fileID: string }) => void; fail: (e: Error) => void }) => {
        if (isLost()) fail(new Error("uploadFile:fail"));
        else {
          phone.uploaded.push(cloudPath);
          success({ fileID: `cloud://env.bucket/${cloudPath}` });
        }
        return { onProgressUpdate: () => undefined };
      },
    },
  };
  Object.assign(globalThis, { wx: fakeWx });
  return phone;
}
