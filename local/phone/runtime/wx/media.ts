/** Choosing, looking at and shrinking pictures. */
import type { Phone } from "../phone";
import { previewImages } from "../ui/preview";
import { api, type Family } from "./api";
import { chooseFiles, fileNameOf } from "./files";
import { requirePrivacy } from "./privacy";

interface ImageFacts {
  width: number;
  height: number;
  type: string;
}

const MAX_MEDIA = 20;

async function measure(blob: Blob): Promise<ImageFacts> {
  const bitmap = await createImageBitmap(blob);
  const facts = { width: bitmap.width, height: bitmap.height, type: blob.type.replace("image/", "") || "unknown" };
  bitmap.close();
  return facts;
}

interface ChooseOptions {
  count?: number;
  mediaType?: ("image" | "video" | "mix")[];
  sourceType?: string[];
  camera?: "back" | "front";
}

export function mediaApis(phone: Phone): Family {
  const { files } = phone;
  const choose = async (options: ChooseOptions): Promise<{ tempFilePath: string; size: number; fileType: string; width: number; height: number }[]> => {
    const { count = 9, mediaType = ["image", "video"], sourceType = ["album", "camera"], camera = "back" } = options;
    const types = mediaType.includes("mix") ? ["image", "video"] : mediaType;
    const onlyCamera = sourceType.length === 1 && sourceType[0] === "camera";
    const chosen = await chooseFiles(types.map((type) => `${type}/*`).join(","), Math.min(count, MAX_MEDIA), onlyCamera ? (camera === "front" ? "user" : "environment") : undefined);
    return Promise.all(
      chosen.map(async (file) => {
        const fileType = file.type.startsWith("video") ? "video" : "image";
        const { width, height } = fileType === "image" ? await measure(file).catch(() => ({ width: 0, height: 0 })) : { width: 0, height: 0 };
        return { tempFilePath: files.add(file, file.name), size: file.size, fileType, width, height };
      }),
    );
  };
  const showable = (urls: string[]): Promise<string[]> => Promise.all(urls.map((url) => files.urlOf(url)));
  return {
    chooseMedia: api("chooseMedia", async (options: ChooseOptions) => {
      await requirePrivacy(phone, "chooseMedia");
      const tempFiles = await choose(options);
      const kinds = new Set(tempFiles.map((file) => file.fileType));
      return { tempFiles, type: kinds.size > 1 ? "mix" : ([...kinds][0] ?? "image") };
    }),
    chooseImage: api("chooseImage", async ({ count = 9, sourceType }: ChooseOptions) => {
      await requirePrivacy(phone, "chooseImage");
      const chosen = await choose({ count, mediaType: ["image"], ...(sourceType ? { sourceType } : {}) });
      return {
        tempFilePaths: chosen.map((file) => file.tempFilePath),
        tempFiles: chosen.map((file) => ({ path: file.tempFilePath, size: file.size })),
      };
    }),
    chooseMessageFile: api("chooseMessageFile", async ({ count }: { count: number }) => {
      await requirePrivacy(phone, "chooseMessageFile");
      const chosen = await chooseFiles("*/*", count);
      return {
        tempFiles: chosen.map((file) => ({ path: files.add(file, file.name), name: file.name, size: file.size, type: "file", time: Math.floor(file.lastModified / 1000) })),
      };
    }),
    previewImage: api("previewImage", async ({ urls, current }: { urls: string[]; current?: string }) =>
      previewImages(await showable(urls), Math.max(0, current ? urls.indexOf(current) : 0)),
    ),
    previewMedia: api("previewMedia", async ({ sources, current = 0 }: { sources: { url: string }[]; current?: number }) =>
      previewImages(await showable(sources.map((source) => source.url)), current),
    ),
    getImageInfo: api("getImageInfo", async ({ src }: { src: string }) => ({
      ...(await measure(await files.read(src))),
      path: src,
      orientation: "up",
    })),
    compressImage: api("compressImage", async (options: { src: string; quality?: number; compressedWidth?: number; compressedHeight?: number }) => {
      const blob = await compress(await files.read(options.src), options);
      return { tempFilePath: files.add(blob, fileNameOf(options.src)) };
    }),
  };
}

interface CanvasPart {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  destWidth?: number;
  destHeight?: number;
}

/** The part that is asked for, at the size that is asked for: without one, as many dots a pixel as the phone has. */
function cutOf(canvas: HTMLCanvasElement, { x = 0, y = 0, width = canvas.width - x, height = canvas.height - y, destWidth, destHeight }: CanvasPart): HTMLCanvasElement {
  const cut = document.createElement("canvas");
  cut.width = destWidth ?? width * devicePixelRatio;
  cut.height = destHeight ?? height * devicePixelRatio;
  cut.getContext("2d")!.drawImage(canvas, x, y, width, height, 0, 0, cut.width, cut.height);
  return cut;
}

/** What leaves a picture behind: the album, and a canvas's content as a file. */
export function pictureApis(phone: Phone): Family {
  const { files } = phone;
  return {
    saveImageToPhotosAlbum: api("saveImageToPhotosAlbum", async ({ filePath }: { filePath: string }) => {
      await requirePrivacy(phone, "saveImageToPhotosAlbum");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await files.read(filePath));
      link.download = fileNameOf(filePath) || "image.png";
      link.click();
    }),
    canvasToTempFilePath: api("canvasToTempFilePath", async ({ canvas, fileType = "png", quality = 1, ...part }: CanvasPart & { canvas: HTMLCanvasElement; fileType?: string; quality?: number }) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("fail canvas is empty: pass the 2d canvas node");
      const cut = cutOf(canvas, part);
      const blob = await new Promise<Blob | null>((resolve) => cut.toBlob(resolve, `image/${fileType === "jpg" ? "jpeg" : "png"}`, quality));
      if (!blob) throw new Error("create bitmap failed");
      return { tempFilePath: files.add(blob, `canvas.${fileType}`) };
    }),
  };
}

async function compress(
  blob: Blob,
  { quality = 80, compressedWidth, compressedHeight }: { quality?: number; compressedWidth?: number; compressedHeight?: number },
): Promise<Blob> {
  const bitmap = await createImageBitmap(blob);
  const scale = compressedWidth ? compressedWidth / bitmap.width : compressedHeight ? compressedHeight / bitmap.height : 1;
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: quality / 100 });
}
