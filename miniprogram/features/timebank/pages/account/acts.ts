/** What the branch may do to an account: what each is called, what will happen, what it asks for. Pure. */
import type { AccountAct } from "../../../../../contracts/timebank/bankCalls";
import { type Relation, relationNames } from "../../../../shared/timebankWords";
import type { Account } from "./accountView";

export type ActName = AccountAct["act"];
type ClosingReason = Extract<AccountAct, { act: "close" }>["reason"];
type Field = "words" | "reason" | "heir" | "code" | "relation" | "minutes" | "days";

export interface ActValues {
  words: string;
  reason: ClosingReason | "";
  /** Of the heir, of the account it goes into, or of the relative. */
  code: string;
  relation: Relation | "";
  minutes: string;
  mayRedeemFrom: string;
  hardshipUntil: string;
}
export const emptyValues = (): ActValues => ({ words: "", reason: "", code: "", relation: "", minutes: "", mayRedeemFrom: "", hardshipUntil: "" });

export interface ActSheet {
  act: ActName;
  title: string;
  /** What will happen, a sentence each, before anybody taps. */
  effects: string[];
  submit: string;
  fields: Field[];
  wordsLabel: string;
  /** Where there are minutes to fill in. */
  minutesLabel?: string;
  codeLabel: string;
}

const sheets: Record<ActName, Omit<ActSheet, "act">> = {
  freeze: {
    title: "冻结账户",
    effects: [
      "先不能往外用，别人照样能存进来。",
      "给约好的帮忙留出来的时间退回他的账户，那几班要另定时间从哪里出。",
      "他会收到消息，看到您写的原因。查清楚了随时可以解冻。",
    ],
    submit: "冻结",
    fields: ["words"],
    wordsLabel: "为什么冻结",
    codeLabel: "",
  },
  thaw: { title: "解除冻结", effects: ["他的时间马上又能用了，也会收到消息。", "冻结时退回来的，不会自己再留出去。"], submit: "解除冻结", fields: [], wordsLabel: "", codeLabel: "" },
  close: {
    title: "注销账户",
    effects: ["约好还没帮的先取消，留出来的时间退回来。", "余下的时间转给下面写的家人；不写，就进公共时间池。", "帮过别人的记录一直留着。注销以后不能再打开。"],
    submit: "注销账户",
    fields: ["reason", "heir"],
    wordsLabel: "",
    codeLabel: "转给谁：家人的账户码（可以不填）",
  },
  merge: {
    title: "合并账户",
    effects: ["同一个人有两个账户时用。约好还没帮的先取消，留出来的时间退回来。", "这个账户里的时间和记录都转到另一个，这个就注销了，不能再分开。"],
    submit: "合并过去",
    fields: ["code"],
    wordsLabel: "",
    codeLabel: "转到哪个账户码",
  },
  terms: {
    title: "什么时候可以用",
    effects: ["到了日子他就能用自己存的时间；有急难的，可以先用一段日子。", "改了他会收到消息。"],
    submit: "就这样定",
    fields: ["days"],
    wordsLabel: "",
    codeLabel: "",
  },
  relate: {
    title: "登记家人",
    effects: ["核对过两人是家人，再登记。", "登记以后，他们可以互相赠送时间，两边都会收到消息。"],
    submit: "登记",
    fields: ["code", "relation"],
    wordsLabel: "",
    codeLabel: "家人的账户码",
  },
  correct: {
    title: "更正这一笔",
    effects: ["原来那一笔不动，另记一笔退回来，两边都会收到消息。", "更正错了还能补回来；是帮忙的时间，由双方说“时间不对”，支部再来定。"],
    submit: "更正",
    fields: ["minutes", "words"],
    wordsLabel: "为什么更正",
    minutesLabel: "退回多少分钟",
    codeLabel: "",
  },
  restore: {
    title: "更正错了，补回来",
    effects: ["原来那一笔和更正都不动，另记一笔补回来，两边都会收到消息。"],
    submit: "补回来",
    fields: ["minutes", "words"],
    wordsLabel: "为什么补回来",
    minutesLabel: "补回多少分钟",
    codeLabel: "",
  },
};

export const actSheet = (act: ActName): ActSheet => ({ act, ...sheets[act] });

