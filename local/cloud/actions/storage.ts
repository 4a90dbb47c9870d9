/** Cloud storage: signed upload and download addresses, copies, removal; files lie under the data folder. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { CloudError, invalidParameter } from "../errors";
import type { Limits } from "../limits";
import type { DatabaseFile, FileRow } from "../store/databaseFile";
import { list, text, type Actions, type Parameters } from "./action";

const UPLOAD_SECONDS = 900;
const DOWNLOAD_SECONDS = 7200;
/** Owner of what functions upload: they act for the operator, not for a resident. */
export const OPERATOR = "";

export class FileStorage {
  private readonly folder: string;
  private readonly secret: Buffer;
  private readonly rows = new Map<string, FileRow>();

  constructor(
    dir: string,
    private readonly env: string,
    private readonly database: DatabaseFile,
    private readonly baseUrl: () => string,
    readonly limits: Limits,
  ) {
    this.folder = path.join(dir, "files");
    fs.mkdirSync(this.folder, { recursive: true });
    this.secret = signingKey(path.join(dir, "files.key"));
    for (const row of database.files()) this.rows.set(row.path, row);
  }

  get bucket(): string {
    return `6c6f-${this.env}-1250000000`;
  }

  fileId(cloudPath: string): string {
    return `cloud://${this.env}.${this.bucket}/${cloudPath}`;
  }

  /** @throws CloudError STORAGE_FILE_NONEXIST if it is no file id. */
  pathOf(fileId: string): string {
    const found = /^cloud:\/\/[^/]+\/(.+)$/.exec(fileId)?.[1];
    if (found === undefined) throw new CloudError("STORAGE_FILE_NONEXIST", `invalid fileID: ${fileId}`);
    return found;
  }

  find(cloudPath: string): FileRow | null {
    return this.rows.get(cloudPath) ?? null;
  }

  /** Where a file's bytes lie: by a hash, since cloud paths are longer and wilder than file names may be. */
  diskPath(cloudPath: string): string {
    return path.join(this.folder, createHash("sha256").update(cloudPath).digest("hex"));
  }

  draftPath(): string {
    return path.join(this.folder, `draft-${randomBytes(12).toString("hex")}`);
  }

  /** Takes a complete, flushed draft as the file's content. */
  adopt(draft: string, cloudPath: string, owner: string): string {
    fs.renameSync(draft, this.diskPath(cloudPath));
    const row: FileRow = { path: cloudPath, owner: this.rows.get(cloudPath)?.owner ?? owner, bytes: 0 };
    row.bytes = fs.statSync(this.diskPath(cloudPath)).size;
    this.database.putFile(row);
    this.rows.set(cloudPath, row);
    return this.fileId(cloudPath);
  }

  remove(cloudPath: string): void {
    this.database.removeFile(cloudPath);
    this.rows.delete(cloudPath);
    fs.rmSync(this.diskPath(cloudPath), { force: true });
  }

  copy(from: string, to: string): void {
    const draft = this.draftPath();
    fs.copyFileSync(this.diskPath(from), draft);
    this.adopt(draft, to, this.rows.get(from)?.owner ?? OPERATOR);
  }

  sign(purpose: "get" | "put", cloudPath: string, expires: number): string {
    return createHmac("sha1", this.secret).update(`${purpose}\n${cloudPath}\n${expires}`).digest("hex");
  }

  isSigned(purpose: "get" | "put", cloudPath: string, expires: number, signature: string): boolean {
    return expires * 1000 > Date.now() && this.sign(purpose, cloudPath, expires) === signature;
  }

  uploadUrl(cloudPath: string): { url: string; authorization: string } {
    const expires = Math.floor(Date.now() / 1000) + UPLOAD_SECONDS;
    const url = `${this.baseUrl()}/upload/${encodeURIComponent(cloudPath)}?expires=${expires}`;
    return { url, authorization: this.sign("put", cloudPath, expires) };
  }

