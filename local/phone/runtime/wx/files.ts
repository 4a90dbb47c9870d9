/** Temporary files: what was chosen, compressed or downloaded, under addresses that an <image> can show. */
export class FileStore {
  private readonly files = new Map<string, Blob>();

  add(blob: Blob, name = ""): string {
    const path = URL.createObjectURL(blob) + (name ? `#${encodeURIComponent(name)}` : "");
    this.files.set(path, blob);
    return path;
  }

  async read(path: string): Promise<Blob> {
    const known = this.files.get(path);
    if (known) return known;
    if (!path) throw new Error("parameter.filePath should be string");
    const response = await fetch(path.startsWith("/") ? path : path.replace(/^wxfile:\/\//, "/")).catch(() => undefined);
    if (!response?.ok) throw new Error(`no such file "${path}"`);
    return response.blob();
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
