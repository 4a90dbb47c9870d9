/**
 * WeChat's own code for a page: scanned with WeChat it opens the mini-program there, whoever scans it. Valid for good and
 * without a number of codes that one may have; at most 5,000 a minute. `config.json` has to permit it.
 */
interface Opening {
  /** A page without a leading slash and without parameters. */
  page: string;
  /** What the page finds as `scene`: ≤32 letters, digits or !#$&'()*+,/:;=?@-._~ */
  scene: string;
}

export interface CodePicture {
  bytes: Buffer;
  ending: "png" | "jpg";
}

/** The smallest that WeChat draws: some 30 kilobytes, and more dots than a screen or the saved picture shows. */
const sidePixels = 280;

interface Drawn {
  contentType?: string;
  buffer?: Buffer;
}
type GetUnlimited = (options: Record<string, unknown>) => Promise<Drawn>;

/**
 * Not checked against the published pages, so that codes can be made before the first release; they open the release.
 * @throws the SDK's error, its `errCode` being WeChat's: -604101 not permitted, 45009 too many a minute
 */
export async function miniProgramCode({ page, scene }: Opening): Promise<CodePicture> {
  // Loaded here: what plays the product without a cloud (the demo's past, scripts) has no WeChat.
  const { wechat } = await import("./wechat");
  const { getUnlimited } = wechat.openapi["wxacode"] as { getUnlimited: GetUnlimited };
  const { contentType = "", buffer } = await getUnlimited({ page, scene, checkPath: false, envVersion: "release", width: sidePixels });
  if (!buffer?.length || !contentType.startsWith("image/")) throw new Error(`no picture but ${contentType || "nothing"}`);
  return { bytes: buffer, ending: contentType.includes("png") ? "png" : "jpg" };
}
