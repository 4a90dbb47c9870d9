/**
 * A district's data for the growth figures: the demo community as it is, and around it as many like it as the wanted
 * number of requests needs. Every document was made by the features' own steps for the demo; a neighbour's differs in
 * nothing but whose it is. Written straight into the stand-in's file, before it opens: 200,000 in seconds.
 */
import { cpSync } from "node:fs";
import { dayMs } from "../../contracts/kernel/milliseconds";
import type { Organisation } from "../../contracts/org/organisation";
import { personIdOf } from "../../cloudfunctions/features/people/personId";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { openidOf } from "../../local/demo/seedPeople";
import { DatabaseFile, type StoredRow } from "../../local/cloud/store/databaseFile";
import { keyOf } from "../../local/cloud/store/values";
import { demoStartsAt } from "../support/demo";

/** What the measured calls read or write; the neighbours' inboxes would only fill the memory. */
const copied = ["requests", "people", "communities", "organisations"] as const;
/** Each may file 20 a day; with this many nobody files more than once or twice, as in life. */
export const residentsToFile = 1500;

export interface District {
  /** Requests in it, the tested community's included. */
  requests: number;
  communities: number;
  /** Openids of residents of the station of 周站长 who have filed nothing yet. */
  residents: string[];
}

interface Template {
  collection: string;
  id: string;
  body: string;
}

const isOf = (communityId: string) => ({ document }: StoredRow): boolean => document["communityId"] === communityId || document._id === communityId;

/** Differs from the original in its first characters only, so that neighbours' documents spread over every index. */
function idIn(id: string, community: number): string {
  const start = (parseInt(id.slice(0, 4), 16) + community * 40_503) & 0xffff;
  return start.toString(16).padStart(4, "0") + id.slice(4);
}

/** The same document of another community. */
function relocated({ collection, id, body }: Template, from: string, community: number): { id: string; body: string } {
  const to = `${from}-${community}`;
  const text = body.replaceAll(from, to);
  if (collection !== "requests") return { id: id.replaceAll(from, to), body: text };
  return { id: idIn(id, community), body: text.replaceAll(id, idIn(id, community)) };
}

/** @param data the demo's data folder, @param into a folder that does not exist yet */
export function makeDistrict(data: string, into: string, wantedRequests: number): District {
  cpSync(data, into, { recursive: true });
  const file = new DatabaseFile(into);
  try {
    const rows = [...file.documents()];
    const organisation = organisationOfCast(rows);
    const { communityId } = organisation;
    const templates = rows
      .filter(({ collection }) => (copied as readonly string[]).includes(collection))
      .filter(isOf(communityId))
      .map(({ collection, document }): Template => ({ collection, id: String(document._id), body: JSON.stringify(document) }));
    let number = Math.max(...rows.map((row) => row.number));
    let requests = rows.filter(({ collection }) => collection === "requests").length;
    let community = 0;
    file.begin();
    const put = (collection: string, id: string, body: string): void => file.put(collection, { number: (number += 1), key: keyOf(id) }, body);
    const people = residentsOf(organisation);
    for (const person of people) put("people", person._id, JSON.stringify(person));
    for (community = 1; requests < wantedRequests; community += 1)
      for (const template of templates) {
        if (template.collection === "requests" && requests >= wantedRequests) continue;
        const { id, body } = relocated(template, communityId, community);
        put(template.collection, id, body);
        if (template.collection === "requests") requests += 1;
      }
    file.commit();
    return { requests, communities: community + 1, residents: people.map(({ openid }) => openid) };
  } finally {
    file.close();
  }
}

/** The community whose station head is 周站长: the one in which the calls are measured. */
function organisationOfCast(rows: readonly StoredRow[]): Organisation {
  const head = rows.find(({ collection, document }) => collection === "people" && document["openid"] === openidOf("stationHead"));
  const found = rows.find(({ collection, document }) => collection === "organisations" && document["communityId"] === head?.document["communityId"]);
  if (!found) throw new Error("the demo's data has no community of 周站长");
  return found.document as unknown as Organisation;
}

/** Confirmed households of the head's station, one for each request that the bench files. */
function residentsOf(organisation: Organisation): PersonDocument[] {
  const { communityId, staff, posts, grids, buildings } = organisation;
  const headId = staff.find(({ calledName }) => calledName === "周站长")?.staffId;
  const stationCode = posts.find(({ staffId }) => staffId === headId)?.scopeCode;
  const own = new Set(grids.filter((grid) => grid.stationCode === stationCode).map(({ code }) => code));
  const units = buildings.flatMap((building) => building.units).filter(({ gridCode }) => own.has(gridCode));
  return Array.from({ length: residentsToFile }, (_, index): PersonDocument => {
    const { code, gridCode } = units[index % units.length]!;
    const openid = `bench-resident-${String(index).padStart(4, "0")}`;
    return {
      _id: personIdOf(openid, communityId), schemaVersion: 1, version: 1, communityId, openid, current: true, name: "陈阿姨",
      household: { state: "confirmed", bindingId: `bench-${index}`, unitCode: code, room: "402", gridCode },
      inboxReadAt: demoStartsAt, createdAt: demoStartsAt - dayMs,
    };
  });
}
