/** Pure parts of the page of one's own address. */
import type { CallData, CallInput } from "../../../../../contracts/calls";
import { dotted } from "../../../../shared/dots";

export type Household = CallData<"me.open">["household"];
type Binding = CallInput<"residents.bind">;

export interface HouseholdHeadline {
  title: string;
  detail: string;
  tone: string;
}

/** What is true of the address now. */
export function householdHeadline({ state, text, grid, note }: Household): HouseholdHeadline {
  switch (state) {
    case "confirmed":
      return { title: text, detail: dotted(grid ?? "", "反映事情时不用再选地方"), tone: "good" };
    case "pending":
      return { title: `正在核对：${text}`, detail: note ?? "核对以后就好。这期间照样可以反映事情。", tone: "waiting" };
    case "declined":
      return { title: `没有核对上：${text}`, detail: note ?? "您可以改一下再填。", tone: "urgent" };
    case "none":
      return { title: "登记住址", detail: "登记一次，以后反映事情不用再选地方；不登记也照样可以反映。", tone: "plain" };
  }
}

/** Whether the form is on the page: those who have an address first say that it no longer holds. */
export const mayFill = (state: Household["state"]): boolean => state === "none" || state === "declined";

export const bindingInput = (unitCode: string, room: string, name: string, phone: string): Binding => ({
  unitCode,
  room,
  name,
  ...(phone.trim() === "" ? {} : { phone }),
});

/** The sentence under the building: a code that is missing means that none was chosen yet. */
export const placeError = (fields: Record<string, string>): string => (fields.unitCode ? "请先选楼栋和单元。" : "");
