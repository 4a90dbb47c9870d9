import type { CallData } from "../../../contracts/calls";
import { loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const page = loadComponent("features/people/pages/staff/index", { "page-state": stub });
const person = (staffId: string, called: string, joined: boolean) => ({ staffId, called, name: called, titles: ["居民组长"], joined });
const opened: CallData<"staff.open"> = { scopeName: "东站", notices: [], people: [person("leader1", "老何", true), person("leader2", "魏姐", false)] };

interface Page {
  onLoad(): void;
  data: { invitedId: string; invitation: { code: string } | null; refused: string };
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 40; turns++) await Promise.resolve();
};
const invitations = () => phone.sent.filter(({ call }) => call === "staff.invite");
let asked: { title: string; content: string }[] = [];
let confirm = true;

beforeEach(() => {
  phone.sent.length = 0;
  asked = [];
  confirm = true;
  Object.assign(wx, { showModal: (modal: (typeof asked)[number]) => (asked.push(modal), Promise.resolve({ confirm })) });
  phone.answer = ({ call }) => ({ ok: true, data: call === "staff.open" ? opened : { code: "ABCDEFGHJK", called: "老何", untilText: "7 天内" } });
});

async function shown() {
  const { root } = mount(page);
  const instance = root.instance as unknown as Page;
  instance.onLoad();
  await settled();
  return { root, instance };
}

test("whoever has joined gets a code for his new account, after a sentence that says what will happen", async () => {
  const { root, instance } = await shown();
  tap(root, "onChanged", { id: "leader1" });
  await settled();
  expect(asked).toEqual([expect.objectContaining({ title: "老何换了微信？", content: expect.stringContaining("旧微信就看不到工作台了") as string })]);
  expect(invitations().map(({ input }) => input)).toEqual([{ staffId: "leader1", replace: true }]);
  expect(instance.data).toMatchObject({ invitedId: "leader1", invitation: { code: "ABCDEFGHJK" } });
  tap(root, "onChanged", { id: "leader1" });
  await settled();
  expect(new Set(invitations().map(({ operationId }) => operationId)).size).toBe(1);
});

test("who thinks better of it sends nothing", async () => {
  confirm = false;
  const { root } = await shown();
  tap(root, "onChanged", { id: "leader1" });
  await settled();
  expect(invitations()).toEqual([]);
});

test("an ordinary code replaces nobody; and one who has joined meanwhile gets the other kind under an operation of its own", async () => {
  const { root } = await shown();
  tap(root, "onInvite", { id: "leader2" });
  await settled();
  tap(root, "onChanged", { id: "leader2" });
  await settled();
  expect(asked).toHaveLength(1);
  expect(invitations().map(({ input }) => input)).toEqual([{ staffId: "leader2" }, { staffId: "leader2", replace: true }]);
  expect(new Set(invitations().map(({ operationId }) => operationId)).size).toBe(2);
});
