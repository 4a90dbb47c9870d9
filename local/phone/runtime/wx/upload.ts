/** wx.cloud.uploadFile: with its progress, and a task that can be aborted. */
import { NetworkError } from "../network";
import type { Phone } from "../phone";
import { api, type Callbacks } from "./api";
import { type CloudDoor, readReply } from "./cloud";

export interface UploadOptions extends Callbacks {
  cloudPath: string;
  filePath: string;
}

interface Progress {
  progress: number;
  totalBytesSent: number;
  totalBytesExpectedToSend: number;
}

type ProgressListener = (progress: Progress) => void;

/** With callbacks it answers with an UploadTask, without with a promise. */
export function uploadTask(phone: Phone, door: CloudDoor, options: UploadOptions): unknown {
  const listeners = new Set<ProgressListener>();
  const request = new XMLHttpRequest();
  const tell = (sent: number, total: number): void => {
    const progress = total ? Math.round((sent / total) * 100) : 100;
    for (const listener of listeners) listener({ progress, totalBytesSent: sent, totalBytesExpectedToSend: total });
  };
  const run = api("cloud.uploadFile", async ({ cloudPath, filePath }: UploadOptions) => {
    if (!cloudPath) throw new Error("parameter.cloudPath should be string instead of undefined;");
    const blob = await phone.files.read(filePath);
    const text = await door.through(async () => {
      await phone.network.pass();
      const answer = await send(request, `/client/uploadFile?path=${encodeURIComponent(cloudPath)}`, door.headers, blob, tell);
      await phone.network.pass();
      return answer;
    });
    const { fileID } = readReply(text, request.status);
    return { fileID, statusCode: 204 };
  });
  const promise = run(options);
  return (
    promise ?? {
      abort: () => request.abort(),
      onProgressUpdate: (listener: ProgressListener) => void listeners.add(listener),
      offProgressUpdate: (listener: ProgressListener) => void listeners.delete(listener),
    }
  );
}

/** fetch() reports no progress of what it sends. */
function send(request: XMLHttpRequest, url: string, headers: Record<string, string>, body: Blob, tell: (sent: number, total: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    request.open("POST", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", body.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => tell(loaded, total);
    request.onload = () => {
      tell(body.size, body.size);
      resolve(request.responseText);
    };
    request.onerror = () => reject(new NetworkError("uploadFile:fail"));
    request.onabort = () => reject(new Error("abort"));
    request.send(body);
  });
}
