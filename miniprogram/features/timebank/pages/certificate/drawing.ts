/** The certificate as a picture for the album. What it says is what the public page says, and nothing else. */
import type { CallData } from "../../../../../contracts/calls";
import { dotted } from "../../../../shared/dots";

export type Certificate = CallData<"certificates.check">;

/** Points of the picture; phones show it at half or a third of that. */
export const WIDTH = 1080;
export const HEIGHT = 1528;
const EDGE = 108;
const FONT = `"PingFang SC", "Noto Sans SC", sans-serif`;
/** Paper and ink of the light look: a picture is sent on and printed, whatever the phone's look is. */
const paper = "#fffdf8";
const ink = "#1f2328";
const soft = "#5c636b";
const green = "#1f6b45";
const frame = "#d9cbb5";

/** What of WeChat's 2d context is used; the browser's has the same. */
export interface Context {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
  drawImage(image: Drawable, x: number, y: number, width: number, height: number): void;
}
/** A picture that a canvas has loaded. */
export type Drawable = object;

/** Chinese breaks anywhere: as many signs a line as fit. */
export function wrapped(context: Pick<Context, "measureText">, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const sign of text) {
    if (line !== "" && context.measureText(line + sign).width > width) {
      lines.push(line);
      line = sign;
    } else line += sign;
  }
  return line === "" ? lines : [...lines, line];
}

interface Pen {
  context: Context;
  y: number;
}

interface Writing {
  size: number;
  weight?: number;
  color?: string;
  gap?: number;
  /** As many lines as there is room for; the page shows the rest. */
  lines?: number;
}

/** @returns the lines that fit, the last of them saying that there is more */
export const firstLines = (lines: readonly string[], most: number): string[] =>
  lines.length <= most ? [...lines] : [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, -1)}…`];

function write(pen: Pen, text: string, { size, weight = 400, color = ink, gap = 0, lines = 3 }: Writing): void {
  const { context } = pen;
  context.font = `${weight} ${size}px ${FONT}`;
  context.fillStyle = color;
  context.textAlign = "center";
  pen.y += gap;
  for (const line of firstLines(wrapped(context, text, WIDTH - 2 * EDGE), lines)) {
    pen.y += size * 1.5;
    context.fillText(line, WIDTH / 2, pen.y);
  }
}

/** @param code its code as a picture; null where there is none, and its number serves */
export function drawCertificate(context: Context, certificate: Certificate, code: Drawable | null): void {
  context.fillStyle = paper;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.strokeStyle = frame;
  context.lineWidth = 6;
  context.strokeRect(42, 42, WIDTH - 84, HEIGHT - 84);
  context.textBaseline = "alphabetic";
  const pen: Pen = { context, y: 96 };
  write(pen, "志愿服务证书", { size: 72, weight: 600 });
  write(pen, certificate.community, { size: 40, color: soft });
  write(pen, certificate.holder, { size: 60, weight: 600, gap: 48, lines: 1 });
  write(pen, certificate.periodText, { size: 38, color: soft, gap: 12 });
  write(pen, `志愿服务 ${certificate.hoursText}`, { size: 64, weight: 600, color: green, gap: 24 });
  write(pen, `共 ${certificate.sessions} 次`, { size: 38, color: soft });
  const contents = certificate.contents.map(({ text, hoursText }) => `${text} ${hoursText}`).join("、");
  if (contents !== "") write(pen, contents, { size: 36, gap: 24, lines: 3 });
  if (certificate.places.length > 0) write(pen, certificate.places.join("、"), { size: 30, color: soft, lines: 1 });
  drawFoot(context, certificate, code);
}

/** As many points as WeChat draws: dot by dot, nothing is blurred. */
const CODE = 280;

/** The foot has its place whatever stands above: code, number, who recorded it. */
function drawFoot(context: Context, { number, organiser, recordedBy, issuedText }: Certificate, code: Drawable | null): void {
  if (code) {
    const [left, top] = [(WIDTH - CODE) / 2, HEIGHT - 532];
    context.fillStyle = "#ffffff";
    context.fillRect(left, top, CODE, CODE);
    context.drawImage(code, left, top, CODE, CODE);
  }
  const pen: Pen = { context, y: HEIGHT - 248 };
  write(pen, `编号 ${number}`, { size: 36, weight: 600 });
  write(pen, dotted(organiser, `记录人 ${recordedBy}`), { size: 30, color: soft, lines: 1 });
  write(pen, `${issuedText}，${code ? "用微信扫一扫就能核对" : "在小程序里填编号可以核对"}`, { size: 28, color: soft });
}
