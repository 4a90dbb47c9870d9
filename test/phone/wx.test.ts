import { closeBrowser, eventually, newPhonePage, type PhonePage } from "../support/browser";
import { type FixturePhone, startFixture } from "./fixturePhone";

let fixture: FixturePhone;
let phone: PhonePage;

beforeAll(async () => {
  fixture = await startFixture();
  phone = await newPhonePage({ url: fixture.url, as: "resident", query: { scene: "1047" } });
});
afterAll(async () => {
  await phone?.close();
  await fixture?.close();
  await closeBrowser();
});

/** Runs a wx function in the page; its result, or the error as plain data. */
function wx<T = Record<string, unknown>>(name: string, ...values: unknown[]): Promise<T> {
  return phone.page.evaluate(
    async ([path, given]) => {
      let target: unknown = window.__phone.wx;
      let owner: unknown;
      for (const part of path.split(".")) [owner, target] = [target, (target as Record<string, unknown>)[part]];
      try {
        return (await (target as (...all: unknown[]) => unknown).apply(owner, given)) as never;
      } catch (error) {
        return { ...(error as object), failed: true } as never;
      }
    },
    [name, values] as const,
  );
}

const dialog = () => phone.page.getByRole("dialog");

/** Agrees to WeChat's own privacy question, which the first private use brings up. */
async function agree(): Promise<void> {
  await dialog().getByRole("button", { name: "同意" }).click();
}

describe("privacy", () => {
  it("asks at the first use of a private API, and refuses with errno 104", async () => {
    expect(await wx("getPrivacySetting")).toMatchObject({ needAuthorization: true });
    const refused = wx("getLocation");
    await dialog().getByRole("button", { name: "拒绝" }).click();
    expect(await refused).toMatchObject({ failed: true, errno: 104, errMsg: "getLocation:fail privacy permission is not authorized" });
    const allowed = wx("getLocation");
    await agree();
    expect(await allowed).toMatchObject({ latitude: expect.any(Number) as number, errMsg: "getLocation:ok" });
    expect(await wx("getPrivacySetting")).toMatchObject({ needAuthorization: false });
  });

  it("leaves the question to a product that registered for it", async () => {
    const other = await newPhonePage({ url: fixture.url, as: "head" });
    const outcome = await other.page.evaluate(async () => {
      const api = window.__phone.wx as Record<string, (...values: unknown[]) => Promise<unknown>>;
      const referrers: string[] = [];
      void api["onNeedPrivacyAuthorization"]!((resolve: (answer: object) => void, { referrer }: { referrer: string }) => {
        referrers.push(referrer);
        setTimeout(() => resolve({ event: "agree", buttonId: "ok" }));
      });
      const results = await Promise.all([api["getClipboardData"]!(), api["getLocation"]!()]);
      return { referrers, answers: results.length };
    });
    expect(outcome).toEqual({ referrers: ["getClipboardData"], answers: 2 });
    await other.close();
  });
});

describe("layers", () => {
  it("toast and loading come and go", async () => {
    await wx("showLoading", { title: "请稍等" });
    await phone.page.getByRole("status").getByText("请稍等").waitFor();
    await wx("showToast", { title: "好了", duration: 60 });
    expect(await phone.page.getByRole("status").allInnerTexts()).toEqual(["✓\n好了"]);
    await phone.page.getByRole("status").waitFor({ state: "detached" });
  });

  it("modal answers by promise and by callback, and limits its buttons", async () => {
    const asked = wx("showModal", { title: "确定吗", content: "说明", confirmText: "继续" });
    await dialog().getByRole("button", { name: "继续" }).click();
    expect(await asked).toMatchObject({ confirm: true, cancel: false, errMsg: "showModal:ok" });
    expect(await wx("showModal", { confirmText: "五个字的话" })).toMatchObject({ failed: true });
    const viaCallback = phone.page.evaluate(
      () => new Promise((resolve) => (window.__phone.wx["showModal"] as (options: object) => void)({ content: "问", success: resolve })),
    );
    await dialog().getByRole("button", { name: "取消" }).click();
    expect(await viaCallback).toMatchObject({ confirm: false, cancel: true });
  });

  it("action sheet gives an index or fails with cancel", async () => {
    const chosen = wx("showActionSheet", { itemList: ["甲", "乙"] });
    await dialog().getByRole("button", { name: "乙" }).click();
    expect(await chosen).toMatchObject({ tapIndex: 1 });
    const cancelled = wx("showActionSheet", { itemList: ["甲"] });
    await dialog().getByRole("button", { name: "取消" }).click();
    expect(await cancelled).toMatchObject({ errMsg: "showActionSheet:fail cancel" });
  });
});

