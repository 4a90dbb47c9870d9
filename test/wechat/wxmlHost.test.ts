import { hostScript } from "../../scripts/wechat/gates/wxmlHost";

it("exports what Page and Component were given, and moves no line", () => {
  const page = `import { a } from "./a";\n\nPage({\n  data: { a },\n});\n`;
  expect(hostScript("p.ts", page)).toBe(
    `import { a } from "./a";\n\nexport default __page({\n  data: { a },\n});\n`,
  );
  expect(hostScript("c.ts", "Component({ data: {} });")).toBe("export default __component({ data: {} });");
});

it("finds no page in a call that stands inside a function or has another name", () => {
  expect(hostScript("p.ts", "function make() { Page({}); }")).toBeNull();
  expect(hostScript("p.ts", "definePage({});")).toBeNull();
});
