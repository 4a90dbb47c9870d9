/**
 * Every way a call can fail that its author foresaw: code → what the user reads. A sentence says what happened, what is
 * safe, and what to do next. Anything not listed here is a bug and reaches the user as `internal` with a reference.
 */
export const failureWords = {
  invalidInput: "有一处没填对，请看标红的地方。",
  notSignedIn: "请先选择您的小区。",
  notAllowed: "这件事由别的同志负责，您这里看不到。需要的话请打站里电话。",
  notFound: "没有找到这条内容，可能已经收走了。",
  stale: "刚刚有人更新过这件事，已为您显示最新情况，请看一眼再操作。",
  actionNotOpen: "这一步现在不用做了，已为您显示最新情况。",
  operationReused: "这次提交和上一次内容不一样，请返回重新打开再提交。",
  busy: "同时操作的人有点多，请再点一次，您写的都还在。",
  tooLarge: "内容太长了，请分成两次说。",
  photoNotYours: "有一张照片没有传好，请删掉重新选一次。",
  placeUnknown: "没有找到这个地方，请从名单里选一栋楼。",
  doorCodeUnknown: "这个码认不出来，请从名单里选楼栋，或打站里电话。",
  communityUnknown: "这个小区还没有开通，请打社区电话。",
  invitationInvalid: "这个码不对，或者用过、过期了。看看有没有写错，不行就请站长重新发一张。",
  alreadyJoined: "您已经加入了，不用再用邀请码。",
  bindingOpen: "您的住址正在核对，居民组长确认后就好。",
  personUnknown: "名单里没有这个人，请换一位。",
  dateNotWorkable: "这个日子不合适，请选今天以后的日子。",
  tooMany: "今天提交得有点多，请稍后再试；急事请直接打电话。",
  carrierOff: "本社区还没有开通这项服务，需要的话请打站里电话。",
  skillUnknown: "这一项现在不在名单里，请换一项。",
  guardianNeeded: "未满 18 岁要先征得监护人同意，请写上监护人怎么称呼。",
  notMember: "请先在“时间银行”里报名，站里看过就可以帮忙了。",
  memberWaits: "站里还在看您的报名，看过就告诉您，那时就可以帮忙了。着急的话打站里电话问一声。",
  accountUnknown: "没有找到这个时间账户，请核对一下账户码。",
  ledgerRefused: "这一笔没有办成，您的时间没有变。",
  shiftFull: "这一班刚刚有人接了，谢谢您。看看别的时间？",
  timeTaken: "这个时间您已经有安排了（两班之间要留出休息），请换一班。",
  ownNeed: "这是您自己或家人的事，请让邻居来帮。",
  childCheckNeeded: "帮孩子的事要先由党支部核对过，请打站里电话。",
  codeWrong: "码不对或者已经换了，请看一眼对方屏幕上现在的数字。",
  tooFar: "您离约好的地方还远。到了再试，或者用对方屏幕上的数字签到。",
  tooEarly: "还没到签到的时间，请稍后再来。",
  tooLate: "这一班的时间已经过了，请和居民组长说一声。",
  alreadyCheckedIn: "您还有一次服务没有签退，请先签退。",
  minutesWrong: "时间不能比约好的长，请再看一眼。",
  nothingToCertify: "这段时间里还没有服务记录，请换一段日子。",
  notOwnMatter: "这是您自己或家人的事，请由另一位支委来办。",
  internal: "我们这边出错了，您写的都还在。请过一会儿再试，或打站里电话。",
} as const;
export type FailureCode = keyof typeof failureWords;

/** What the caller may learn beside the code: the field that is wrong, or the record as it is now. */
export interface FailureBody {
  code: FailureCode;
  message: string;
  /** Dotted path of each wrong field → one sentence, for `invalidInput`. */
  fields?: Record<string, string>;
  /** The version that stands now, for `stale` and `actionNotOpen`. */
  currentVersion?: number;
  /** What to quote on the phone to support, for `internal`. */
  reference?: string;
}

/** Thrown by a use case with a code its call declares; `serve` turns it into `{ok: false, failure}`. */
export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    /** A `message` of its own only where the code stands for many reasons, as the ledger's. */
    readonly detail: Partial<Omit<FailureBody, "code">> = {},
  ) {
    super(code);
    this.name = "Failure";
  }
}

/** Failures that serve itself can raise, so that no call has to declare them. */
export const commonFailures = [
  "invalidInput",
  "notSignedIn",
  "notAllowed",
  "operationReused",
  "busy",
  "tooLarge",
  "communityUnknown",
  "carrierOff",
  "internal",
] as const satisfies readonly FailureCode[];
