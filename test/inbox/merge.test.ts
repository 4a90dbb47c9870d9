import { type Effect, inboxIdOf, type InboxDocument } from "../../cloudfunctions/features/inbox/document";
import { entryOf, merged } from "../../cloudfunctions/features/inbox/merge";

const effect = (to: string, at: number): Effect => ({ id: inboxIdOf(`r1:e${at}`, to), to, at, text: `t${at}`, todo: false });
const withEffects = (effects: Effect[]) => ({ _id: "r1", communityId: "c", effects, attention: [] });
const delivered = (one: Effect): InboxDocument => entryOf(withEffects([]), one);
const textsOf = (entries: InboxDocument[]) => entries.map(({ text }) => text);

test("what is on its way and what arrived are one list, newest first", () => {
  expect(textsOf(merged([delivered(effect("me", 2))], [withEffects([effect("me", 1), effect("me", 3)])], ["me"]))).toEqual(["t3", "t2", "t1"]);
});

test("what was delivered in between is found twice and shown once", () => {
  const one = effect("me", 1);
  expect(merged([delivered(one)], [withEffects([one])], ["me"])).toHaveLength(1);
});

test("what is for others on the same document is theirs", () => {
  expect(textsOf(merged([], [withEffects([effect("me", 1), effect("somebody", 2)])], ["me", "meAsStaff"]))).toEqual(["t1"]);
});

test("the id depends on what happened and to whom it is told, on nothing else", () => {
  expect(inboxIdOf("r1:e1", "a")).toBe(inboxIdOf("r1:e1", "a"));
  expect(new Set([inboxIdOf("r1:e1", "a"), inboxIdOf("r1:e1", "b"), inboxIdOf("r1:e2", "a")]).size).toBe(3);
});