export const closingReasons: { key: ClosingReason; text: string }[] = [
  { key: "left", text: "不参加了" },
  { key: "movedAway", text: "搬走了" },
  { key: "death", text: "去世了" },
];
export const relationChoices = (Object.keys(relationNames) as Relation[]).map((key) => ({ key, text: relationNames[key] }));

/** What the account's state leaves open, in the order of how often it is needed. */
export function openActs(status: Account["status"]): { act: ActName; label: string }[] {
  const acts: ActName[] = status === "closed" ? [] : ["relate", "terms", status === "frozen" ? "thaw" : "freeze", "merge", "close"];
  return acts.map((act) => ({ act, label: sheets[act].title }));
}

export type Messages = Partial<Record<keyof ActValues, string>>;
export type Verdict = { ok: true; act: AccountAct } | { ok: false; messages: Messages };

const wholeMinutes = (words: string): number => (/^\d{1,6}$/.test(words.trim()) ? Number(words.trim()) : 0);

/** What the account has now: the entry that is corrected or whose correction is undone, how much of it at most, and the days that stand. */
export interface Standing {
  entryId: string;
  minutes: number;
  mayRedeemFrom: string;
  hardshipUntil: string;
}

/** What the contract cannot say of an empty choice stands here; the rest it says itself. */
export function judgeAct(act: ActName, values: ActValues, standing: Standing): Verdict {
  const { reason, relation } = values;
  const code = values.code.trim().toUpperCase();
  const wrong = (messages: Messages): Verdict => ({ ok: false, messages });
  if (act === "close") {
    if (reason === "") return wrong({ reason: "请选一个原因。" });
    if (code !== "" && relation === "") return wrong({ relation: "请选一下是他的什么人。" });
    return { ok: true, act: { act, reason, ...(code !== "" && relation !== "" ? { heir: { accountCode: code, relation } } : {}) } };
  }
  if (act === "relate") return relation === "" ? wrong({ relation: "请选一下是他的什么人。" }) : { ok: true, act: { act, accountCode: code, relation } };
  if (act === "merge") return { ok: true, act: { act, intoCode: code } };
  if (act === "correct" || act === "restore") {
    const minutes = wholeMinutes(values.minutes);
    if (minutes < 1 || minutes > standing.minutes) return wrong({ minutes: `请填 1 到 ${standing.minutes} 分钟，这一笔只有这么多。` });
    return { ok: true, act: { act, entryId: standing.entryId, minutes, words: values.words } };
  }
  if (act === "freeze") return { ok: true, act: { act, words: values.words } };
  if (act === "terms") return judgeTerms(values, standing);
  return { ok: true, act: { act } };
}

/** Only what was changed: a day that stands and is over would be refused as a new one; an emptied one is taken away. */
function judgeTerms(values: ActValues, standing: Standing): Verdict {
  const changed = (["mayRedeemFrom", "hardshipUntil"] as const).filter((key) => values[key] !== standing[key]);
  if (changed.length === 0) return { ok: false, messages: { hardshipUntil: "请先选一个日子。" } };
  return { ok: true, act: { act: "terms", ...Object.fromEntries(changed.map((key) => [key, values[key] === "" ? null : values[key]])) } };
}

/** The cloud's and the contract's sentences about single fields, by the field of this form. */
export function messagesFrom(fields: Record<string, string>): Messages {
  const known: Record<string, keyof ActValues> = {
    "act.words": "words",
    "act.minutes": "minutes",
    "act.intoCode": "code",
    "act.accountCode": "code",
    "act.heir.accountCode": "code",
    "act.mayRedeemFrom": "mayRedeemFrom",
    "act.hardshipUntil": "hardshipUntil",
  };
  const messages: Messages = {};
  for (const [path, sentence] of Object.entries(fields)) {
    const key = known[path];
    if (key) messages[key] = sentence;
  }
  return messages;
}

export const doneWords: Record<ActName, string> = {
  freeze: "冻结了，已经告诉他原因。",
  thaw: "解冻了，他的时间又能用了。",
  close: "注销了，余下的时间已经转出去。",
  merge: "合并好了，时间和记录都在另一个账户里。",
  terms: "定好了，已经告诉他。",
  relate: "登记好了，他们可以互相赠送时间。",
  correct: "更正好了，原来那一笔也还在。",
  restore: "补回来了，原来那两笔也都还在。",
};