describe("storage", () => {
  it("keeps values apart for each person, and says when a key is missing", async () => {
    await wx("setStorage", { key: "draft", data: { text: "写了一半", list: [1] } });
    expect(await wx("getStorageSync", "draft")).toEqual({ text: "写了一半", list: [1] });
    expect(await wx("getStorageSync", "none")).toBe("");
    expect(await wx("getStorage", { key: "none" })).toMatchObject({ errMsg: "getStorage:fail data not found" });
    const other = await phone.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("phone:head:")));
    expect(other).toEqual([]);
  });

  it("refuses more than 1 MB under a key", async () => {
    const errMsg = await phone.page.evaluate(() =>
      (window.__phone.wx["setStorage"] as (options: object) => Promise<never>)({ key: "big", data: "x".repeat(1024 * 1024) }).catch((error: { errMsg: string }) => error.errMsg),
    );
    expect(errMsg).toBe("setStorage:fail entry size limit reached");
  });
});

describe("cloud", () => {
  it("calls as this phone's person", async () => {
    expect(await wx("cloud.callFunction", { name: "echo", data: { n: 1 } })).toMatchObject({
      result: { openid: "o-resident", data: { n: 1 } }, errMsg: "cloud.callFunction:ok", requestID: "r1",
    });
  });

  it("fails with the cloud's errCode, and above 1 MB before sending", async () => {
    expect(await wx("cloud.callFunction", { name: "fail" })).toMatchObject({ failed: true, errCode: -504002 });
    const sent = fixture.cloud.received.length;
    const tooLarge = await phone.page.evaluate(() =>
      ((window.__phone.wx["cloud"] as Record<string, unknown>)["callFunction"] as (options: object) => Promise<never>)({ name: "echo", data: "x".repeat(1024 * 1024) }).catch(
        (error: { errCode: number }) => error.errCode,
      ),
    );
    expect(tooLarge).toBe(-501001);
    expect(fixture.cloud.received).toHaveLength(sent);
  });

  it("has at most ten requests under way", async () => {
    fixture.cloud.mostAtOnce = 0;
    await phone.page.evaluate(() =>
      Promise.all(Array.from({ length: 25 }, () => ((window.__phone.wx["cloud"] as Record<string, unknown>)["callFunction"] as (options: object) => Promise<unknown>)({ name: "slow" }))),
    );
    // the browser itself keeps to six connections; what counts is that no more are let through
    expect(fixture.cloud.mostAtOnce).toBeLessThanOrEqual(10);
    expect(fixture.cloud.mostAtOnce).toBeGreaterThan(3);
  });

  it("fails without a network, and comes back", async () => {
    await phone.page.evaluate(() => window.__phone.network.set("offline"));
    expect(await wx("getNetworkType")).toMatchObject({ networkType: "none" });
    expect(await wx("cloud.callFunction", { name: "echo" })).toMatchObject({ failed: true, errCode: -601000 });
    await phone.page.evaluate(() => window.__phone.network.set("online"));
    expect(await wx("cloud.callFunction", { name: "echo" })).toMatchObject({ errMsg: "cloud.callFunction:ok" });
  });

  it("uploads with progress and downloads through a temporary address", async () => {
    const uploaded = await phone.page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          const path = window.__phone.files.add(new Blob(["你好"], { type: "text/plain" }), "a.txt");
          const seen: number[] = [];
          const upload = (window.__phone.wx["cloud"] as Record<string, unknown>)["uploadFile"] as (options: object) => { onProgressUpdate(listener: (now: { progress: number }) => void): void };
          upload({ cloudPath: "u/a.txt", filePath: path, success: ({ fileID }: { fileID: string }) => resolve({ fileID, last: seen.at(-1) }) }).onProgressUpdate(({ progress }) => seen.push(progress));
        }),
    );
    expect(uploaded).toEqual({ fileID: "cloud://fixture.0/u/a.txt", last: 100 });
    expect(fixture.cloud.received.at(-1)).toMatchObject({ path: "/client/uploadFile?path=u%2Fa.txt", openid: "o-resident", body: "你好" });
    expect(await wx("cloud.downloadFile", { fileID: "cloud://fixture.0/u/a.txt" })).toMatchObject({ tempFilePath: expect.stringMatching(/^wxfile:\/\/tmp_/) as string });
  });
});

