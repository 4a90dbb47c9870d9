/**
 * Each action that asks for something, as data: which fields, in which order, with which words. The contract's schema
 * (`requestStep`) is the judge of what is right; this file only says how to ask, and turns its verdict into one
 * sentence beside each field.
 */
import type { CallData, CallInput } from "../../../../../contracts/calls";
import { notAcceptedReasons, reopenReasons, requestStep, transferReasons } from "../../../../shared/contracts";
import { lastSaid } from "../../lastSaid";
import { dealing, titleBeside } from "../../../../shared/persons";
import { actionLabel, type TappableAction } from "../../../../shared/requestActions";

export type Story = CallData<"requests.open">;
export type Step = CallInput<"requests.advance">["step"];
export type StepAction = Exclude<TappableAction, "accept" | "start">;

export type FieldKind = "words" | "photos" | "choice" | "day" | "stars";
/** A key of `StepValues`; also the name under which a message is shown. */
export type FieldKey = keyof StepValues;

export interface Choice {
  value: string;
  label: string;
  note: string;
  /** One of many, shown when asked for. */
  folded?: boolean;
  /** Away now: greyed, and what is his is dealt with by who stands in. */
  away?: boolean;
}

export interface Field {
  key: FieldKey;
  kind: FieldKind;
  label: string;
  placeholder: string;
  max: number;
  choices: Choice[];
  /** What unfolds the folded choices; absent when none is. */
  unfold?: string;
}

/** Everything any step can ask for. Kept whole while the sheet is open, so that nothing typed is lost. */
export interface StepValues {
  words: string;
  part: string;
  wayOn: string;
  photos: string[];
  reason: string;
  where: string;
  staffId: string;
  helpId: string;
  /** `person:ID` or `station:CODE`. */
  to: string;
  day: string;
  stars: number;
}

export const emptyValues = (): StepValues => ({
  words: "",
  part: "",
  wayOn: "",
  photos: [],
  reason: "",
  where: "",
  staffId: "",
  helpId: "",
  to: "",
  day: "",
  stars: 0,
});

export interface StepForm {
  title: string;
  /** What somebody said that this step answers to. */
  quote?: string;
  /** What happens next, said before it is sent. */
  hint: string;
  submit: string;
  fields: Field[];
}

const wordsField = (label: string, placeholder: string, max = 500): Field => ({
  key: "words",
  kind: "words",
  label,
  placeholder,
  max,
  choices: [],
});
const photosField = (label: string): Field => ({ key: "photos", kind: "photos", label, placeholder: "", max: 9, choices: [] });
const choiceField = (key: FieldKey, label: string, choices: Choice[]): Field => ({
  key,
  kind: "choice",
  label,
  placeholder: "",
  max: 0,
  choices,
});
/** Six people at first: the field below must not lie a screen away. A 更多人 for a single one would save nothing. */
const peopleInFront = 6;
const peopleField = (key: FieldKey, label: string, people: Choice[], others: Choice[] = []): Field => {
  if (people.length <= peopleInFront + 1) return choiceField(key, label, [...people, ...others]);
  const choices = people.map((person, index) => (index < peopleInFront ? person : { ...person, folded: true }));
  return { ...choiceField(key, label, [...choices, ...others]), unfold: "更多人" };
};
const choicesOf = (table: Record<string, string>): Choice[] =>
  Object.entries(table).map(([value, label]) => ({ value, label, note: "" }));

const teamChoices = (story: Story, prefix = ""): Choice[] =>
  (story.team ?? [])
    .filter((person) => person.staffId !== story.owner.staffId)
    .map((person) => ({ value: `${prefix}${person.staffId}`, label: person.called, note: [titleBeside(person), person.away ? "不在" : ""].filter(Boolean).join(" "), ...(person.away && { away: true }) }));
const stationChoices = (story: Story): Choice[] =>
  (story.stations ?? []).map((station) => ({ value: `station:${station.code}`, label: station.name, note: "" }));
const myParts = (story: Story): Choice[] =>
  story.helpers.filter((help) => help.mine && !help.done).map((help) => ({ value: help.helpId, label: help.part, note: "" }));

