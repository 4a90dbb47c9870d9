import { addDays, weekdayOf } from "../../../contracts/kernel/day";
import { accountIdOf } from "../../../cloudfunctions/features/timebank/ledger";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import { importHours } from "../../../scripts/importHours";
import type { Random } from "../random";
import type { Play } from "./play";

/** The station's paper book of former years, as it was typed into Excel in September. */
const header = "账户码,姓名,日期,开始,结束,分钟,类别,内容,地点,组织单位,负责人,帮了谁,备注";

const lineOf = (play: Play, { _id, name }: PersonDocument, rest: string): string => `${accountCodeOf(accountIdOf(play.communityId, "person", _id))},${name},${rest}`;

/** Every Sunday evening but for the Spring Festival and two weeks of August: twenty years of one hour, some of an hour and a half. */
function teachersLines(play: Play, teacher: PersonDocument, random: Random): string[] {
  const lines: string[] = [];
  for (let day = "2006-09-03"; day < "2026-08-23"; day = addDays(day, 7)) {
    const monthDay = day.slice(5);
    if ((monthDay >= "01-25" && monthDay <= "02-14") || (monthDay >= "08-01" && monthDay <= "08-14")) continue;
    const end = random.next() < 0.12 ? "20:30" : "20:00";
    const content = random.pick(["陪读课文", "做数学作业", "讲作文", "背英语单词"]);
    lines.push(lineOf(play, teacher, `${day},19:00,${end},,辅导孩子,${content},小区图书室,,老何,楼里的孩子,第 ${Number(day.slice(0, 4)) - 2005} 册`));
  }
  // Before that, in the summers when clocks ran ahead.
  for (const day of ["1988-07-10", "1988-07-17", "1989-08-06", "1990-07-08", "1991-08-11"])
    lines.push(lineOf(play, teacher, `${day},19:30,21:00,,辅导孩子,暑期补习,厂子弟小学,子弟小学工会,,,第 1 册`));
  return lines;
}

/** Others have a page or two. */
function othersLines(play: Play, people: readonly PersonDocument[], random: Random): string[] {
  return people.flatMap((person, index) => {
    const start = addDays("2024-03-04", index * 3);
    return Array.from({ length: 12 + index * 6 }, (_, week) => {
      const day = addDays(start, week * 14 - (weekdayOf(start) % 2));
      const what = random.pick(["陪聊天散步,陪老人散步,小花园", "代买代办,买菜送上门,本楼", "家务帮手,打扫屋子,老人家里"]);
      return lineOf(play, person, week % 4 === 3 ? `${day},,,90,${what},,,,` : `${day},09:00,10:30,,${what},,,,`);
    });
  });
}

export async function bringInPaper(play: Play, at: number, teacher: PersonDocument, others: readonly PersonDocument[], random: Random): Promise<void> {
  const lines = [header, ...teachersLines(play, teacher, random), ...othersLines(play, others, random), ""];
  const { outcome, problems, listed } = await importHours({
    file: "纸质记录.csv", bytes: new TextEncoder().encode(lines.join("\r\n")), database: play.database, communityId: play.communityId, now: at,
  });
  if (outcome !== "imported" || listed.length) throw new Error(`the demo's paper book: ${JSON.stringify([...problems.slice(0, 3), ...listed.slice(0, 3)])}`);
}