describe("media and files", () => {
  it("chooses pictures, shrinks them, keeps them over a restart", async () => {
    const choosing = phone.page.waitForEvent("filechooser");
    const chosen = wx<{ tempFiles: { tempFilePath: string; width: number; size: number }[] }>("chooseMedia", { count: 2, mediaType: ["image"] });
    await (await choosing).setFiles("local/phone/fixture/assets/wide.png");
    const [file] = (await chosen).tempFiles;
    expect(file).toMatchObject({ width: 40, height: 20, fileType: "image" });
    const { tempFilePath } = await wx<{ tempFilePath: string }>("compressImage", { src: file!.tempFilePath, compressedWidth: 20 });
    expect(await wx("getImageInfo", { src: tempFilePath })).toMatchObject({ width: 20, height: 10, type: "jpeg" });
    const savedPath = await phone.page.evaluate(
      (path) =>
        (window.__phone.wx["getFileSystemManager"] as () => { saveFile(options: object): Promise<{ savedFilePath: string }> })()
          .saveFile({ tempFilePath: path })
          .then(({ savedFilePath }) => savedFilePath),
      tempFilePath,
    );
    await phone.page.reload();
    await phone.page.waitForFunction(() => window.__phoneReady);
    expect(await wx("getImageInfo", { src: savedPath })).toMatchObject({ width: 20 });
    expect(await wx("getImageInfo", { src: tempFilePath })).toMatchObject({ failed: true });
  });

  it("previews pictures over the page", async () => {
    await wx("previewImage", { urls: ["/assets/wide.png", "/assets/wide.png"], current: "/assets/wide.png" });
    await dialog().getByText("1/2").waitFor();
    await dialog().getByRole("button", { name: "下一张" }).click();
    await dialog().getByText("2/2").waitFor();
    await dialog().getByRole("button", { name: "关闭" }).click();
    expect(await dialog().count()).toBe(0);
  });
});

describe("the world outside", () => {
  it("takes a place and a code by hand", async () => {
    const place = wx("chooseLocation");
    await phone.page.getByTestId("place-name").fill("老槐树");
    await phone.page.getByTestId("place-confirm").click();
    expect(await place).toMatchObject({ name: "老槐树", latitude: expect.any(Number) as number });
    const code = wx("scanCode");
    await dialog().getByRole("textbox").fill("DOOR-42");
    await dialog().getByRole("button", { name: "确定" }).click();
    expect(await code).toMatchObject({ result: "DOOR-42", scanType: "QR_CODE" });
  });

  it("shows which number would be dialled", async () => {
    const call = wx("makePhoneCall", { phoneNumber: "02300000000" });
    await phone.page.getByTestId("phone-dialer").getByRole("button", { name: "呼叫 02300000000" }).click();
    expect(await call).toMatchObject({ errMsg: "makePhoneCall:ok" });
    expect(await phone.page.evaluate(() => window.__phone.happenings.at(-1)?.text)).toBe("02300000000");
  });

  it("asks for subscribe messages, five templates at most", async () => {
    const asked = wx("requestSubscribeMessage", { tmplIds: ["t1", "t2"] });
    await dialog().getByRole("button", { name: "允许" }).click();
    expect(await asked).toMatchObject({ t1: "accept", t2: "accept" });
    expect(await wx("requestSubscribeMessage", { tmplIds: ["1", "2", "3", "4", "5", "6"] })).toMatchObject({ errCode: 20003 });
  });
});

