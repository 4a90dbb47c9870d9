import * as z from "zod/mini";
import { day, fileId, id, instant, version } from "../kernel/field";
import { headline, tone } from "../kernel/headline";
import { requestLifecycle, type RequestAction } from "./lifecycle";
import { requestState, urgencies } from "./request";

/** What the pages show of a request. Sentences are composed in the cloud, so that every phone says the same. */

const actionNames = Object.keys(requestLifecycle) as [RequestAction, ...RequestAction[]];
export const requestAction = z.enum(actionNames);

/** One line of a list. No name and no room: those come with the story, after accepting. */
export const requestCard = z.lazy(() =>
  z.strictObject({
    requestId: id,
    version,
    receipt: z.string(),
    title: z.string(),
    place: z.string(),
    /** 代报 · 上门答复 and the like: describes the service, never the person. */
    notes: z.array(z.string()),
    state: requestState,
    headline,
    urgency: z.enum(urgencies),
    dueAt: z.optional(instant),
    /** 明天 18:00 · 已过期 2 天 · 计时已暂停. */
    dueText: z.string(),
    dueTone: tone,
    /** 没找到人, as residents said; and how often the clock noticed that nobody took it in time. Both together are 找不到人. */
    notFoundCount: z.int(),
    unclaimedCount: z.int(),
    /** Open to the viewer, in the order of the lifecycle table. */
    actions: z.array(requestAction),
    updatedAt: instant,
  }),
);

export const photo = z.strictObject({ fileId, url: z.string() });

export const timelineEntry = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    at: z.optional(instant),
    atText: z.string(),
    /** 周站长接了，请居民组长老何去看. */
    text: z.string(),
    words: z.optional(z.string()),
    photos: z.array(photo),
    tone,
    /** `next` is what comes, not what was. */
    kind: z.enum(["past", "next"]),
  }),
);

/** A named person as residents know him. Numbers are the station's line, never his own. */
export const namedPerson = z.lazy(() => z.strictObject({ staffId: id, called: z.string(), title: z.string() }));

export const helpView = z.lazy(() =>
  z.strictObject({
    helpId: id,
    person: namedPerson,
    part: z.string(),
    day,
    done: z.boolean(),
    mine: z.boolean(),
  }),
);

export const requestStory = z.lazy(() =>
  z.strictObject({
    requestId: id,
    version,
    receipt: z.string(),
    /** From which side the viewer looks at it. */
    side: z.enum(["resident", "staff"]),
    title: z.string(),
    words: z.string(),
    category: z.string(),
    place: z.string(),
    notes: z.array(z.string()),
    confidential: z.boolean(),
    urgency: z.enum(urgencies),
    state: requestState,
    headline,
    dueText: z.string(),
    /** Why the clock stands still, when it does. */
    pausedText: z.optional(z.string()),
    photos: z.array(photo),
    timeline: z.array(timelineEntry),
    owner: namedPerson,
    /** Who would be called next. */
    standIn: namedPerson,
    /** Who deals with it while the owner is away. */
    acting: z.optional(namedPerson),
    /** Who was called in to what nobody has taken yet: `standIn` comes after him. */
    calledIn: z.optional(namedPerson),
    station: z.strictObject({ name: z.string(), phone: z.string(), address: z.string() }),
    branch: z.string(),
    grid: z.string(),
    helpers: z.array(helpView),
    notFoundCount: z.int(),
    unclaimedCount: z.int(),
    rating: z.optional(z.strictObject({ stars: z.int(), words: z.optional(z.string()) })),
    actions: z.array(requestAction),
    /** Staff only: how it came here, in plain words. */
    routing: z.optional(z.strictObject({ why: z.string(), how: z.string() })),
    /** Staff only, after accepting; masked until `requests.reveal`. */
    reporter: z.optional(
      z.strictObject({ called: z.string(), room: z.string(), phone: z.optional(z.string()), onBehalfOf: z.optional(z.string()) }),
    ),
    /** Staff only: the resident wants to be called, and how. */
    callText: z.optional(z.string()),
    /** Staff only: who can be asked to help or take over, and which stations it can be handed to. */
    team: z.optional(z.array(z.strictObject({ staffId: id, called: z.string(), title: z.string(), away: z.optional(z.literal(true)) }))),
    stations: z.optional(z.array(z.strictObject({ code: id, name: z.string() }))),
  }),
);
