import type { CallInput } from "../../contracts/calls";
import { receiptLetters } from "../../contracts/kernel/ids";
import { dayOf } from "../../contracts/kernel/day";
import { hourMs, minuteMs } from "../../contracts/kernel/milliseconds";
import { addWorkingTime } from "../../contracts/kernel/workdays";
import type { CommunityState, Organisation, Station } from "../../contracts/org/organisation";
import type { RequestAction } from "../../contracts/requests/lifecycle";
import { entryOf, type InboxDocument } from "../../cloudfunctions/features/inbox";
import { advance } from "../../cloudfunctions/features/requests/advance";
import { actionsOf, type RequestViewer } from "../../cloudfunctions/features/requests/authority";
import { withDerived } from "../../cloudfunctions/features/requests/derived";
import type { RequestDocument, StationDayDocument } from "../../cloudfunctions/features/requests/document";
import { fallDue } from "../../cloudfunctions/features/requests/fallDue";
import { fileRequest } from "../../cloudfunctions/features/requests/file";
import { activePosts, type PersonDocument } from "../../cloudfunctions/platform/actor";
import { type GridCount, isCounted, movedBetween, withGridCounted } from "../../cloudfunctions/features/requests/gridCount";
import { payloadHash, shortHash } from "../../cloudfunctions/platform/hash";
import type { Random } from "./random";

/**
 * Plays requests through six weeks by the product's own pure steps, with the clock's rounds in between, so that every
 * document, inbox entry and counter is what the deployed functions would have written.
 */
export type Draft = CallInput<"requests.submit">;
export type Step = CallInput<"requests.advance">["step"];


export interface World {
  organisation: Organisation;
  state: CommunityState;
  /** Epoch ms; nothing happens later. */
  now: number;
  random: Random;
  /** Staff id → who sits there. */
  seats: ReadonlyMap<string, PersonDocument>;
  receipts: Set<string>;
  requests: RequestDocument[];
  inbox: InboxDocument[];
  stationDays: Map<string, StationDayDocument>;
  openInGrids: GridCount[];
}

export class Story {
  private readonly inbox: InboxDocument[] = [];
  private readonly counts: { list: "filed" | "ended"; at: number }[] = [];

  private constructor(
    private readonly world: World,
    private readonly person: PersonDocument,
    private document: RequestDocument,
  ) {}

  static file(world: World, number: number, person: PersonDocument, draft: Draft, at: number): Story {
    const { organisation, state } = world;
    const request = fileRequest({
      organisation, state, at, draft, person,
      ids: idsOf(person),
      requestId: shortHash("demo", organisation.communityId, String(number)),
      payloadHash: payloadHash(draft),
      receiptOf: (station) => receiptOf(world, station, at),
    });
    return new Story(world, person, request);
  }

  get request(): RequestDocument {
    return this.document;
  }

  /** When the last thing was done. */
  get at(): number {
    return this.document.updatedAt;
  }

  /** `hours` of office time after the last step, rounded to the minute. */
  office(hours: number): number {
    return roundUp(addWorkingTime(this.at, hours * hourMs));
  }

  may(by: "resident" | (string & {}), action: RequestAction, at: number): boolean {
    return actionsOf(this.viewer(by, at), this.document).includes(action);
  }

  /**
   * One step, after whatever fell due before it. False when it would be in the future: the story is as far as it gets.
   * @throws Failure when the product refuses it: a plot that could not have happened
   */
  step(by: "resident" | (string & {}), at: number, step: Step): boolean {
    if (at > this.world.now) return false;
    this.clockTo(at);
    const eventId = shortHash(this.document._id, String(this.document.events.length), step.action);
    const doer = { ...this.viewer(by, at), eventId, payloadHash: payloadHash(step) };
    const next = advance(this.document, step, this.document.storyVersion, doer);
    this.document = { ...next, version: this.document.version + 1 };
    return true;
  }

  /** The clock's rounds up to an instant, each when it was due. */
  clockTo(at: number): void {
    const { organisation, state } = this.world;
    for (let due = this.document.nextCheckAt; due !== undefined && due <= at; due = this.document.nextCheckAt) {
      const round = Math.min(at, roundUp(due));
      this.document = this.drained(fallDue(this.document, { organisation, state, at: round }));
    }
  }

  /** Lets the clock run to the present and puts everything into the world; a story that is not kept never was. */
  keep(): void {
    this.clockTo(this.world.now);
    this.world.requests.push(this.document);
    this.world.inbox.push(...this.inbox);
    if (isCounted(this.document)) for (const { list, at } of this.counts) this.count(list, at);
    this.world.openInGrids = movedBetween(this.world.openInGrids, undefined, this.document.countedInGrid);
  }

  private drained(request: RequestDocument): RequestDocument {
    this.inbox.push(...request.effects.map((effect) => entryOf(request, effect)));
    const told = { ...request.told };
    if (!told.countedFiled) {
      this.counts.push({ list: "filed", at: request.createdAt });
      told.countedFiled = true;
    }
    if (request.closedAt !== undefined && !told.countedEnded) {
      this.counts.push({ list: "ended", at: request.closedAt });
      told.countedEnded = true;
    }
    return withDerived(withGridCounted({ ...request, effects: [], told, version: this.document.version + 1 }));
  }

  private count(list: "filed" | "ended", at: number): void {
    const { _id, communityId, stationCode } = this.document;
    const day = dayOf(at);
    const key = `${communityId}:${stationCode}:${day}`;
    const counted = this.world.stationDays.get(key) ?? { _id: key, schemaVersion: 1, communityId, stationCode, day, filed: [], ended: [] };
    counted[list].push(_id);
    this.world.stationDays.set(key, counted);
  }

  private viewer(by: string, at: number): RequestViewer {
    const { organisation, state, seats } = this.world;
    if (by === "resident") return { organisation, state, at, ids: idsOf(this.person), posts: [] };
    const seated = seats.get(by);
    return { organisation, state, at, ids: seated ? idsOf(seated) : [by], posts: activePosts(organisation, by, dayOf(at)) };
  }
}

const idsOf = (person: PersonDocument): string[] => [person._id, ...(person.staffId ? [person.staffId] : [])];
const roundUp = (at: number): number => Math.ceil(at / minuteMs) * minuteMs;

function receiptOf({ random, receipts }: World, { receiptPrefix }: Station, at: number): string {
  for (;;) {
    const letters = Array.from({ length: 4 }, () => random.pick([...receiptLetters])).join("");
    const receipt = `${receiptPrefix}-${dayOf(at).slice(5).replace("-", "")}-${letters}`;
    if (receipts.has(receipt)) continue;
    receipts.add(receipt);
    return receipt;
  }
}
