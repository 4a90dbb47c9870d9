import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { type PhoneServer, startPhone } from "../../local/phone";
import { closeBrowser, newPhonePage, type PhonePage, type PhonePageOptions } from "../support/browser";
import type { TestCloud } from "../support/cloud";
import { people, startDemoCloud } from "../support/demo";

/** The demo community on a local cloud, and its people's phones in a real browser. */
export class Stage {
  private readonly phones: { as: string; phone: PhonePage }[] = [];

  private constructor(
    readonly cloud: TestCloud,
    private readonly server: PhoneServer,
    private readonly built: string,
  ) {}

  static async open(): Promise<Stage> {
    const cloud = await startDemoCloud();
    const built = mkdtempSync(join(tmpdir(), "linli-phone-"));
    const server = await startPhone({ root: join(__dirname, "../../miniprogram"), cloudUrl: cloud.cloud.url, port: 0, people, outDir: built });
    return new Stage(cloud, server, built);
  }

  /** @param as a key of people.json, `openid:` and the openid of somebody else in the demo, or any word for somebody the deployment has never seen */
  async phone(as: string, options: Omit<PhonePageOptions, "url" | "as"> = {}): Promise<PhonePage> {
    const phone = await newPhonePage({ url: this.server.url, as, ...options });
    // Several phones and a cloud on one machine: what comes at all comes within this.
    phone.page.setDefaultTimeout(12_000);
    this.phones.push({ as, phone });
    return phone;
  }

  /** Ends everything; fails where a phone reported what no test expected. */
  async close(): Promise<void> {
    const problems: string[] = [];
    for (const { as, phone } of this.phones) await phone.close().catch((error: unknown) => problems.push(`${as}: ${String(error)}`));
    await closeBrowser();
    await this.server.close();
    await this.cloud.close();
    rmSync(this.built, { recursive: true, force: true });
    if (problems.length) throw new Error(problems.join("\n"));
  }
}

/** Opens the app again where it was left, as somebody who takes his phone out later. */
export async function lookAgain(phone: PhonePage): Promise<void> {
  await phone.page.reload();
  await phone.page.waitForFunction(() => window.__phoneReady === true, undefined, { timeout: 15_000 });
}

/** What a thumb does, counted: the reporting has at most four of them. */
export class Thumb {
  taps = 0;

  constructor(private readonly phone: PhonePage) {}

  /** Taps what is visibly there and says this. */
  async tap(name: string | RegExp): Promise<void> {
    this.taps += 1;
    await this.phone.current.getByText(name, typeof name === "string" ? { exact: true } : {}).filter({ visible: true }).first().click();
  }
}

/** From home to the receipt: four taps at most, beside the words. */
export async function report(phone: PhonePage, words: string, category: string): Promise<Thumb> {
  const thumb = new Thumb(phone);
  await thumb.tap("我要反映");
  await phone.find("textarea").first().fill(words);
  await thumb.tap(category);
  await thumb.tap("送出");
  await phone.seeText("编号（点一下复制）");
  return thumb;
}

/** The sheet of a step: its words, and its one button. */
export async function fillSheet(phone: PhonePage, words: string): Promise<void> {
  await phone.find(".sheet textarea").filter({ visible: true }).first().fill(words);
}
export const sheetButton = (phone: PhonePage) => phone.find(".sheet__foot .t-button").filter({ visible: true }).first();
