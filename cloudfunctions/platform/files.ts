import { DatabaseError, openApp } from "./database";

/** The one place that speaks to CloudBase's storage. Clients read nothing there and write under their own `u/{openid}/`. */

/** The platform's own bound on one request. */
const mostFiles = 50;

/** Temporary addresses of files, in the order asked; a file that is gone is left out. */
export async function temporaryUrls(fileIds: readonly string[]): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  for (let start = 0; start < fileIds.length; start += mostFiles) {
    const { fileList } = await openApp().getTempFileURL({ fileList: fileIds.slice(start, start + mostFiles) });
    for (const file of fileList) if (file.tempFileURL) urls.set(file.fileID, file.tempFileURL);
  }
  return urls;
}

/**
 * Puts a file of the cloud's own making; one that lies there already is replaced.
 * @param path within the environment, where no phone can write
 * @returns its file id
 * @throws when storage refuses it
 */
export async function storeFile(path: string, bytes: Buffer): Promise<string> {
  const reply = await openApp().uploadFile({ cloudPath: path, fileContent: bytes });
  const { code, message } = reply as { code?: string; message?: string };
  if (code || !reply.fileID) throw new DatabaseError(code ?? "STORAGE_REQUEST_FAIL", message ?? "");
  return reply.fileID;
}

/** Paths within the environment. The SDK refuses a copy under another file name: only the folder may differ. */
export interface Copying {
  from: string;
  to: string;
}

/**
 * Copies files, each to its own place.
 * @param overwrite whether a file that lies there already is replaced; where not, it counts as one that could not be copied
 * @returns the new file ids in the order asked; undefined when one of them could not be copied
 * @throws DatabaseError when storage refuses the request as a whole
 */
export async function copyFiles(copyings: readonly Copying[], overwrite: boolean): Promise<string[] | undefined> {
  if (copyings.length === 0) return [];
  const fileList = copyings.map(({ from, to }) => ({ srcPath: from, dstPath: to, overwrite }));
  const reply = await openApp().copyFile({ fileList });
  // The SDK answers a request that was refused with a `code` and no list, against its own types.
  const { code, message } = reply as { code?: string; message?: string };
  if (code) throw new DatabaseError(code, message ?? "");
  const fileIds = reply.fileList.flatMap(({ fileId }) => fileId ?? []);
  return fileIds.length === copyings.length ? fileIds : undefined;
}

/** Removes files as far as that works: what stays behind is reached by nobody but whoever put it there. */
export async function removeFiles(fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await openApp().deleteFile({ fileList: [...fileIds] }).catch(() => undefined);
}
