import { receiptLetters } from "../../../contracts/kernel/ids";
import { pageSize } from "../../../contracts/kernel/paging";
import { dayOf } from "../../../contracts/kernel/day";
import { randomInt } from "node:crypto";
import { afterAscending, afterDescending, type Position } from "../../platform/cursor";
import { type Collection, type Database, type Filter, isDuplicate, saveIfUnchanged } from "../../platform/database";
import { type Queue, queueOf } from "../../platform/drain";
import { temporaryUrls } from "../../platform/files";
import { tellFor } from "../inbox";
import { openFor } from "./attention";
import type { RequestDocument, StationDayDocument } from "./document";

/** Requests in the database. Every list is one query over one index, whatever the community's size. */

const requests = (database: Database): Collection<RequestDocument> => database.collection<RequestDocument>("requests");
const stationDays = (database: Database): Collection<StationDayDocument> => database.collection<StationDayDocument>("stationDays");

export const findRequest = (database: Database, requestId: string): Promise<RequestDocument | undefined> => requests(database).get(requestId);

/** False when somebody else wrote since `before` was read. */
export const saveRequest = (database: Database, before: RequestDocument, after: RequestDocument): Promise<boolean> =>
  saveIfUnchanged(requests(database), before, after);

/** 4-1123-ABCD: random, because a sequence would tell everyone how much is going on. */
export function newReceipt(prefix: string, at: number): string {
  const letters = Array.from({ length: 4 }, () => receiptLetters[randomInt(receiptLetters.length)]).join("");
  return `${prefix}-${dayOf(at).slice(5).replace("-", "")}-${letters}`;
}

/**
 * Stores a new request; other letters if its receipt is taken.
 * @returns the one already stored under the same operation, or undefined when this one is now stored
 */
export async function insertRequest(database: Database, request: RequestDocument, renamed: () => RequestDocument, tries = 5): Promise<{ stored: RequestDocument; isNew: boolean }> {
  for (let candidate = request, left = tries; ; candidate = renamed(), left -= 1) {
    try {
      await requests(database).insert(candidate);
      return { stored: candidate, isNew: true };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const stored = await findRequest(database, request._id);
      if (stored) return { stored, isNew: false };
      if (left <= 1) throw error;
    }
  }
}

/** One page and one more, newest first. */
export const filedPage = (database: Database, communityId: string, filedBy: string, open: boolean, position: Position | undefined): Promise<RequestDocument[]> =>
  requests(database).find(
    { communityId, filedBy, open, ...(position && afterDescending("createdAt", position)) },
    { order: { createdAt: -1, _id: -1 }, limit: pageSize + 1 },
  );

/** The open requests of a person, with every request that has something to tell him, newest first. */
export const concerning = (database: Database, communityId: string, personId: string, ids: readonly string[], limit: number): Promise<RequestDocument[]> =>
  requests(database).find(
    { communityId, attention: { $in: [openFor(personId), ...ids.map(tellFor)] } },
    { order: { createdAt: -1, _id: -1 }, limit },
  );

/** What stands on a workbench, what burns first. */
export const onDesk = (
  database: Database, communityId: string, words: readonly string[], hiddenFromIds: readonly string[],
  { dueUntil, position, limit }: { dueUntil?: number; position?: Position; limit: number },
): Promise<RequestDocument[]> => {
  const after: Filter = position ? afterAscending("dueAt", position) : {};
  const dueAt = { ...(after["dueAt"] as Filter | undefined), ...(dueUntil !== undefined && { $lte: dueUntil }) };
  return requests(database).find(
    {
      communityId, attention: { $in: words }, hiddenFrom: { $nin: hiddenFromIds }, ...after,
      ...(Object.keys(dueAt).length > 0 && { dueAt }),
    },
    { order: { dueAt: 1, _id: 1 }, limit },
  );
};

/** What somebody handled and that has ended, newest first. */
export const doneBy = (database: Database, communityId: string, ids: readonly string[], position: Position | undefined): Promise<RequestDocument[]> =>
  requests(database).find(
    { communityId, handlers: { $in: ids }, open: false, hiddenFrom: { $nin: ids }, ...(position && afterDescending("updatedAt", position)) },
    { order: { updatedAt: -1, _id: -1 }, limit: pageSize + 1 },
  );

/** What the clock has to look at, of every community: the one query that belongs to none. */
export const requestQueue = (database: Database): Queue<RequestDocument> => queueOf(requests(database));

export const stationDayId = (communityId: string, stationCode: string, day: string): string => `${communityId}:${stationCode}:${day}`;

export const readStationDays = (database: Database, ids: readonly string[]): Promise<StationDayDocument[]> =>
  ids.length ? stationDays(database).find({ _id: { $in: ids } }, { limit: 1000 }) : Promise.resolve([]);

/** Adds a request to the set of a station's day; adding it again changes nothing. */
export async function countIn(database: Database, { communityId, stationCode, day }: { communityId: string; stationCode: string; day: string }, list: "filed" | "ended", requestId: string): Promise<void> {
  const _id = stationDayId(communityId, stationCode, day);
  const add = () => stationDays(database).update({ _id }, { $addToSet: { [list]: requestId } });
  if ((await add()) > 0) return;
  const empty = { _id, schemaVersion: 1 as const, communityId, stationCode, day, filed: [], ended: [] };
  try {
    await stationDays(database).insert({ ...empty, [list]: [requestId] });
  } catch (error) {
    // The day's document came into being in between, or it has the request already.
    if (!isDuplicate(error)) throw error;
    await add();
  }
}

/** Temporary addresses of files, for those who may read what they belong to: clients read no storage by themselves. */
export const fileUrls = (fileIds: readonly string[]): Promise<Map<string, string>> =>
  fileIds.length ? temporaryUrls(fileIds) : Promise.resolve(new Map());
