/**
 * The code of a certificate as strokes to draw. Its picture is an SVG in a data address, which `image` shows everywhere but
 * a canvas only on some phones; its dark runs are lines, so drawing them is exact on every phone. Pure.
 */
export interface CodeStrokes {
  /** Modules along a side, the light border included. */
  side: number;
  strokes: { x: number; y: number; length: number }[];
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** ASCII only, as an SVG of numbers is; mini-programs have no `atob`. */
function decoded(base64: string): string {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const letter of base64.replace(/=+$/, "")) {
    held = (held << 6) | LETTERS.indexOf(letter);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      text += String.fromCharCode((held >> bits) & 255);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/** @returns null when the picture is of another kind: then the certificate goes without a code, and its number serves */
export function codeStrokes(address: string): CodeStrokes | null {
  const base64 = /^data:image\/svg\+xml;base64,(.+)$/.exec(address)?.[1];
  if (!base64) return null;
  const svg = decoded(base64);
  const side = Number(/viewBox="0 0 (\d+) \d+"/.exec(svg)?.[1] ?? 0);
  const strokes: CodeStrokes["strokes"] = [];
  const stroke = /M(\d+) (\d+)\.5h(\d+)/g;
  for (let found = stroke.exec(svg); found; found = stroke.exec(svg)) strokes.push({ x: Number(found[1]), y: Number(found[2]), length: Number(found[3]) });
  return side > 0 && strokes.length > 0 ? { side, strokes } : null;
}
