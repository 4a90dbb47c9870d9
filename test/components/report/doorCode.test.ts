import { doorCodeOf } from "../../../miniprogram/features/report/doorCode";

test.each([
  ["WeChat's own round code", { path: "pages/home/index?scene=wtl-27-3" }, "wtl-27-3"],
  ["one whose scene came escaped", { path: "pages/home/index?a=1&scene=wtl%2D27%2D3", result: "" }, "wtl-27-3"],
  ["a link in a square code", { result: "https://elsewhere.example/?scene=wtl_27" }, "wtl_27"],
  ["the door code alone", { result: " wtl-27-3 " }, "wtl-27-3"],
  ["a damaged scene", { path: "pages/home/index?scene=%E4%B8" }, ""],
  ["a damaged scene, and the code beside it", { path: "pages/home/index?scene=%", result: "wtl-27-3" }, "wtl-27-3"],
  ["something else", { result: "https://elsewhere.example/" }, ""],
  ["nothing", {}, ""],
])("%s", (_, scanned, code) => {
  expect(doorCodeOf(scanned)).toBe(code);
});
