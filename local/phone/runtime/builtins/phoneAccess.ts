/** The phone that the built-ins belong to. They are defined before it stands, and act only after. */
import type { Phone } from "../phone";

let current: Phone | undefined;

export function connectBuiltIns(phone: Phone): void {
  current = phone;
}

export function thePhone(): Phone {
  if (!current) throw new Error("the phone has not started yet");
  return current;
}
