import appConfig from "../../miniprogram/app.json";
import { bankViews } from "./bankViews";
import { Fitting } from "./fitting";
import { prepareStories } from "./stories";
import { timebankViews } from "./timebankViews";
import { viewsOf } from "./views";

/** Any id at all: which pages are looked at does not depend on it. */
const anything = <S extends object>(): S => new Proxy({} as S, { get: () => "any" });

test("every page of app.json is looked at", () => {
  const pages = [...appConfig.pages, ...appConfig.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))];
  // The receipt is reached by sending a report.
  const views = [...viewsOf(anything()), ...timebankViews(anything()), ...bankViews(anything())];
  const looked = new Set(views.map(({ path }) => path.split("?")[0]!.slice(1)));
  expect(pages.filter((page) => !looked.has(page))).toEqual([]);
});

describe("home, requests, people", () => {
  let fitting: Fitting;
  beforeAll(async () => {
    fitting = await Fitting.open(async (cloud) => viewsOf(await prepareStories(cloud)));
  });
  afterAll(() => fitting.close());

  test("nothing is cut, faint, small, nameless or beside the screen, in any look", () => fitting.lookAtAll(), 900_000);
});
