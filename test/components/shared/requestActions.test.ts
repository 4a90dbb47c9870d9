import { openActions } from "../../../contracts/kernel/lifecycle";
import { requestLifecycle, type RequestAction } from "../../../contracts/requests/lifecycle";
import { parts, requestStates, type Part, type RequestState } from "../../../contracts/requests/request";
import { actionBar, actionLabels, type Side, unfolded } from "../../../miniprogram/shared/requestActions";

const open = (state: RequestState, ...own: Part[]): RequestAction[] =>
  openActions<RequestState, Part, RequestAction>(requestLifecycle, state, own);
const labelsOf = (state: RequestState, side: Side, ...own: Part[]): string[] =>
  actionBar(open(state, ...own), side, state).main.map(({ label }) => label);

const residents: readonly Part[] = ["reporter", "proxy"];
const cells = requestStates.flatMap((state) => parts.map((part) => ({ state, part, side: residents.includes(part) ? ("resident" as const) : ("staff" as const) })));

test.each(cells)("every open action of $part in $state is reachable, and once", ({ state, part, side }) => {
  const actions = open(state, part);
  const { main, more } = actionBar(actions, side, state);
  expect([...main, ...more].map(({ action }) => action).sort()).toEqual([...actions].sort());
  expect(main.length).toBeLessThanOrEqual(2);
  expect([...main, ...more].filter(({ primary }) => primary).length).toBeLessThanOrEqual(1);
});

test("the handler's main button asks the resident and never says done", () => {
  expect(labelsOf("inProgress", "staff", "owner")).toEqual(["请居民确认", "请人一起办"]);
  for (const state of requestStates) expect(labelsOf(state, "staff", "owner")).not.toContain(actionLabels.confirm);
});

test("what each side sees first", () => {
  expect(labelsOf("submitted", "staff", "stationHead")).toEqual(["我来办", "转给…"]);
  expect(labelsOf("accepted", "staff", "owner")).toEqual(["开始办", "请人一起办"]);
  expect(labelsOf("inProgress", "staff", "helper")).toEqual(["我这部分办完了", "补充一句"]);
  expect(labelsOf("inProgress", "resident", "reporter")).toEqual(["补充一句", "没找到人"]);
  expect(labelsOf("awaitingResident", "resident", "reporter")).toEqual(["回复他", "没找到人"]);
  expect(labelsOf("resolved", "resident", "proxy")).toEqual(["办好了", "还没办好"]);
  expect(labelsOf("closed", "resident", "reporter")).toEqual(["重新打开"]);
});

test("a button that only adds to the story is never the red one", () => {
  const { main } = actionBar(open("inProgress", "reporter"), "resident", "inProgress");
  expect(main.some(({ primary }) => primary)).toBe(false);
});

test("one single action is not hidden behind 别的办法", () => {
  const [first, second, third, fourth] = actionBar(["accept", "transfer"], "staff", "submitted").main.concat(actionBar(["addWord", "notAccept"], "staff", "submitted").main);
  expect(unfolded({ main: [first!, second!], more: [third!] })).toEqual({ main: [first, second, third], more: [] });
  const two = { main: [first!, second!], more: [third!, fourth!] };
  expect(unfolded(two)).toEqual(two);
});
