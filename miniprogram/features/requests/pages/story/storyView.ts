/** One request's story as its template reads it: flat, nothing optional, every sentence ready. */
import type { CallData } from "../../../../../contracts/calls";
import { nearDayText } from "../../../../shared/days";
import { dotted, heldDots } from "../../../../shared/dots";
import { lastSaid } from "../../lastSaid";
import { dealing, spokenPerson, standInText, titleBeside } from "../../../../shared/persons";

export type Story = CallData<"requests.open">;

export interface EntryView {
  id: string;
  atText: string;
  text: string;
  words: string;
  photos: string[];
  tone: string;
  next: boolean;
  /** What a screen reader says of it in one go. */
  spoken: string;
}

export interface HelperView {
  helpId: string;
  who: string;
  part: string;
  when: string;
  done: boolean;
}

export interface ReporterView {
  called: string;
  room: string;
  phone: string;
  /** 代 … 反映; empty when it is his own matter. */
  behalf: string;
}

export interface StoryView {
  receipt: string;
  title: string;
  words: string;
  about: string;
  place: string;
  chips: string[];
  photos: string[];
  entries: EntryView[];
  ownerCalled: string;
  ownerTitle: string;
  standInText: string;
  stationText: string;
  stationPhone: string;
  stationAddress: string;
  helpers: HelperView[];
  /** What the resident is to answer to, in the handler's words. */
  quote: string;
  /** The resident wants to be called, and how. */
  callText: string;
  pausedText: string;
  notFoundText: string;
  stars: number;
  starsText: string;
  ratingWords: string;
  routing: string[];
  reporter: ReporterView | null;
  staff: boolean;
}

const urgencyChips: Record<Story["urgency"], string[]> = { ordinary: [], urgent: ["急事"], emergency: ["紧急"] };

export function storyView(story: Story): StoryView {
  const staff = story.side === "staff";
  return {
    receipt: story.receipt,
    title: story.title,
    words: wordsBeyond(story.title, story.words),
    about: dotted(story.category, story.grid),
    place: story.place,
    chips: [...urgencyChips[story.urgency], ...story.notes, ...(story.confidential ? [staff ? "只给您看" : "只给经办人看"] : [])],
    photos: story.photos.map(({ url }) => url),
    entries: story.timeline.map(entryView),
    ownerCalled: dealing(story).called,
    ownerTitle: titleBeside(dealing(story)),
    standInText: standInText(story),
    stationText: dotted(story.station.name, `${story.branch}牵头`),
    stationPhone: story.station.phone,
    stationAddress: story.station.address,
    helpers: story.helpers.map(helperView),
    quote: quoteOf(story),
    callText: story.callText ?? "",
    pausedText: saysTheSame(story.pausedText ?? "", story.headline.detail) ? "" : (story.pausedText ?? ""),
    notFoundText: notFoundText(story),
    stars: story.rating?.stars ?? 0,
    starsText: story.rating ? `${"★".repeat(story.rating.stars)}${"☆".repeat(5 - story.rating.stars)}` : "",
    ratingWords: story.rating?.words ?? "",
    routing: story.routing ? [story.routing.why, story.routing.how] : [],
    reporter: story.reporter ? reporterView(story.reporter) : null,
    staff,
  };
}

/** Its owner, while it is in his hands; what only he may see stays out of a need, which neighbours read. */
export const mayBecomeNeed = ({ side, confidential, actions }: Pick<Story, "side" | "confidential" | "actions">): boolean =>
  side === "staff" && !confidential && actions.includes("askHelper");

/** The title is the first thing that was said; under it stands only what else was said. */
function wordsBeyond(title: string, words: string): string {
  const said = words.trim();
  const rest = said.startsWith(title) ? said.slice(title.length) : said;
  if (rest === "") return "";
  // A shortened title, or one that isn't of these words, leaves them whole.
  return rest === said || /^[。！？!?；;，,\n]/.test(rest) ? rest.replace(/^[。！？!?；;，,\s]+/, "") : said;
}

/** What waits for him was said by somebody: it stands with what is true now, not a screen below the question. */
function quoteOf(story: Story): string {
  if (story.side !== "resident") return "";
  if (story.state === "resolved") return lastSaid(story, "good");
  return story.state === "awaitingResident" ? lastSaid(story, "waiting") : "";
}

/** A headline may already say why the clock stands: nothing is said twice. */
const saysTheSame = (one: string, other: string): boolean => withoutEnd(one) === withoutEnd(other);
const withoutEnd = (text: string): string => text.trim().replace(/[。.！!？?]+$/, "");

function entryView(entry: Story["timeline"][number]): EntryView {
  const words = entry.words ?? "";
  const next = entry.kind === "next";
  const photos = entry.photos.map(({ url }) => url);
  const spoken = [next ? "接下来" : entry.atText, entry.text, words, photos.length > 0 ? `${photos.length} 张照片` : ""];
  return {
    id: entry.id,
    atText: heldDots(entry.atText),
    text: entry.text,
    words,
    photos,
    tone: entry.tone,
    next,
    spoken: spoken.filter((part) => part !== "").join("，"),
  };
}

function helperView(help: Story["helpers"][number]): HelperView {
  const who = help.mine ? "您" : spokenPerson(help.person);
  return { helpId: help.helpId, who, part: help.part, when: help.done ? "办完了" : `${nearDayText(help.day, Date.now())}前`, done: help.done };
}

/** What residents said and what the clock noticed are two things: neither is told as the other. */
const notFoundText = ({ notFoundCount, unclaimedCount, side }: Story): string => {
  const said = notFoundCount > 0 ? [`${side === "staff" ? "居民" : "有"} ${notFoundCount} 次没找到人`] : [];
  const noticed = unclaimedCount > 0 ? ["过了时间没人接"] : [];
  const both = [...said, ...noticed].join("，");
  return both !== "" && side === "resident" ? `${both}，已经告诉站里` : both;
};

const reporterView = (reporter: NonNullable<Story["reporter"]>): ReporterView => ({
  called: reporter.called,
  room: reporter.room,
  phone: reporter.phone ?? "",
  behalf: reporter.onBehalfOf ? `代${reporter.onBehalfOf}反映` : "",
});
