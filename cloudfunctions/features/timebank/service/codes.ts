import { createHmac } from "node:crypto";

/**
 * The codes that a place or the recipient's phone shows. Pure. Each step of `codeSeconds` has its own, made from the
 * need's secret: who has the code has been there within the last step or two. It is no proof against somebody who has it
 * told to him; that is what the other side's confirmation is for.
 */
export interface Code {
  /** Six digits, to read out and type. */
  digits: string;
  /** What the picture holds: 20 signs of a QR code's denser alphabet, so that the code stays coarse and quick to scan. */
  payload: string;
  /** Epoch ms; `untilAt` excluded. */
  fromAt: number;
  untilAt: number;
}

const payloadStart = "LL";
const hmac = (secret: string, step: number): Buffer => createHmac("sha256", secret).update(`code:${step}`).digest();

function codeOfStep(secret: string, step: number, codeSeconds: number): Code {
  const digest = hmac(secret, step);
  return {
    digits: String(digest.readUInt32BE(0) % 1_000_000).padStart(6, "0"),
    payload: payloadStart + digest.subarray(4, 13).toString("hex").toUpperCase(),
    fromAt: step * codeSeconds * 1_000,
    untilAt: (step + 1) * codeSeconds * 1_000,
  };
}

const stepAt = (at: number, codeSeconds: number): number => Math.floor(at / (codeSeconds * 1_000));

/** The codes from `at` on, until `forMs` later: a phone without a network goes on showing them. */
export function codesFrom(secret: string, at: number, codeSeconds: number, forMs: number): Code[] {
  const [first, last] = [stepAt(at, codeSeconds), stepAt(at + forMs, codeSeconds)];
  return Array.from({ length: last - first + 1 }, (_, index) => codeOfStep(secret, first + index, codeSeconds));
}

/** Whether what was scanned or typed is the code of now or of the step before, for slow hands. */
export function isCode(secret: string, written: string, at: number, codeSeconds: number): boolean {
  const now = stepAt(at, codeSeconds);
  const typed = written.toUpperCase();
  return [now, now - 1].some((step) => {
    const { digits, payload } = codeOfStep(secret, step, codeSeconds);
    return typed === digits || typed === payload;
  });
}
