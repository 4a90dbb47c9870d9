import { cell, column, type Columns, maybe, type RowOfColumns } from "../kernel/table";

/**
 * Sessions from the paper books of former years, one a line, as a branch types them into Excel. Either both clock times,
 * or how long it was; where both are given they have to agree. With what the ministry's Order 67 asks of a record.
 */
export const paperColumns = {
  account: column("账户码", "本人手机上“我的时间”里那 8 位，如 3M9A-22C1", cell.words(14)),
  name: column("姓名", "和他在小程序里写的一样：账户码抄错了，就对不上", cell.words(20)),
  day: column("日期", "那一天：1988-07-10；过了半夜的，写开始那天", cell.day),
  from: maybe("开始", "几点开始：19:00，照当年的钟；不知道就空着", cell.optionalMinuteOfDay),
  to: maybe("结束", "几点结束；比开始早，就是第二天", cell.optionalMinuteOfDay),
  minutes: maybe("分钟", "不知道几点时写一共多少分钟；两样都写了就要对得上", cell.optionalWholeNumber(1, 1440)),
  skill: maybe("类别", "和报名时选的一样，如 辅导孩子；空着算“别的事”", cell.optionalWords(20)),
  content: column("内容", "做了什么", cell.words(100)),
  place: column("地点", "不写门牌号", cell.words(60)),
  organiser: maybe("组织单位", "空着就是本站", cell.optionalWords(40)),
  inCharge: maybe("负责人", "当时负责的同志；空着就是本站", cell.optionalWords(20)),
  helped: maybe("帮了谁", "怎么称呼，可空；只有本人和支委看得到", cell.optionalWords(20)),
  remark: maybe("备注", "如 第二册 14 页", cell.optionalWords(100)),
} as const satisfies Columns;

export type PaperRow = RowOfColumns<typeof paperColumns>;