describe("the phone itself", () => {
  it("tells its window, its capsule and how it was started", async () => {
    expect(await wx("getWindowInfo")).toMatchObject({ windowWidth: 375, screenHeight: 812, statusBarHeight: 44 });
    expect(await wx("getMenuButtonBoundingClientRect")).toMatchObject({ width: 87, top: 50, right: 368 });
    expect(await wx("getLaunchOptionsSync")).toMatchObject({ path: "pages/home/index", scene: 1047 });
  });

  it("measures in the page's coordinates", async () => {
    const rect = await phone.page.evaluate(
      () =>
        new Promise<{ top: number; width: number }>((resolve) => {
          type Query = { select(selector: string): { boundingClientRect(done: (rect: never) => void): { exec(): void } } };
          (window.__phone.wx["createSelectorQuery"] as () => Query)().select("#outer").boundingClientRect(resolve).exec();
        }),
    );
    expect(rect.width).toBeGreaterThan(300);
    const expected = await phone.find("#outer").evaluate((node) => node.getBoundingClientRect().top - node.closest(".mp-body")!.getBoundingClientRect().top);
    expect(rect.top).toBeCloseTo(expected, 1);
  });

  it("observes what comes into view", async () => {
    const seen = await phone.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          type Observer = { relativeToViewport(): { observe(selector: string, done: (result: { intersectionRatio: number }) => void): void } };
          const page = window.__phone.router.top!.instance;
          (page["createIntersectionObserver"] as () => Observer).call(page).relativeToViewport().observe("#outer", ({ intersectionRatio }) => resolve(intersectionRatio));
        }),
    );
    expect(seen).toBeGreaterThan(0);
  });

  it("animates by keyframes and by recorded steps", async () => {
    const done = await phone.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const page = window.__phone.router.top!.instance;
          (page["animate"] as (selector: string, frames: object[], ms: number, done: () => void) => void).call(page, "#outer", [{ opacity: 1 }, { opacity: 0.5 }], 30, () =>
            resolve(getComputedStyle(document.querySelector("#outer")!).opacity),
          );
        }),
    );
    expect(done).toBe("0.5");
    const steps = await phone.page.evaluate(() => {
      type Animation = { translateX(px: number): Animation; opacity(value: number): Animation; step(): Animation; export(): unknown };
      return (window.__phone.wx["createAnimation"] as (options: object) => Animation)({ duration: 100 }).translateX(10).opacity(0.2).step().export();
    });
    expect(steps).toMatchObject({ actions: [{ durationMs: 100, transforms: ["translateX(10px)"], styles: { opacity: "0.2" } }] });
  });

  it("changes the bar of the page", async () => {
    await wx("setNavigationBarTitle", { title: "换了标题" });
    await wx("setNavigationBarColor", { backgroundColor: "#112233", frontColor: "#ffffff" });
    expect(await phone.find(".mp-title").innerText()).toBe("换了标题");
    expect(await phone.find(".mp-nav").evaluate((node) => getComputedStyle(node).backgroundColor)).toBe("rgb(17, 34, 51)");
    await eventually(async () => expect(await phone.page.title()).toBe("换了标题"));
  });
});
