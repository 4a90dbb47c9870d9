import { newOperationId } from "./cloud";

export const MOST_PHOTOS = 9;

/** One photo on its way: on the phone first, then in the cloud. */
export interface DraftPhoto {
  /** Stable while the page lives and in what is saved. */
  key: string;
  /** Where it lies on this phone; survives a restart once it is kept. */
  path: string;
  /** Set when it has arrived. */
  fileId: string;
  state: "waiting" | "sending" | "sent" | "failed";
  /** 0–100 while sending. */
  percent: number;
}

/** Lets the user choose or take photos, already made small by WeChat. Empty when he changes his mind. */
export async function choosePhotos(room: number): Promise<DraftPhoto[]> {
  if (room <= 0) return [];
  try {
    const { tempFiles } = await wx.chooseMedia({
      count: Math.min(room, MOST_PHOTOS),
      mediaType: ["image"],
      sizeType: ["compressed"],
      sourceType: ["album", "camera"],
    });
    return await Promise.all(tempFiles.map(async ({ tempFilePath }) => newPhoto(await keep(await smaller(tempFilePath)))));
  } catch {
    return []; // cancelled, or the privacy question was answered with no
  }
}

/**
 * Sends one photo to the caller's own path; `onChange` hears the progress. Never rejects: a failed one says so and may
 * be sent again.
 * @param prefix where `requests.form` says that photos go
 */
export async function sendPhoto(
  photo: DraftPhoto,
  prefix: string,
  onChange: (photo: DraftPhoto) => void = () => undefined,
): Promise<DraftPhoto> {
  if (photo.state === "sent") return photo;
  let now: DraftPhoto = { ...photo, state: "sending", percent: 0 };
  onChange(now);
  try {
    // A new name each time: a path may be written once, and a try whose answer was lost has written it.
    const fileId = await upload(`${prefix}${newOperationId()}${extensionOf(photo.path)}`, photo.path, (percent) => {
      now = { ...now, percent };
      onChange(now);
    });
    now = { ...now, fileId, state: "sent", percent: 100 };
  } catch {
    now = { ...now, state: "failed" };
  }
  onChange(now);
  return now;
}

/** Frees the phone's copy once it is no longer needed. */
export function forgetPhotos(photos: readonly DraftPhoto[]): void {
  for (const { path } of photos) wx.getFileSystemManager().removeSavedFile({ filePath: path, fail: () => undefined });
}

function upload(cloudPath: string, filePath: string, onPercent: (percent: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const task = wx.cloud.uploadFile({
      cloudPath,
      filePath,
      success: ({ fileID }) => resolve(fileID),
      fail: reject,
    });
    task?.onProgressUpdate?.(({ progress }: { progress: number }) => onPercent(progress));
  });
}

const newPhoto = (path: string): DraftPhoto => ({
  key: newOperationId(),
  path,
  fileId: "",
  state: "waiting",
  percent: 0,
});

/** Some phones' "compressed" is still several MB; another round is cheaper than the wait. */
async function smaller(path: string): Promise<string> {
  try {
    return (await wx.compressImage({ src: path, quality: 75 })).tempFilePath;
  } catch {
    return path;
  }
}

/** Temporary files go when WeChat likes; a draft must find its photos after a restart. */
function keep(tempFilePath: string): Promise<string> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().saveFile({
      tempFilePath,
      success: ({ savedFilePath }) => resolve(savedFilePath),
      fail: () => resolve(tempFilePath),
    });
  });
}

const extensionOf = (path: string): string => /\.(jpe?g|png|webp|heic)$/i.exec(path)?.[0].toLowerCase() ?? ".jpg";
