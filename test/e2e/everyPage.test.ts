import app from "../../miniprogram/app.json";
import { callAs } from "../support/demo";
import { Stage } from "./stage";

/** Every page of app.json, as whoever meets it, on narrow, usual and wide phones: it opens, fits, and says something. */
let stage: Stage;
let requestId: string;
beforeAll(async () => {
  stage = await Stage.open();
  const mine = await callAs(stage.cloud, "resident", "requests.mine", { open: true });
  requestId = mine.items[0]!.requestId;
});
afterAll(() => stage?.close());

const pages = [...app.pages, ...app.subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`))];
const queries: Record<string, () => string> = { "features/requests/pages/story/index": () => `?requestId=${requestId}` };
/** What a resident has no business on opens with a plain sentence, which is a face of its own. */
const people = ["resident", "groupLeader", "stationHead", "secretary"] as const;
const widths = [320, 375, 430];

interface Fit {
  /** Whatever sticks out of the phone to the right. */
  wide: string[];
  /** Texts that stand there and say nothing. */
  silent: string[];
}

test.each(people)("as %s", async (who) => {
  const phone = await stage.phone(who);
  const found: string[] = [];
  for (const page of pages) {
    await phone.page.evaluate((url) => (window.__phone.wx["reLaunch"] as (to: { url: string }) => void)({ url }), `/${page}${queries[page]?.() ?? ""}`);
    await phone.page.waitForFunction((path) => window.__phone.router.top?.path === path, page);
    // Loading has a shape and no words; a page that stays so, or empty, is found by the timeout.
    await phone.page.waitForFunction(() => {
      const page = document.querySelector<HTMLElement>(".mp-page:not([hidden])");
      return page && page.innerText.trim().length >= 4 && !page.querySelector(".t-skeleton");
    });
    for (const width of widths) {
      await phone.page.setViewportSize({ width, height: 812 });
      await phone.page.evaluate((to) => window.__phone.setWidth(to), width);
      const fit = await phone.current.evaluate((page): Fit => {
        const element = page as HTMLElement;
        const right = element.getBoundingClientRect().right;
        const all = [...element.querySelectorAll<HTMLElement>("*")].filter((one) => one.offsetParent !== null && one.getClientRects().length > 0);
        // The page itself scrolls, and so clips; only a narrower box inside it clips on purpose.
        const clipped = (one: HTMLElement): boolean => {
          for (let up = one.parentElement; up && up !== element; up = up.parentElement)
            if (getComputedStyle(up).overflowX !== "visible" && up.clientWidth < element.clientWidth - 1) return true;
          return false;
        };
        const wide = all.filter((one) => one.getBoundingClientRect().right > right + 1 && !clipped(one)).map((one) => `${one.className}: ${one.innerText.slice(0, 20)}`);
        const silent = all
          .filter((one) => /(^|\s|--)(title|head|text)(\s|$)/.test(one.className) && one.innerText.trim() === "" && !one.querySelector("input, textarea, img"))
          .map((one) => one.className);
        return { wide: wide.slice(0, 3), silent };
      });
      const where = `${page} ${width}`;
      if (fit.wide.length) found.push(`${where} sticks out: ${fit.wide.join(" | ")}`);
      if (fit.silent.length) found.push(`${where} says nothing: ${fit.silent.join(" | ")}`);
    }
  }
  expect(found).toEqual([]);
  expect(phone.unexpectedProblems()).toEqual([]);
}, 120_000);