  /** The path stays unencoded: the SDK encodes the address itself before it downloads. */
  downloadUrl(cloudPath: string, seconds = DOWNLOAD_SECONDS): string {
    const expires = Math.floor(Date.now() / 1000) + seconds;
    return `${this.baseUrl()}/file/${cloudPath}?sign=${this.sign("get", cloudPath, expires)}&t=${expires}`;
  }
}

export function assertCloudPath(cloudPath: string): void {
  // ? # % \ would change what an address means; production refuses them too.
  const wrong =
    /^\/|\/\/|[?#%\\\p{Cc}]/u.test(cloudPath) || cloudPath.split("/").some((part) => part === "..");
  if (!cloudPath || wrong || Buffer.byteLength(cloudPath) > 850) throw invalidParameter("path is not valid");
}

export function storageActions(storage: FileStorage): Actions {
  const { limits } = storage;
  const many = (parameters: Parameters, name: string): unknown[] => {
    const items = list(parameters, name);
    if (items.length > limits.filesPerRequest) {
      throw invalidParameter(`${name} holds more than ${limits.filesPerRequest} files`);
    }
    return items;
  };
  return {
    "storage.getUploadMetadata": (parameters) => {
      const cloudPath = text(parameters, "path");
      assertCloudPath(cloudPath);
      const cosFileId = storage.sign("get", cloudPath, 0);
      return {
        data: {
          ...storage.uploadUrl(cloudPath),
          token: "local",
          fileId: storage.fileId(cloudPath),
          cosFileId,
        },
      };
    },
    "storage.batchGetDownloadUrl": (parameters) => {
      const files = many(parameters, "file_list").map((item) => {
        const { fileid, max_age } = item as { fileid: string; max_age?: number };
        return forFile(storage, fileid, (cloudPath) => {
          return { maxAge: max_age, tempFileURL: storage.downloadUrl(cloudPath, max_age) };
        });
      });
      return { data: { download_list: files } };
    },
    "storage.batchDeleteFile": (parameters) => {
      const files = many(parameters, "fileid_list").map((item) =>
        forFile(storage, String(item), (cloudPath) => {
          storage.remove(cloudPath);
          return {};
        }),
      );
      return { data: { delete_list: files } };
    },
    "storage.batchCopyFile": (parameters) => ({
      data: { copy_list: many(parameters, "file_list").map((item) => copyOne(storage, item as CopyRequest)) },
    }),
    "storage.getFileAuthority": (parameters) => ({
      data: list(parameters, "fileList").map((item) => {
        const { path: fileId } = item as { path: string };
        return { path: fileId, cosFileId: storage.sign("get", fileId, 0), read: true };
      }),
    }),
  };
}

/** One file's part of a list reply: its trouble does not stop the others. */
function forFile(
  storage: FileStorage,
  fileId: string,
  serve: (cloudPath: string) => Record<string, unknown>,
): Record<string, unknown> {
  try {
    const cloudPath = storage.pathOf(fileId);
    if (!storage.find(cloudPath)) throw new CloudError("STORAGE_FILE_NONEXIST", "file does not exist");
    return { fileID: fileId, code: "SUCCESS", ...serve(cloudPath) };
  } catch (error) {
    return { fileID: fileId, code: error instanceof CloudError ? error.code : "SYS_ERR", tempFileURL: "" };
  }
}

interface CopyRequest {
  src_path: string;
  dst_path: string;
  overwrite?: boolean;
  remove_original?: boolean;
}

function copyOne(storage: FileStorage, request: CopyRequest): Record<string, unknown> {
  const { src_path: from, dst_path: to, overwrite = true, remove_original: removeOriginal = false } = request;
  if (!storage.find(from)) return { code: "STORAGE_FILE_NONEXIST", message: "source file does not exist" };
  if (!overwrite && storage.find(to)) return { code: "STORAGE_FILE_EXIST", message: "target file exists" };
  assertCloudPath(to);
  storage.copy(from, to);
  if (removeOriginal) storage.remove(from);
  return { code: "SUCCESS", fileId: storage.fileId(to) };
}

/** Kept with the data, so that addresses handed out before a restart still open. */
function signingKey(file: string): Buffer {
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32), { mode: 0o600, flush: true });
  return fs.readFileSync(file);
}
