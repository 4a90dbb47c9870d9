import type { CallData } from "../../../contracts/calls";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const page = loadComponent("features/timebank/pages/certificate/index", { "page-state": stub, "headline-card": stub, "privacy-popup": stub, "text-field": stub });

type Certificate = CallData<"certificates.check">;
const certificate: Certificate = {
  number: "LL-2026-7K3M-Q9TX", community: "梧桐里社区", organiser: "梧桐里社区时间银行", holder: "李老师", fromDay: "2026-01-01", toDay: "2026-11-22", periodText: "2026年1月1日 到 2026年11月22日", hoursText: "22 小时", sessions: 22,
  contents: [{ text: "辅导孩子", hoursText: "22 小时" }], places: [], recordedBy: "梧桐里社区东站", issuedText: "2026年11月23日开具", withdrawn: false, mine: true, codeImage: "https://files/code.jpg",
};

interface Page {
  onLoad(query: object): void;
  onScan(): Promise<void>;
  onSave(): Promise<void>;
  canvas(): Promise<object>;
  data: { face: string; number: string; said: string; failure: string; certificate: Certificate | null };
}

/** A canvas that writes down what was drawn; a picture loads, or doesn't. */
function canvasOf(loads: boolean): { drawn: unknown[]; words: string[]; canvas: object } {
  const drawn: unknown[] = [];
  const words: string[] = [];
  const context = { fillRect: () => 0, strokeRect: () => 0, fillText: (text: string) => words.push(text), measureText: (text: string) => ({ width: text.length }), drawImage: (image: { src: string }) => drawn.push(image.src) };
  const createImage = () => ({ onload: null as (() => void) | null, onerror: null as (() => void) | null, address: "", set src(address: string) { this.address = address; setTimeout(() => (loads ? this.onload : this.onerror)?.()); }, get src() { return this.address; } });
  return { drawn, words, canvas: { getContext: () => context, createImage } };
}

let shown: Page;
let answered: Certificate;
const previewed: string[][] = [];
const saving = jest.fn<Promise<void>, []>();
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

async function open(query: object): Promise<void> {
  shown = mount(page).root.instance as unknown as Page;
  shown.onLoad(query);
  await settle();
}

beforeEach(() => {
  phone.sent.length = 0;
  answered = certificate;
  previewed.length = 0;
  saving.mockReset().mockResolvedValue();
  phone.answer = () => ({ ok: true, data: answered });
  Object.assign(wx, {
    canvasToTempFilePath: () => Promise.resolve({ tempFilePath: "wxfile://picture.png" }),
    saveImageToPhotosAlbum: saving,
    previewImage: ({ urls }: { urls: string[] }) => Promise.resolve(void previewed.push(urls)),
    showModal: () => Promise.resolve({ confirm: false }),
  });
});

test.each([
  ["the code that WeChat scanned", { scene: "LL-2026-7K3M-Q9TX" }],
  ["the same, escaped", { scene: "LL%2D2026%2D7K3M%2DQ9TX" }],
  ["a page that was sent on", { n: "LL-2026-7K3M-Q9TX" }],
])("%s opens the certificate", async (_, query) => {
  await open(query);
  expect(phone.sent).toMatchObject([{ call: "certificates.check", input: { number: "LL-2026-7K3M-Q9TX" } }]);
  expect(shown.data).toMatchObject({ face: "ready", number: "LL-2026-7K3M-Q9TX" });
});

test("without a number, or with a damaged one, it asks for one; scanned within the mini-program, the code says it", async () => {
  for (const query of [{}, { scene: "%" }]) {
    await open(query);
    expect([phone.sent.length, shown.data.face, shown.data.certificate]).toEqual([0, "ready", null]);
  }
  Object.assign(wx, { scanCode: () => Promise.resolve({ result: "*", path: "features/timebank/pages/certificate/index?scene=LL-2026-7K3M-Q9TX" }) });
  await shown.onScan();
  expect(phone.sent).toMatchObject([{ input: { number: "LL-2026-7K3M-Q9TX" } }]);
});

test.each([
  [true, "https://files/code.jpg", /微信扫一扫/],
  [false, "https://files/code.jpg", /填编号可以核对/],
  [true, undefined, /填编号可以核对/],
])("the picture has the code if it loads (%s) and there is one (%s)", async (loads, codeImage, words) => {
  const { codeImage: _code, ...rest } = certificate;
  answered = codeImage === undefined ? rest : certificate;
  await open({ scene: certificate.number });
  const { drawn, words: written, canvas } = canvasOf(loads);
  shown.canvas = () => Promise.resolve(canvas);
  await shown.onSave();
  expect(drawn).toEqual(loads && codeImage ? [codeImage] : []);
  expect(written.join(" ")).toMatch(words);
  expect([saving.mock.calls.length, shown.data.said]).toEqual([1, "存到相册了。"]);
});

test.each([
  ["saveImageToPhotosAlbum:fail auth deny", 1, ""],
  ["saveImageToPhotosAlbum:fail system error", 1, "没有存上。按住大图可以存下来，也可以发给别人。"],
  ["saveImageToPhotosAlbum:fail cancel", 0, ""],
])("not saved (%s): the picture is shown large, to be kept by hand", async (errMsg, times, said) => {
  await open({ scene: certificate.number });
  shown.canvas = () => Promise.resolve(canvasOf(true).canvas);
  saving.mockRejectedValue({ errMsg });
  await shown.onSave();
  expect(previewed).toEqual(Array.from({ length: times }, () => ["wxfile://picture.png"]));
  expect(shown.data.said).toBe(said);
});
