import type { CallData } from "../../../contracts/calls";
import type { Organisation, Station } from "../../../contracts/org/organisation";
import { clockText } from "../../../contracts/kernel/day";
import { momentText } from "../../platform/when";
import type { Community } from "../../platform/serve";
import { nextOnDuty, type OnDuty, onDutyNow } from "../org";

type StationView = Extract<CallData<"home.open">, { kind: "home" }>["station"];

const staffOf = (organisation: Organisation, staffId: string) => organisation.staff.find((one) => one.staffId === staffId);

const insteadOf = (organisation: Organisation, onDuty: OnDuty): string =>
  onDuty.rosterId === onDuty.staffId ? "" : `替${staffOf(organisation, onDuty.rosterId)?.calledName ?? "同事"}，`;

/** 周站长在站里, until when; else when the next one comes. Never a promise for hours that nobody has. */
function presenceOf({ organisation, state }: Community, station: Station, at: number): StationView["presence"] {
  const onDuty = onDutyNow({ organisation, state, at }, station);
  if (onDuty) {
    const staff = staffOf(organisation, onDuty.staffId);
    const detail = `${insteadOf(organisation, onDuty)}值班到 ${clockText(onDuty.until)}`;
    return { here: true, title: `${staff?.calledName ?? ""}在站里`, detail, surname: (staff?.name ?? "").slice(0, 1) };
  }
  const next = nextOnDuty({ organisation, state, at }, station);
  const staff = next && staffOf(organisation, next.staffId);
  return {
    here: false,
    title: "现在没有人值班",
    detail: staff ? `${staff.calledName}${momentText(next.from, at)} 到站` : "值班表还没有排出来",
    surname: (staff?.name ?? station.name).slice(0, 1),
  };
}

/** The station as a resident needs it: who is there, the line, the way. */
export function stationView(community: Community, station: Station, at: number): StationView {
  return {
    name: station.name,
    branch: community.organisation.branches.find(({ code }) => code === station.branchCode)?.name ?? "",
    phone: station.phone,
    address: station.address,
    ...(station.point && { point: station.point }),
    presence: presenceOf(community, station, at),
  };
}
