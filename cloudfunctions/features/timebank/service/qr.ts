/**
 * A code to scan as a picture of some two kilobytes. The encoder is loaded when the first code is drawn: the door's cold
 * start does not pay for it.
 */

/** Modules of light around the code, as the standard asks. */
const quiet = 4;

/** Each run of dark modules in a row is one stroke: a third of the size of one square each. */
function strokesOf({ size, data }: { size: number; data: Uint8Array }): string {
  const strokes: string[] = [];
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue;
      const start = column;
      while (column < size && data[row * size + column]) column += 1;
      strokes.push(`M${start + quiet} ${row + quiet}.5h${column - start}`);
    }
  return strokes.join("");
}

/** @returns a data address that an `image` shows as it is; dark on white in dark mode too, or cameras fail */
export async function qrImage(text: string): Promise<string> {
  const { create } = await import("qrcode/lib/core/qrcode");
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * quiet;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path stroke="#000" d="${strokesOf(modules)}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
