/**
 * The picture of a mini-program code. WeChat's own sunflower is its secret; this is a QR code in round dots that says
 * which page would open, with what: any scanner reads it, and what it reads can be pasted where the phone scans.
 */
import { create } from "qrcode/lib/core/qrcode";
import { greyPng } from "../wire/png";

// Taken out once: under Jest each look at a global is slow, and this is done for every pixel.
const { floor, hypot, max, min, round } = Math;

/** Modules of light around the code. */
const QUIET = 3;
/** Side of a finder, the eye in three corners. */
const FINDER = 7;
/** Radii in modules, of a dot and of the rings of an eye. */
const DOT = 0.46;
const EYE = { outer: 3.5, inner: 2.5, pupil: 1.5 };

/** How dark a point is at a distance from a disc's middle: soft over one pixel of its edge, so that it looks round. */
const disc = (distance: number, radius: number, pixel: number): number => min(1, max(0, (radius - distance) / pixel + 0.5));

interface Grid {
  size: number;
  dark: (row: number, column: number) => boolean;
}

/** Top left corner of the eye that a module belongs to. */
function eyeAt(row: number, column: number, size: number): readonly [number, number] | null {
  const far = size - FINDER;
  const top = row < FINDER ? 0 : row >= far ? far : -1;
  const left = column < FINDER ? 0 : column >= far ? far : -1;
  return top < 0 || left < 0 || (top === far && left === far) ? null : [top, left];
}

/** @param x,y in modules, from the code's top left corner @param pixel the size of one, in modules */
function darkness({ size, dark }: Grid, x: number, y: number, pixel: number): number {
  const [row, column] = [floor(y), floor(x)];
  if (row < 0 || column < 0 || row >= size || column >= size) return 0;
  const eye = eyeAt(row, column, size);
  if (eye) {
    const distance = hypot(x - eye[1] - FINDER / 2, y - eye[0] - FINDER / 2);
    return disc(distance, EYE.outer, pixel) - disc(distance, EYE.inner, pixel) + disc(distance, EYE.pupil, pixel);
  }
  return dark(row, column) ? disc(hypot(x - column - 0.5, y - row - 0.5), DOT, pixel) : 0;
}

/** @returns a square PNG of `side` pixels */
export function codePicture(says: string, side: number): Buffer {
  const { modules } = create(says, { errorCorrectionLevel: "Q" });
  const grid: Grid = { size: modules.size, dark: (row, column) => Boolean(modules.data[row * modules.size + column]) };
  const pixel = (modules.size + 2 * QUIET) / side;
  const shades = new Uint8Array(side * side);
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1)
      shades[row * side + column] = round(255 * (1 - darkness(grid, (column + 0.5) * pixel - QUIET, (row + 0.5) * pixel - QUIET, pixel)));
  return greyPng(side, side, shades);
}
