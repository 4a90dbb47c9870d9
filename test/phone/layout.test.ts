import { closeBrowser, eventually, newPhonePage, type PhonePage } from "../support/browser";
import { type FixturePhone, startFixture } from "./fixturePhone";

let fixture: FixturePhone;
let phone: PhonePage;

beforeAll(async () => {
  fixture = await startFixture();
  phone = await newPhonePage({ url: fixture.url, path: "/pages/layout/index", width: 320 });
  phone.expectProblem(/Failed to load resource.*404/);
});
afterAll(async () => {
  await phone?.close();
  await fixture?.close();
  await closeBrowser();
});

const textOf = async (selector: string): Promise<string> => (await phone.find(selector).innerText()).trim();

/** Where an element is in the window, scrolled into view first: the mouse reaches nothing else. */
async function boxOf(selector: string): Promise<{ x: number; y: number }> {
  await phone.find(selector).scrollIntoViewIfNeeded();
  return (await phone.find(selector).boundingBox())!;
}

async function swipeRight({ x, y }: { x: number; y: number }): Promise<void> {
  const { mouse } = phone.page;
  await mouse.move(x + 50, y + 50);
  await mouse.down();
  await mouse.move(x + 200, y + 50, { steps: 4 });
  await mouse.up();
}

it("scroll-view scrolls a child into view and tells its end once", async () => {
  await phone.find("#into").click();
  await eventually(async () => expect(await textOf("#seen")).toMatch(/s1.*lower/));
  expect((await textOf("#seen")).match(/lower/g)).toHaveLength(1);
});

it("swiper follows setData and the finger", async () => {
  await phone.find("#next").click();
  await eventually(async () => expect(await textOf("#swiped")).toBe("1/"));
  // The finger lands where the swiper was seen; while pictures further up still load it may have moved on by then.
  await eventually(async () => {
    await swipeRight(await boxOf("#swiper"));
    expect(await textOf("#swiped")).toBe("0/touch");
  });
});

it("image loads, fits its height to the width, and fails aloud", async () => {
  await eventually(async () => expect(await textOf("#images")).toBe("40x20 failed"));
  expect(await phone.find("#picture").evaluate((node) => (node as HTMLElement).offsetHeight)).toBe(100);
});

it("text decodes and breaks lines, rich-text drops what could run", async () => {
  expect(await textOf("#text")).toBe("一\n二<三>\u00a0四");
  expect(await phone.find("#rich b").innerText()).toBe("粗");
  expect(await phone.find("#markup script, #markup [onclick]").count()).toBe(0);
  expect(await phone.find("#markup i").innerText()).toBe("斜");
});

it("progress tells its value to assistive technology", async () => {
  expect(await phone.page.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
});

it("map draws polygons and markers, and a marker can be tapped", async () => {
  expect(await phone.find("#map polygon").evaluateAll((all) => all.map((one) => one.getAttribute("stroke")))).toEqual(["#000000", "#a8231c"]);
  await phone.find("#map .mp-map__pin").first().click();
  expect(await textOf("#mapTap")).toBe("marker 5");
});

it("a marker's words stand at its place, on their own ground, and tell which was tapped", async () => {
  const label = phone.find("#map .mp-map__label");
  const style = await label.evaluate((element) => {
    const { color, backgroundColor, fontSize } = getComputedStyle(element);
    return [element.textContent, color, backgroundColor, fontSize];
  });
  expect(style).toEqual(["12", "rgb(31, 35, 40)", "rgb(255, 255, 255)", "14px"]);
  await label.click();
  expect(await textOf("#mapTap")).toBe("label 6");
  const callouts = phone.find("#map .mp-map__callout");
  expect(await callouts.filter({ visible: true }).allInnerTexts()).toEqual(expect.arrayContaining(["一直都有"]));
  await callouts.filter({ hasText: "一直都有" }).click();
  expect(await textOf("#mapTap")).toBe("callout 7");
});

it("a tap beside all markers tells the place", async () => {
  const { x, y } = (await phone.find("#map .mp-map__label").boundingBox())!;
  await phone.page.mouse.click(x - 6, y - 6);
  expect(await textOf("#mapTap")).toMatch(/^place 106\.45\d 29\.5[45]\d$/);
});

it("canvas is found as a node and draws", async () => {
  const pixel = await phone.page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const query = window.__phone.router.top!.instance["createSelectorQuery"] as () => {
          select(selector: string): { fields(fields: object): { exec(done: (results: { node: HTMLCanvasElement }[]) => void): void } };
        };
        query
          .call(window.__phone.router.top!.instance)
          .select("#canvas")
          .fields({ node: true, size: true })
          .exec(([found]) => {
            const context = found!.node.getContext("2d")!;
            context.fillStyle = "rgb(1, 2, 3)";
            context.fillRect(0, 0, 5, 5);
            resolve([...context.getImageData(1, 1, 1, 1).data, found!.node.width]);
          });
      }),
  );
  expect(pixel).toEqual([1, 2, 3, 255, 100]);
});

it("root-portal leaves a clipped and moved ancestor", async () => {
  await phone.find("#portal").click();
  const lifted = phone.find("#lifted");
  const place = await lifted.evaluate((node) => ({ x: node.getBoundingClientRect().x, parent: node.parentElement!.parentElement!.localName }));
  expect(place).toEqual({ x: 0, parent: "page" });
  await phone.find("#portal").click();
  await lifted.waitFor({ state: "detached" });
});

it("match-media shows what fits the phone's width", async () => {
  expect(await phone.find("#small").isVisible()).toBe(true);
});

it("movable-view moves along its axis within its area", async () => {
  const box = await boxOf("#movable");
  await phone.page.mouse.move(box.x + 5, box.y + 5);
  await phone.page.mouse.down();
  await phone.page.mouse.move(box.x + 400, box.y + 30, { steps: 4 });
  await phone.page.mouse.up();
  expect(await textOf("#moved")).toBe("160");
});

it("hover-class shows while pressed", async () => {
  const box = await boxOf("#pressed");
  const colour = (): Promise<string> => phone.find("#pressed").evaluate((node) => getComputedStyle(node).color);
  await phone.page.mouse.move(box.x + 5, box.y + 5);
  await phone.page.mouse.down();
  await eventually(async () => expect(await colour()).toBe("rgb(7, 7, 7)"));
  await phone.page.mouse.up();
  await eventually(async () => expect(await colour()).not.toBe("rgb(7, 7, 7)"));
});