/** One builder an action: the compiler says which one is missing when the lifecycle grows. */
const forms: Record<StepAction, (story: Story) => StepForm> = {
  askResident: () => ({
    title: "请居民补充",
    hint: "居民马上会收到。他回复以前，时限停着不走。",
    submit: "发给居民",
    fields: [wordsField("想请他补充什么", "比如：还差 1 样，申请书上的签名")],
  }),
  answer: (story) => ({
    title: "回复他",
    quote: lastSaid(story, "waiting"),
    hint: "发出后接着办，时限继续走。",
    submit: "发出",
    fields: [wordsField("您的回复", "把知道的说一说就行", 1000), photosField("照片（可以不放）")],
  }),
  goOn: () => ({
    title: "继续办",
    hint: "居民已经在电话里或当面答复了？写下来，时限继续走。",
    submit: "继续办",
    fields: [wordsField("他怎么说的（可以不写）", "比如：电话里说好，周四下午在家")],
  }),
  askConfirm: () => ({
    title: "请居民确认",
    hint: "办没办好，由居民说了算。他会看到您写的话。",
    submit: "请他确认",
    fields: [wordsField("办得怎么样了", "比如：管子换好了，下午放水试过不漏"), photosField("现场照片（可以不放）")],
  }),
  confirm: (story) => ({
    title: "办好了",
    quote: lastSaid(story, "good"),
    hint: "确认以后这件事就结束了；30 天内又出现，还可以再打开。",
    submit: "确认办好了",
    fields: [
      { key: "stars", kind: "stars", label: "您觉得办得怎么样", placeholder: "", max: 5, choices: [] },
      wordsField("想说的话（可以不写）", "哪里好、哪里不好，都可以说"),
    ],
  }),
  reopen: (story) => ({
    title: actionLabel("reopen", story.state),
    hint: `${dealing(story).called}会马上知道，接着办。`,
    submit: "请他接着办",
    fields: [
      choiceField("reason", "现在是什么情况", choicesOf(reopenReasons)),
      wordsField("想说的话（可以不写）", "比如：晚上放水又漏了"),
      photosField("照片（可以不放）"),
    ],
  }),
  askHelper: (story) => ({
    title: "请人一起办",
    hint: "他办其中一部分，这件事还是您牵头。",
    submit: "请他一起办",
    fields: [
      peopleField("staffId", "请哪一位", teamChoices(story)),
      { key: "part", kind: "words", label: "请他办哪一部分", placeholder: "比如：上门跟各家说费用", max: 60, choices: [] },
      { key: "day", kind: "day", label: "哪天以前", placeholder: "选一个日子", max: 0, choices: [] },
    ],
  }),
  helperDone: (story) => {
    const parts = myParts(story);
    return {
      title: "我这部分办完了",
      hint: `${dealing(story).called}会马上知道。`,
      submit: "告诉他",
      fields: [
        ...(parts.length > 1 ? [choiceField("helpId", "哪一部分", parts)] : []),
        wordsField("想说的话（可以不写）", "比如：图画好了，放在站里"),
      ],
    };
  },
  transfer: (story) => ({
    title: "转给别的同志",
    hint: "答复居民的时限不变，居民会知道换成了谁。",
    submit: "转过去",
    fields: [
      choiceField("reason", "为什么要转", choicesOf(transferReasons)),
      peopleField("to", "转给谁", teamChoices(story, "person:"), stationChoices(story)),
      wordsField("交代一句（可以不写）", "把知道的告诉接手的人，居民就不用再说一遍"),
    ],
  }),
  notAccept: () => ({
    title: "这件事办不了",
    hint: "居民会看到原因，也会看到接下来可以找谁。",
    submit: "告诉居民",
    fields: [
      choiceField("reason", "为什么办不了", choicesOf(notAcceptedReasons)),
      { key: "wayOn", kind: "words", label: "接下来他可以找谁", placeholder: "写清单位、电话、要带什么", max: 300, choices: [] },
    ],
  }),
  withdraw: () => ({
    title: "不用办了",
    hint: "这件事会停下来。以后又需要，再说一次就行。",
    submit: "不用办了",
    fields: [wordsField("想说的话（可以不写）", "比如：已经自己修好了")],
  }),
  addWord: () => ({
    title: "补充一句",
    hint: "办这件事的人都会看到。",
    submit: "补充上去",
    fields: [wordsField("想补充什么", "刚想起来的、又有变化的，都可以说", 1000), photosField("照片（可以不放）")],
  }),
  notFound: (story) => ({
    title: "没找到人",
    hint: `我们马上叫${story.standIn.called}接手，也告诉站里。`,
    submit: "告诉站里",
    fields: [
      choiceField("where", "您是怎么找的", [
        { value: "door", label: "门口没人", note: "" },
        { value: "phone", label: "电话没人接", note: "" },
      ]),
      wordsField("想说的话（可以不写）", "比如：下午 3 点到的，门锁着"),
    ],
  }),
};

