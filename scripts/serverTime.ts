import { openApp } from "../cloudfunctions/platform/database";

/**
 * The cloud's own time, epoch ms, as its clock function tells it after a round. What the ledger writes has to stand in the
 * month in which the cloud writes it: an entry dated by an office computer could fall into a month that is sealed.
 * @throws Error when the function is not there
 */
export async function serverNow(): Promise<number> {
  const { result } = (await openApp().callFunction({ name: "clock", data: {} })) as { result?: { at?: number } };
  if (typeof result?.at !== "number") throw new Error("云函数 clock 没有回答，不知道云上现在是什么时间。请先按部署说明传好云函数，再导入。");
  return result.at;
}
