import type { Organisation } from "../../contracts/org/organisation";
import type { PaperRow } from "../../contracts/timebank/paper";
import { getPerson } from "../../cloudfunctions/features/people";
import { idPrefixOf } from "../../cloudfunctions/features/timebank/shared/accountCode";
import { accountByCode } from "../../cloudfunctions/features/timebank/shared/accounts.repository";
import { homeOf } from "../../cloudfunctions/features/timebank/shared/home";
import type { Database } from "../../cloudfunctions/platform/database";
import type { Problems } from "../importPack/problem";

/** Somebody whose past sessions are brought in. */
export interface Holder {
  accountId: string;
  personId: string;
  name: string;
  gridCode: string;
  stationCode: string;
}

type LookUp = { ok: true; holder: Holder } | { ok: false; message: string };
const no = (message: string): LookUp => ({ ok: false, message });

async function lookUp(database: Database, organisation: Organisation, code: string): Promise<LookUp> {
  const account = await accountByCode(database, organisation.communityId, code);
  if (!account) return no(`没有账户码是“${code}”的人，请本人在手机上再看一眼；还没有报名的，先报名。`);
  if (account.kind !== "person") return no(`“${code}”是团队的账户，过去的时间只能记给个人。`);
  if (account.status === "closed") return no(`“${code}”这个账户已经注销了。`);
  const person = await getPerson(database, account.holder);
  if (!person) return no(`没有账户码是“${code}”的人。`);
  return { ok: true, holder: { accountId: account._id, personId: person._id, name: person.name, ...homeOf(organisation, person) } };
}

/** Whom each line is about, by line; lines whose person isn't certain are told. Two queries for each person. */
export async function holdersOf(database: Database, organisation: Organisation, file: string, rows: readonly PaperRow[], problems: Problems): Promise<Map<number, Holder>> {
  const known = new Map<string, LookUp>();
  const holders = new Map<number, Holder>();
  for (const { account, name, line } of rows) {
    const code = idPrefixOf(account);
    const found = code === undefined ? no(`“${account}”不像账户码：是 8 位数字和字母，如 3M9A-22C1。`) : (known.get(code) ?? (await lookUp(database, organisation, account)));
    if (code !== undefined) known.set(code, found);
    if (!found.ok) problems.error("accountUnknown", file, line, found.message);
    else if (found.holder.name !== name) problems.error("otherName", file, line, `账户码“${account}”的主人不叫“${name}”。请核对账户码；要是同一个人，请写成他在小程序里写的称呼。`);
    else holders.set(line, found.holder);
  }
  return holders;
}