export const stepForm = (action: StepAction, story: Story): StepForm => forms[action](story);

const optional = (text: string): string | undefined => (text.trim() === "" ? undefined : text);

/** What `to` says, as the contract wants it. */
const target = (to: string): unknown => {
  const [kind, code = ""] = to.split(":", 2);
  if (kind === "person") return { kind, staffId: to.slice("person:".length) };
  return kind === "station" ? { kind, stationCode: code === "" ? "" : to.slice("station:".length) } : undefined;
};

/** The step as typed so far, unjudged. */
function rawStep(action: StepAction, story: Story, values: StepValues): Record<string, unknown> {
  const { words, photos, reason, where, staffId, part, day, stars, wayOn, to } = values;
  const helpId = values.helpId || (myParts(story)[0]?.value ?? "");
  const bodies: Record<StepAction, Record<string, unknown>> = {
    askResident: { words },
    answer: { words, photos },
    goOn: { words: optional(words) },
    askConfirm: { words, photos },
    confirm: { stars, words: optional(words) },
    reopen: { reason, words: optional(words), photos },
    askHelper: { staffId, part, day },
    helperDone: { helpId, words: optional(words) },
    transfer: { reason, to: target(to), words: optional(words) },
    notAccept: { reason, wayOn },
    withdraw: { words: optional(words) },
    addWord: { words, photos },
    notFound: { where, words: optional(words) },
  };
  const body = Object.entries(bodies[action]).filter(([, value]) => value !== undefined);
  return { action, ...Object.fromEntries(body) };
}

/** For fields that are chosen, not typed: the schema only knows that nothing valid is there. */
const chooseWords: Partial<Record<FieldKey, string>> = {
  reason: "请选一个最接近的。",
  where: "请选一个。",
  staffId: "请选一位同志。",
  to: "请选转给谁。",
  day: "请选一个日子。",
  stars: "请点几颗星。",
  helpId: "请选哪一部分。",
};

export type StepVerdict = { ok: true; step: Step } | { ok: false; messages: Partial<Record<FieldKey, string>> };

/** Judges what was typed by the contract; a message for each wrong field, the first of each. */
export function judgeStep(action: StepAction, story: Story, values: StepValues): StepVerdict {
  const verdict = requestStep.safeParse(rawStep(action, story, values));
  if (verdict.success) return { ok: true, step: verdict.data };
  return { ok: false, messages: messagesFor(verdict.error.issues.map(({ path, message }) => ({ key: String(path[0]), message }))) };
}

/** Turns the cloud's `invalidInput` (`step.words` → sentence) into the same messages. */
export const messagesFromCloud = (fields: Record<string, string>): Partial<Record<FieldKey, string>> =>
  messagesFor(Object.entries(fields).map(([path, message]) => ({ key: path.replace(/^step\./, "").split(".")[0] ?? "", message })));

function messagesFor(issues: { key: string; message: string }[]): Partial<Record<FieldKey, string>> {
  const messages: Partial<Record<FieldKey, string>> = {};
  for (const { key, message } of issues) {
    if (!(key in emptyValues())) continue;
    const field = key as FieldKey;
    messages[field] ??= chooseWords[field] ?? message;
  }
  return messages;
}
