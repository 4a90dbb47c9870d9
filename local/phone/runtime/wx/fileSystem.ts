/** wx.getFileSystemManager(): the asynchronous half; what it answers at once would need files that browsers don't have. */
import type { Phone } from "../phone";
import { api, type Family } from "./api";
import { strict } from "./cloud";
import { USER_FOLDER } from "./files";

type Encoding = "utf8" | "utf-8" | "base64" | "binary";

async function decode(blob: Blob, encoding: Encoding | undefined): Promise<string | ArrayBuffer> {
  if (!encoding) return blob.arrayBuffer();
  if (encoding === "utf8" || encoding === "utf-8") return blob.text();
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return encoding === "base64" ? btoa(binary) : binary;
}

function encode(data: string | ArrayBuffer, encoding: Encoding | undefined): Blob {
  if (typeof data !== "string" || encoding === undefined || encoding.startsWith("utf")) return new Blob([data]);
  const binary = encoding === "base64" ? atob(data) : data;
  return new Blob([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))]);
}

function assertUserPath(path: string): void {
  if (!path.startsWith(`${USER_FOLDER}/`)) throw new Error(`permission denied, open "${path}"`);
}

export function fileSystemApis(phone: Phone): Family {
  const { files, clock } = phone;
  const remove = async (path: string): Promise<void> => {
    if (!(await files.saved.get(path))) throw new Error(`no such file or directory "${path}"`);
    await files.saved.remove(path);
  };
  const manager = {
    saveFile: api("saveFile", async ({ tempFilePath, filePath }: { tempFilePath: string; filePath?: string }) => {
      if (filePath) assertUserPath(filePath);
      return { savedFilePath: await files.save(tempFilePath, filePath, clock.now()) };
    }),
    removeSavedFile: api("removeSavedFile", ({ filePath }: { filePath: string }) => remove(filePath)),
    unlink: api("unlink", ({ filePath }: { filePath: string }) => remove(filePath)),
    access: api("access", async ({ path }: { path: string }) => void (await files.read(path))),
    readFile: api("readFile", async ({ filePath, encoding }: { filePath: string; encoding?: Encoding }) => ({
      data: await decode(await files.read(filePath), encoding),
    })),
    writeFile: api("writeFile", async ({ filePath, data, encoding }: { filePath: string; data: string | ArrayBuffer; encoding?: Encoding }) => {
      assertUserPath(filePath);
      await files.saved.put({ path: filePath, blob: encode(data, encoding), createdAtMs: clock.now() });
    }),
    copyFile: api("copyFile", async ({ srcPath, destPath }: { srcPath: string; destPath: string }) => {
      assertUserPath(destPath);
      await files.saved.put({ path: destPath, blob: await files.read(srcPath), createdAtMs: clock.now() });
    }),
    getFileInfo: api("getFileInfo", async ({ filePath }: { filePath: string }) => ({ size: (await files.read(filePath)).size })),
    getSavedFileList: api("getSavedFileList", async () => ({
      fileList: (await files.saved.all())
        .filter((file) => !file.path.startsWith(USER_FOLDER))
        .map((file) => ({ filePath: file.path, size: file.blob.size, createTime: Math.floor(file.createdAtMs / 1000) })),
    })),
  };
  return { getFileSystemManager: () => strict(manager, "FileSystemManager") };
}
