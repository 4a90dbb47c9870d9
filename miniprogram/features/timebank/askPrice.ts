/** Who will pay for what is asked, said before it is sent. Pure. */
import { minutesText } from "../../shared/contracts";
import { type AskForm, type Schedule, sumOf } from "./askDraft";

/** Hours pay whole times or none: of one that somebody can't pay in full, he pays nothing. */
const wholeTimes = (available: number, each: number, most: number): number => Math.min(most, Math.floor(Math.max(0, available) / each)) * each;

interface Price {
  own: number;
  pool: number;
  /** Nobody's yet: the branch decides, and neighbours are asked only then. */
  undecided: number;
  /** There are hours, and not enough for a single time. */
  short: boolean;
}

/** As the cloud will hold them if nobody is faster: the asker's own hours, then the pool, and the rest waits. Minutes. */
export function priceOf(schedule: Schedule, { availableMinutes, poolMinutes }: Pick<AskForm, "availableMinutes" | "poolMinutes">): Price {
  const { shifts, minutes } = sumOf(schedule);
  const each = minutes / shifts;
  const own = wholeTimes(availableMinutes, each, shifts);
  const pool = wholeTimes(poolMinutes, each, shifts - own / each);
  return { own, pool, undecided: minutes - own - pool, short: own + pool === 0 && (availableMinutes > 0 || poolMinutes > 0) };
}

/** Empty where the cloud's own words say all of it: one's own hours suffice. */
export function priceWords(price: Price, minutes: number): string {
  if (price.own === minutes) return "";
  if (price.undecided === minutes) return `${price.short ? "现在有的还不够一整次，要等" : ""}党支部同意${price.short ? "，同意了" : "以后，"}再去问邻居。`;
  const parts = [
    price.own > 0 && `您自己的出 ${minutesText(price.own)}`,
    price.pool > 0 && `公共时间池现在能出 ${minutesText(price.pool)}`,
    price.undecided > 0 && `还差 ${minutesText(price.undecided)}，要等党支部同意，同意了再去问邻居`,
  ].filter((part): part is string => part !== false);
  return `按整次算，${parts.join("，")}。`;
}
