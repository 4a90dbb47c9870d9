/** The phone's files: `wxfile://tmp_…` until the next start, `wxfile://store_…` and `wxfile://usr/…` for good. */
import { SavedFiles } from "./savedFiles";

export const USER_FOLDER = "wxfile://usr";
const EXTENSIONS: Record<string, string> = { "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif", "video/mp4": ".mp4", "application/pdf": ".pdf" };
const TYPES = Object.fromEntries(Object.entries(EXTENSIONS).map(([type, extension]) => [extension, type]));

const extensionOf = (name: string): string => /\.\w+$/.exec(name)?.[0].toLowerCase() ?? "";

export class FileStore {
  private readonly temporary = new Map<string, Blob>();
  private readonly urls = new Map<string, string>();
  readonly saved: SavedFiles;

  constructor(person: string) {
    this.saved = new SavedFiles(`phone-files:${person}`);
  }

  /** A new temporary file; returns its path. */
  add(blob: Blob, name = ""): string {
    const path = `wxfile://tmp_${crypto.randomUUID()}${EXTENSIONS[blob.type] ?? extensionOf(name)}`;
    this.temporary.set(path, blob);
    return path;
  }

  /** Makes a temporary file lasting, under a new path or the one given. */
  async save(temporaryPath: string, path = temporaryPath.replace("tmp_", "store_"), nowMs = Date.now()): Promise<string> {
    const blob = await this.read(temporaryPath);
    await this.saved.put({ path, blob, createdAtMs: nowMs });
    this.temporary.delete(temporaryPath);
    return path;
  }

  /** Fails with WeChat's words where there is no such file. */
  async read(path: string): Promise<Blob> {
    if (!path) throw new Error("parameter error: filePath should be String");
    const known = this.temporary.get(path) ?? (path.startsWith("wxfile://") ? (await this.saved.get(path))?.blob : undefined);
    if (known) return known;
    if (!path.startsWith("wxfile://")) {
      const response = await fetch(path).catch(() => undefined);
      if (response?.ok) return response.blob();
    }
    throw new Error(`no such file or directory "${path}"`);
  }

  /** An address that the browser can show, for whatever an <image> may be given. */
  async urlOf(path: string): Promise<string> {
    if (!path.startsWith("wxfile://")) return path;
    const known = this.urls.get(path);
    if (known) return known;
    const blob = await this.read(path);
    // a stored blob may have lost its type, and the browser shows no picture without one
    const url = URL.createObjectURL(blob.type ? blob : new Blob([blob], { type: TYPES[extensionOf(path)] ?? "" }));
    this.urls.set(path, url);
    return url;
  }
}

export const fileNameOf = (path: string): string => path.split("/").at(-1)?.split("?")[0] ?? "";

/** Opens the browser's file chooser; fails with "cancel" when it is closed. */
export function chooseFiles(accept: string, count: number, camera?: string): Promise<File[]> {
  return new Promise((resolve, reject) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.multiple = count > 1;
    if (camera) input.capture = camera;
    input.style.display = "none";
    input.addEventListener("change", () => {
      input.remove();
      resolve([...(input.files ?? [])].slice(0, count));
    });
    input.addEventListener("cancel", () => {
      input.remove();
      reject(new Error("cancel"));
    });
    document.body.append(input);
    input.click();
  });
}
