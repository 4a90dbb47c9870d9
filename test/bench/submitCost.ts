/** What a submission costs over the least that could be done: one insert of the same document through the same SDK. */
import { randomBytes } from "node:crypto";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { connect } from "../support/cloud";
import type { CloudProcess } from "./cloudProcess";
import type { Figures } from "./figure";
import { atMost, fact } from "./figure";
import { draft } from "./growth";
import { median, quantile, timed } from "./samples";

const warmUp = 20;

export async function overRaw(cloud: CloudProcess, residents: readonly string[], rounds: number): Promise<Figures> {
  const collection = connect(cloud).database().collection("requests");
  const call: number[] = [];
  const raw: number[] = [];
  let model: RequestDocument | undefined;
  for (let index = 0; index < warmUp + rounds; index += 1) {
    const submitted = await cloud.call(residents[index % residents.length]!, "requests.submit", draft("三楼的灯坏了，晚上看不见台阶。"));
    model ??= ((await collection.doc(submitted.data.requestId).get()) as { data: RequestDocument[] }).data[0]!;
    const copy = { ...model, _id: randomBytes(12).toString("hex"), receipt: `R-${index}-${randomBytes(4).toString("hex")}` };
    const inserted = await timed(async () => (await collection.add(copy)) as { code?: string; message?: string });
    if (inserted.value.code) throw new Error(inserted.value.message);
    if (index < warmUp) continue;
    call.push(submitted.ms);
    raw.push(inserted.ms);
  }
  const bytes = Buffer.byteLength(JSON.stringify(model));
  return {
    "submit.overRaw": atMost(
      median(call) / median(raw), 5,
      `a phone's submission to its receipt (p50 ${median(call).toFixed(1)} ms) ÷ one insert of the same document, ${bytes} bytes (p50 ${median(raw).toFixed(1)} ms), ${rounds} rounds in turn`,
    ),
  };
}

/** Many phones at once, each waiting for its receipt before it sends the next. */
export async function throughput(cloud: CloudProcess, residents: readonly string[], clients: number, each: number, instances: number): Promise<Figures> {
  const took: number[] = [];
  const one = async (client: number): Promise<void> => {
    for (let turn = 0; turn < each; turn += 1) {
      const resident = residents[(client * each + turn) % residents.length]!;
      took.push((await cloud.call(resident, "requests.submit", draft("下水道堵了，厨房返味。"))).ms);
    }
  };
  // Every worker thread has loaded the door and the organisation before time is taken.
  await Promise.all(Array.from({ length: clients }, (_, client) => cloud.call(residents[client]!, "home.open", {})));
  const { ms } = await timed(() => Promise.all(Array.from({ length: clients }, (_, client) => one(client))));
  return {
    "submit.perSecond": fact((took.length / ms) * 1000, `submissions a second by ${clients} clients on ${instances} instances, ${took.length} in all; a district's storm of 20,000 a day is 0.23 a second on average`, "/s"),
    "submit.p99": fact(quantile(took, 0.99), `of the same submissions, the phone's wait for its receipt (p50 ${median(took).toFixed(0)} ms)`, "ms"),
  };
}
