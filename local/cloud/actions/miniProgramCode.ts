/** wxacode.*: a code that opens a page of the mini-program, refused for the reasons for which WeChat refuses it. */
import { codePicture } from "./codePicture";

type Fields = Record<string, unknown>;
interface Refusal {
  errcode: number;
  errmsg: string;
}

const MOST_SCENE = 32;
/** What WeChat allows in a scene: no `%`, so nothing can be escaped. */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;
const VERSIONS = ["release", "trial", "develop"];
const WIDTH = { least: 280, usual: 430, most: 1280 };

const refuse = (errcode: number, errmsg: string): Refusal => ({ errcode, errmsg });

/** Nothing is ever released from here: with `check_path`, which is the rule, no page exists. */
function refusalOf({ scene, page, check_path: checkPath = true, env_version: version = "release" }: Fields): Refusal | null {
  if (typeof scene === "string" && scene.length > MOST_SCENE) return refuse(40169, "invalid length for scene, or the data is not json string");
  if (typeof scene !== "string" || !SCENE.test(scene)) return refuse(40129, "invalid scene");
  if (page !== undefined && (checkPath !== false || !isPagePath(page))) return refuse(41030, "invalid page");
  if (!VERSIONS.includes(String(version))) return refuse(40097, "invalid args");
  return null;
}

/** Without a leading slash and without parameters: those belong into the scene. */
const isPagePath = (page: unknown): boolean => typeof page === "string" && /^[\w-]+(\/[\w-]+)+$/.test(page);

const widthOf = (width: unknown): number => Math.min(WIDTH.most, Math.max(WIDTH.least, Math.round(Number(width)) || WIDTH.usual));

/** @returns the picture as the SDK hands it over, or WeChat's refusal */
export function miniProgramCode(api: string, fields: Fields): Fields {
  const { scene, page = "pages/home/index", path, width } = fields;
  const unlimited = /getUnlimited$/i.test(api);
  const refusal = unlimited ? refusalOf(fields) : null;
  if (refusal) return { ...refusal };
  const opens = unlimited ? `${String(page)}?scene=${encodeURIComponent(String(scene))}` : String(path ?? page);
  return { contentType: "image/png", buffer: codePicture(opens, widthOf(width)).toString("base64") };
}
