import { type CallName, calls } from "../../contracts/calls";
import type { CallContract } from "../../contracts/kernel/call";
import { type Role, roles, type StaffRole } from "../../contracts/kernel/role";
import { communityIds, openidOf } from "../support/communities";
import { codeOf, newOperationId, type Product, startProduct } from "../support/product";
import { callers, examples, keptOut, type Place, places } from "./examples";
import { buildWorld, type World } from "./world";

/**
 * Every call × every role × inside its scope, outside it, and in the other community. What is expected is worked out
 * here from the contract's `allow` and from what the scopes mean, by no code that the cloud uses.
 */

const callNames = Object.keys(calls) as CallName[];
const contractOf = (call: CallName): CallContract => calls[call];
const exampleOf = (call: CallName) => examples[call] as (typeof examples)["residents.decide"];

/** Everybody is a visitor, too, and whoever has a person is a resident of his community. */
const rolesPlayed = (role: Role): Role[] => (role === "visitor" ? ["visitor"] : role === "resident" ? ["visitor", "resident"] : ["visitor", "resident", role]);

/** Whether a record at `place` lies within what one role reaches. Residents own the record inside and no other. */
function reachesPlace(call: CallName, played: Role, caller: Role, place: Place): boolean {
  const scope = contractOf(call).allow[played];
  if (scope === undefined) return false;
  if (scope === "none") return true;
  if (scope === "own") return caller === "resident" && place === "inside";
  if (scope === "community") return place !== "other";
  return place === "inside";
}

function isLetIn(call: CallName, role: Role, place: Place): boolean {
  const { names, narrower } = exampleOf(call);
  const played = rolesPlayed(role);
  if (!names) return played.some((one) => contractOf(call).allow[one] !== undefined);
  if (narrower?.[role as StaffRole] !== undefined) return false;
  return played.some((one) => reachesPlace(call, one, role, place));
}

/** Places that mean something for a cell: a call that names no record has one, and within a community a secretary has no outside. */
const placesFor = (call: CallName, role: Role): Place[] =>
  exampleOf(call).names ? places.filter((place) => !(place === "outside" && contractOf(call).allow[role] === "community")) : ["inside"];

let product: Product;
let world: World;
beforeAll(async () => {
  product = await startProduct();
  world = await buildWorld(product);
});
afterAll(() => product.close());

let visitors = 0;
/** A visitor is somebody new each time: many calls make a resident of him. */
const openidFor = (role: Role): string => {
  const code = callers[role];
  return code === undefined ? `o-passer-by-${(visitors += 1)}` : openidOf(communityIds.own, code);
};

async function ask(call: CallName, role: Role, place: Place) {
  const input = await exampleOf(call).input(world, place);
  return product.raw(openidFor(role), { call, input, ...(calls[call].writes && { operationId: newOperationId() }) });
}

/** Ids of what must not be seen: the other community's always, and outside a grid or station what lies there. */
function hiddenFrom(role: Role): string[] {
  const secret = (place: Place) => Object.values(world.records[place]);
  return role === "secretary" ? secret("other") : [...secret("outside"), ...secret("other")];
}

test("every call has an example, and no example is left over", () => {
  expect(Object.keys(examples).sort()).toEqual([...callNames].sort());
});

const cells = callNames.flatMap((call) =>
  roles.flatMap((role) => placesFor(call, role).map((place) => ({ call, role, place, letIn: isLetIn(call, role, place) }))),
);

test("the matrix has cells of every kind", () => {
  for (const role of roles)
    for (const letIn of [true, false]) expect(cells.some((cell) => cell.role === role && cell.letIn === letIn)).toBe(true);
  expect(cells.length).toBeGreaterThan(callNames.length * roles.length);
});

describe.each(callNames)("%s", (call) => {
  afterEach(() => (calls[call].writes ? world.restore() : undefined));

  test.each(cells.filter((cell) => cell.call === call))("$role, $place: let in $letIn", async ({ role, place, letIn }) => {
    const reply = await ask(call, role, place);
    const outcome = codeOf(reply);
    if (!letIn) {
      expect(keptOut).toContain(outcome);
      return;
    }
    expect(["ok", ...(exampleOf(call).letInBy ?? [])]).toContain(outcome);
    const shown = JSON.stringify(reply);
    for (const secret of hiddenFrom(role)) expect(shown).not.toContain(secret);
  });
});

test("nobody is told whether a record exists that is not his to see", async () => {
  for (const [call, input] of [
    ["requests.open", { requestId: "nothing" }],
    ["residents.decide", { bindingId: "nothing", version: 1, decision: { kind: "confirm" } }],
  ] as const) {
    const role = "secretary";
    const missing = await product.raw(openidFor(role), { call, input, operationId: newOperationId() });
    const other = await ask(call, role, "other");
    expect(codeOf(other)).toBe(codeOf(missing));
  }
});
