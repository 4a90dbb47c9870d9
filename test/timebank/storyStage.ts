/** The stage of the time bank's story: its people, its clock, and short ways to say who does what, all through the door. */
import { type CallData, type CallInput, type CallName } from "../../contracts/calls";
import { instantOf } from "../../contracts/kernel/day";
import type { MemberDraft } from "../../contracts/timebank/member";
import { type AccountDocument, accountIdOf, verifyCommunity } from "../../cloudfunctions/features/timebank/ledger";
import { accountCodeOf } from "../../cloudfunctions/features/timebank/shared/accountCode";
import type { MemberDocument, NeedDocument, SessionDocument, ShiftDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../cloudfunctions/features/timebank/shared/members.repository";
import { openDatabase } from "../../cloudfunctions/platform/database";
import { importHours } from "../../scripts/importHours";
import { codeOf, dataOf, type Product, startProduct } from "../support/product";
import { faultsIn, readBooks } from "./audit";
import { addPerson, idOf, who } from "./needs/support";

export const communityId = "wtl";
export const teacher = "o-wtl-teacher";
export const wife = "o-wtl-wife";
export const mother = who.recipient;
export const { leader, member: branch } = who;
export const neighbours = Array.from({ length: 12 }, (_, index) => `o-wtl-neighbour-${index}`);
export const everyTime: MemberDraft["times"] = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => (["morning", "afternoon", "evening"] as const).map((part) => ({ weekday, part })));
export { idOf };

export interface Stage {
  product: Product;
  /** @throws Error with the failure when it is refused */
  as<N extends CallName>(openid: string, call: N, input: CallInput<N>): Promise<CallData<N>>;
  /** The failure's code, or ok. */
  refused<N extends CallName>(openid: string, call: N, input: CallInput<N>): Promise<string>;
  /** Moves everybody's clock; seconds into the minute, so that what follows happens in it. */
  at(day: string, clock: string, moreMinutes?: number): void;
  moveTo(at: number): void;
  /** The timer's rounds: each minute's work that has become due, as many as a quarter of an hour would bring. */
  rounds(count?: number): Promise<void>;
  joins(openid: string, draft: Partial<MemberDraft>, decision?: Partial<Extract<CallInput<"members.decide">["decision"], { kind: "approve" }>>): Promise<void>;
  account(openid: string): Promise<{ available: number; held: number; posted: number; honour: number; openHolds: number }>;
  need(needId: string): Promise<NeedDocument>;
  shifts(needId: string): Promise<ShiftDocument[]>;
  shift(shiftId: string): Promise<ShiftDocument>;
  session(sessionId: string): Promise<SessionDocument>;
  paper(lines: readonly string[]): ReturnType<typeof importHours>;
  codeFor(openid: string): string;
  /** What the command says and what the auditor says, who shares none of its arithmetic. */
  isSound(): Promise<void>;
  close(): Promise<void>;
}

const accountId = (openid: string): string => accountIdOf(communityId, "person", idOf(openid));

export async function startStage(): Promise<Stage> {
  const product = await startProduct();
  const database = openDatabase();
  await addPerson(product, teacher, "李老师", 1);
  await addPerson(product, wife, "宋阿姨", 1);
  for (const [index, openid] of neighbours.entries()) await addPerson(product, openid, `邻居${"一二三四五六七八九十百千"[index]}`, index < 6 ? 1 : 2);
  const { clock } = product.cloud.cloud;
  const as: Stage["as"] = async (openid, call, input) => dataOf(await product.call(openid, call, input));
  const first = async <T>(collection: string, _id: string): Promise<T> => (await product.documents<T & { _id: string }>(collection, { _id } as Partial<T & { _id: string }>))[0]!;
  return {
    product,
    as,
    refused: async (openid, call, input) => codeOf(await product.call(openid, call, input)),
    at: (day, time, more = 0) => clock.moveTo(instantOf(day, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + more) + 5_000),
    moveTo: (at) => clock.moveTo(at + 5_000),
    async rounds(count = 1) {
      for (let left = count; left > 0; left -= 1) await product.cloud.app.callFunction({ name: "clock", data: {} });
    },
    async joins(openid, draft, decision = {}) {
      await as(openid, "members.apply", { skills: ["ward"], times: everyTime, isMinor: false, partyMember: false, ...draft });
      const memberId = memberIdOf(communityId, idOf(openid));
      const { version } = await first<MemberDocument>("timeMembers", memberId);
      await as(branch, "members.decide", { memberId, version, decision: { kind: "approve", ...decision } });
    },
    async account(openid) {
      const { credits, debits, debitsPending, honour, openHolds } = (await database.collection<AccountDocument>("timeAccounts").get(accountId(openid)))!;
      return { available: credits - debits - debitsPending, held: debitsPending, posted: credits - debits, honour, openHolds: openHolds.length };
    },
    need: (needId) => first("timeNeeds", needId),
    shifts: async (needId) => (await product.documents<ShiftDocument>("timeShifts", { needId })).sort((a, b) => a.fromAt - b.fromAt),
    shift: (shiftId) => first("timeShifts", shiftId),
    session: (sessionId) => first("timeSessions", sessionId),
    paper: (lines) =>
      importHours({ file: "book.csv", bytes: new TextEncoder().encode(["账户码,姓名,日期,开始,结束,类别,内容,地点,负责人", ...lines].join("\n")), database, communityId, now: clock.now() }),
    codeFor: (openid) => accountCodeOf(accountId(openid)),
    async isSound() {
      expect(await verifyCommunity(database, communityId)).toMatchObject({ ok: true });
      expect(faultsIn(await readBooks(database, communityId))).toEqual([]);
    },
    close: () => product.close(),
  };
}
