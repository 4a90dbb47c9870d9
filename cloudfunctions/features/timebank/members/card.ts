import type * as z from "zod/mini";
import { dayOf } from "../../../../contracts/kernel/day";
import { openActions } from "../../../../contracts/kernel/lifecycle";
import { type memberCard, memberLifecycle } from "../../../../contracts/timebank/member";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { selvesOf } from "../../../platform/actor";
import type { MemberContext } from "../../../platform/serve";
import { momentText } from "../../../platform/when";
import type { MemberDocument } from "../shared/documents";
import { isOwnMatter } from "../shared/family";
import { gridName } from "../shared/home";
import { dateText, skillName, timesText } from "../shared/wording";

export type MemberCard = z.output<typeof memberCard>;

interface MemberViewer extends Pick<MemberContext, "community" | "at" | "person"> {
  settings: TimeBankSettings;
  called: (personId: string) => string;
  /** The branch decides; a group leader only arranges. */
  mayDecide: boolean;
}

const checkText = (at: number): string => `${dateText(dayOf(at))}核对过，可以帮孩子`;

/** An application as the branch sees it. Pure. */
export function cardOf(member: MemberDocument, { community, at, person, settings, called, mayDecide }: MemberViewer): MemberCard {
  const { skills, times, wontDo, guardian, childCheckAt } = member;
  // Nobody decides his own application, nor one of his family.
  const isOwn = isOwnMatter(member, selvesOf(person));
  return {
    memberId: member._id,
    version: member.version,
    called: called(member.personId),
    grid: gridName(community.organisation, member.gridCode),
    skillsText: skills.map((code) => skillName(settings, code)).join("、"),
    timesText: timesText(times),
    ...(wontDo !== undefined && { wontDo }),
    ...(guardian && { guardianText: `监护人${guardian.called}同意了` }),
    isMinor: member.isMinor,
    ...(childCheckAt !== undefined && { childCheckText: checkText(childCheckAt) }),
    state: member.state,
    appliedAt: member.appliedAt,
    appliedText: momentText(member.appliedAt, at),
    actions: mayDecide && !isOwn ? openActions(memberLifecycle, member.state, ["branch"]) : [],
  };
}
