import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import type { CallInput } from "../../../contracts/calls";
import { codesFrom } from "../../../cloudfunctions/features/timebank/service/codes";
import { defaultSettings } from "../../../contracts/timebank/settings";
import type { NeedDocument, SessionDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import { shortHash } from "../../../cloudfunctions/platform/hash";
import type { Agenda } from "./agenda";
import type { Play } from "./play";


/** What becomes of one volunteer's turn. */
export interface TurnPlan {
  who: PersonDocument;
  /** `asks`: takes it by himself. `invited`: is asked and says yes. */
  how?: "asks" | "invited";
  /** When he is asked, epoch ms; absent: with the others. An invitation waits a day. */
  invitedAt?: number;
  /** Absent: comes, stays, and is confirmed. */
  then?: "waits" | "refuses" | "promises" | "givesBack" | "misses" | "isThere" | "comes";
  /** Minutes after the shift's beginning, and after its end. */
  inLate?: number;
  outLate?: number;
  /** Never checks out. */
  forgets?: boolean;
  /** Hours after the end; absent: nobody confirms. */
  confirmedAfter?: number;
  confirmedBy?: PersonDocument;
  /** Says that it was shorter, which the branch has to decide. */
  disputedAs?: number;
}

export interface HelpPlan {
  asker: PersonDocument;
  at: number;
  draft: CallInput<"needs.ask">;
  /** Who comes to which shift, counted from 0 in the order of time. */
  turns?: (shift: number) => readonly TurnPlan[];
  /** Hours after the asking at which volunteers are invited or take it. */
  arrangedAfter?: number;
  leader?: PersonDocument;
  branch: PersonDocument;
  /** Nobody decides about hours that neither account nor pool has. */
  leftUndecided?: boolean;
  afterAsking?: (need: NeedDocument, at: number) => Promise<void>;
}

/** Plays one need after the other through the product's calls. */
export class Helping {
  constructor(private readonly play: Play, private readonly agenda: Agenda, private readonly draw: (from: number, to: number) => number) {}

  plan(help: HelpPlan): void {
    this.agenda.add(help.at, async (at) => {
      const { needId } = await this.play.call(help.asker, "needs.ask", help.draft, at);
      await this.makeTokensOfSeed(needId);
      await help.afterAsking?.(await this.need(needId), at);
      const shifts = this.shiftsOf(needId);
      if (!help.leftUndecided && shifts.some(({ funding }) => funding === "undecided")) {
        const decided = at + hourMs;
        this.agenda.add(decided, async (now) => {
          await this.play.call(help.branch, "needs.step", { needId, version: (await this.need(needId)).storyVersion, step: { action: "fund" } }, now);
        });
      }
      this.arrange(help, shifts);
    });
  }

  private async need(needId: string): Promise<NeedDocument> {
    return (await this.play.database.collection<NeedDocument>("timeNeeds").get(needId))!;
  }
  private shiftsOf(needId: string): ShiftDocument[] {
    return this.play.database.documents<ShiftDocument>("timeShifts").filter((shift) => shift.needId === needId).sort((a, b) => a.fromAt - b.fromAt);
  }

  /** The product draws them from the machine; the demo's are the same at every start. */
  async makeTokensOfSeed(needId: string): Promise<void> {
    const need = await this.need(needId);
    await this.play.database.collection<NeedDocument>("timeNeeds").put({ ...need, familyToken: shortHash("family", needId).slice(0, 16), codeSecret: shortHash("code", needId) + shortHash("secret", needId) });
  }

  private arrange(help: HelpPlan, shifts: readonly ShiftDocument[]): void {
    const plans = shifts.flatMap((shift, index) => (help.turns?.(index) ?? []).map((turn) => ({ shift, turn })));
    const at = help.at + (help.arrangedAfter ?? 3) * hourMs;
    const invited = plans.filter(({ turn }) => turn.how === "invited");
    for (const when of new Set(invited.map(({ turn }) => turn.invitedAt ?? at)))
      this.agenda.add(when, async (now) => {
        const need = await this.need(shifts[0]!.needId);
        const assignments = invited.filter(({ turn }) => (turn.invitedAt ?? at) === when).map(({ shift, turn }) => ({ shiftId: shift._id, personId: turn.who._id }));
        await this.play.call(help.leader ?? help.branch, "needs.step", { needId: need._id, version: need.storyVersion, step: { action: "invite", assignments } }, now);
      });
    for (const { shift, turn } of plans) this.arrangeTurn(help, shift, turn, (turn.invitedAt ?? at) + this.draw(5, 55) * minuteMs);
  }

  private arrangeTurn(help: HelpPlan, shift: ShiftDocument, turn: TurnPlan, at: number): void {
    const step = (action: "take" | "accept" | "refuse" | "giveBack", when: number) =>
      this.agenda.add(when, async (now) => {
        const { version } = (await this.play.database.collection<ShiftDocument>("timeShifts").get(shift._id))!;
        await this.play.call(turn.who, "shifts.step", { shiftId: shift._id, version, step: { action } }, now);
      });
    if (turn.then === "waits") return;
    if (turn.then === "refuses") return step("refuse", at);
    step(turn.how === "invited" ? "accept" : "take", at);
    if (turn.then === "givesBack") return step("giveBack", Math.min(at + 20 * hourMs, shift.fromAt - 3 * hourMs));
    if (turn.then === "promises" || turn.then === "misses") return;
    this.agenda.add(shift.fromAt + (turn.inLate ?? -this.draw(1, 8)) * minuteMs, (now) => this.serve(help, shift, turn, now));
  }

  /** Comes with the code that the recipient's phone shows. */
  private async serve(help: HelpPlan, shift: ShiftDocument, turn: TurnPlan, at: number): Promise<void> {
    const { codeSecret } = await this.need(shift.needId);
    const [code] = codesFrom(codeSecret, at, defaultSettings.service.codeSeconds, 0);
    const { sessionId } = await this.play.call(turn.who, "sessions.checkIn", { shiftId: shift._id, presence: { kind: "code", code: code!.digits } }, at);
    if (turn.then === "isThere" || turn.forgets) return;
    const out = shift.toAt + (turn.outLate ?? this.draw(0, 6)) * minuteMs;
    this.agenda.add(out, async (now) => {
      await this.play.call(turn.who, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }, now);
    });
    if (turn.confirmedAfter !== undefined)
      this.agenda.add(out + turn.confirmedAfter * hourMs, async (now) => {
        const { version } = (await this.play.database.collection<SessionDocument>("timeSessions").get(sessionId))!;
        const step = { action: "confirm" as const, ...(turn.disputedAs !== undefined && { minutes: turn.disputedAs }) };
        await this.play.call(turn.confirmedBy ?? help.asker, "sessions.step", { sessionId, version, step }, now);
      });
  }
}
