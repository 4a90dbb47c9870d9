/** My page as its template reads it: flat, nothing optional. */
import type { CallData } from "../../../contracts/calls";
import { dotted } from "../../shared/dots";
import { spokenPerson } from "../../shared/persons";

type Me = CallData<"me.open">;

export interface MeView {
  called: string;
  community: string;
  phoneText: string;
  householdTitle: string;
  householdDetail: string;
  posts: { title: string; scope: string }[];
  awayText: string;
  looks: { key: string; text: string; atText: string }[];
  unread: number;
  mayConfirmBindings: boolean;
  mayInvite: boolean;
}

const householdTitles: Record<Me["household"]["state"], string> = {
  none: "还没登记住址",
  pending: "正在核对",
  confirmed: "",
  declined: "没有核对上",
};

export function meView(me: Me): MeView {
  const { household, away, standIn } = me;
  const stateText = householdTitles[household.state];
  return {
    called: me.called,
    community: me.community,
    phoneText: me.phoneMasked ?? "还没留电话",
    householdTitle: household.state === "none" ? "登记住址" : household.text,
    householdDetail: dotted(stateText, household.note ?? household.grid ?? ""),
    posts: me.posts,
    awayText: awayText(away, standIn),
    looks: me.looks.map(({ at, atText, by, reason }, index) => ({ key: `${at}-${index}`, text: dotted(by, reason), atText })),
    unread: me.unread,
    mayConfirmBindings: me.mayConfirmBindings,
    mayInvite: me.mayInvite,
  };
}

function awayText(away: Me["away"], standIn: Me["standIn"]): string {
  const instead = standIn ? `；${standIn.called}接着` : "";
  if (away) return away.fromText === undefined ? `您现在不在，${away.untilText}${instead}` : `您${away.fromText}${away.untilText}不在${instead}`;
  return standIn ? `找不到您时，${spokenPerson(standIn)}接手` : "";
}
