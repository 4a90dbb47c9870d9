import * as z from "zod/mini";

/** Fields that many calls share. The sentence of each is what the user reads beside the field. */

/**
 * What nobody sees and what turns a line round (a name could stand in a sentence back to front): zero-width spaces, soft
 * hyphens, fillers, direction controls. Joiners stay, since emoji are made with them.
 */
const unseen = /[\u00ad\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/g;
/** Pairs and lone halves; an input that cuts at a length leaves half an emoji. No look-behind: older phones can't read it. */
const halves = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;
const tidied = (written: string): string => written.replace(unseen, "").replace(halves, (found) => (found.length === 2 ? found : ""));
const visible = /[^\s\u200c\u200d\ufe0e\ufe0f]/;

/** Words as somebody writes them, without what can't be seen; at least one sign that can. */
export const text = (max: number, missing = "请写几个字。", tooLong = `最多 ${max} 个字。`) =>
  z.string().check(z.overwrite(tidied), z.trim(), z.regex(visible, missing), z.maxLength(max, tooLong));

/** Identifiers made by us or by a pack: letters, digits, `_`, `-`, `:`; never an operator object or a path. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9_:-]{1,64}$/, "编号不对，请返回重新打开。"));

export const version = z.int().check(z.nonnegative());

/** Epoch milliseconds. */
export const instant = z.int().check(z.nonnegative());

/** A local day in Asia/Shanghai, YYYY-MM-DD. */
export const day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "请选一个日子。"));

/** A file the caller uploaded; that it lies under his own path is checked in the cloud. */
export const fileId = z.string().check(z.regex(/^cloud:\/\/[\w.-]+\/[\w./=@-]{1,200}$/, "照片没有传好，请重选。"));

export const photos = z.array(fileId).check(z.maxLength(9, "最多 9 张照片。"));

/** GCJ-02 degrees, what WeChat's map and location give. */
export const point = z.strictObject({
  lng: z.number().check(z.gte(-180), z.lte(180)),
  lat: z.number().check(z.gte(-90), z.lte(90)),
});

/** A mainland mobile or landline number as people write it. */
export const phone = z.string().check(z.trim(), z.regex(/^[\d+][\d -]{5,19}$/, "电话号码不对，请再看一眼。"));
