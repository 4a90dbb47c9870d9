import { Failure } from "../../../contracts/kernel/failure";
import { type Copying, copyFiles, removeFiles } from "../../platform/files";

/**
 * A phone puts its photos under `u/{openid}/`, where it may also replace and delete them. What a story shows must stay
 * as it was told and must not carry anybody's openid: so the cloud copies each photo to a folder that no phone can write
 * to, and the story knows the copy alone. The folder follows from the operation: a repeat copies to the same place.
 */

/** A name of the phone's own making with the ending of a picture; no folder below, no way out. */
const namePattern = /^[A-Za-z0-9_-]{1,80}\.(jpe?g|png|webp|heic)$/i;

/** @throws Failure photoNotYours for a file that lies elsewhere than directly in the caller's own folder, or is no picture */
function nameOf(openid: string, fileId: string): string {
  const path = fileId.replace(/^cloud:\/\/[^/]+\//, "");
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (path !== `u/${openid}/${name}` || !namePattern.test(name)) throw new Failure("photoNotYours");
  return name;
}

export interface Attaching {
  openid: string;
  requestId: string;
  /** The operation that attaches them. */
  eventId: string;
}

const copyingOf = ({ openid, requestId, eventId }: Attaching, fileId: string, index: number): Copying => {
  const name = nameOf(openid, fileId);
  // The number is part of the folder: the platform copies under the same file name only.
  return { from: `u/${openid}/${name}`, to: `requests/${requestId}/${eventId}-${index + 1}/${name}` };
};

/** @throws Failure photoNotYours */
export function checkPhotos(openid: string, fileIds: readonly string[]): void {
  for (const fileId of fileIds) nameOf(openid, fileId);
}

/**
 * Copies photos out of the phone's reach. No database call, unless a copy fails: then either the same operation was here
 * before, or an original is gone. What an operation that is done has kept is never replaced, although its phone could
 * put another picture under the old name and repeat itself.
 * @param findDone what the operation did, if it is done
 * @returns the file ids of the copies, or what was done
 * @throws Failure photoNotYours when one is not the caller's or not there; no story was changed then
 */
export async function keepPhotos<Done>(
  attaching: Attaching, fileIds: readonly string[], findDone: () => Promise<Done | undefined>,
): Promise<{ kept: string[] } | { done: Done }> {
  const copyings = fileIds.map((fileId, index) => copyingOf(attaching, fileId, index));
  for (const overwrite of [false, true]) {
    const kept = await copyFiles(copyings, overwrite);
    if (kept) return { kept };
    const done = await findDone();
    if (done !== undefined) return { done };
  }
  throw new Failure("photoNotYours");
}

/** What was kept needs no original any more. Only after the story was written: until then a repeat starts from them. */
export const forgetOriginals = (fileIds: readonly string[]): Promise<void> => removeFiles([...new Set(fileIds)]);
