import { createHash } from "node:crypto";
import type * as z from "zod/mini";
import { addDays, dayOf, instantOf, isRealDay } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { certificateShow, certificateView } from "../../../../contracts/timebank/session";
import { removeFiles } from "../../../platform/files";
import type { Handler, MemberContext, Operation } from "../../../platform/serve";
import { accountOf } from "../shared/accounts.repository";
import { homeOf, stationName } from "../shared/home";
import { dateText } from "../shared/wording";
import { codeOfCertificate } from "./certificateCode";
import { type CertificateDocument, certificatesOf, findCertificate, insertCertificate, withdrawCertificate } from "./certificates.repository";
import { firstSessionOf, settledBetween } from "./repository";

/** A certificate of service: time, content, who recorded it, and a number by which anybody can check it. */
type CertificateView = z.output<typeof certificateView>;
type Show = z.output<typeof certificateShow>;

/** Letters and digits that nobody mixes up when one person reads them to another. */
const signs = "23456789ABCDEFGHJKMNPQRSTWXYZ";

/**
 * LL-2026-7K3M-Q9TX: made from the operation, so that a repeat is the same certificate. `attempt` counts the numbers that
 * met another's by chance. 29 signs to the eighth are 39 bits: a guesser who asks the door a hundred times a second finds
 * the first of ten thousand after a week on average, and then sees what its holder shows to everybody.
 */
export function numberOf({ documentId }: Operation, year: string, attempt = 0): string {
  const seed = attempt === 0 ? documentId : `${documentId}:${attempt}`;
  let rest = createHash("sha256").update(`certificate:${seed}`).digest().readBigUInt64BE(0);
  const taken = Array.from({ length: 8 }, () => {
    const sign = signs[Number(rest % BigInt(signs.length))]!;
    rest /= BigInt(signs.length);
    return sign;
  }).join("");
  return `LL-${year}-${taken.slice(0, 4)}-${taken.slice(4)}`;
}

/** As people type it, and as the code has it: lower case, spaces, no dashes. */
export function normalisedNumber(typed: string): string {
  const plain = typed.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
  return /^LL\d{4}[0-9A-Z]{8}$/.test(plain) ? `LL-${plain.slice(2, 6)}-${plain.slice(6, 10)}-${plain.slice(10)}` : "";
}

const anonymous = "一位志愿者";

function viewOf(certificate: CertificateDocument, mine: boolean): CertificateView {
  const withdrawn = certificate.withdrawnAt !== undefined;
  const { _id, community, organiser, fromDay, toDay, minutes, sessions, holder, contents = [], places = [], recordedBy, issuedAt } = certificate;
  const day = dateText(dayOf(issuedAt));
  const gone = dayOf(certificate.withdrawnAt ?? issuedAt);
  if (withdrawn && !mine)
    return { number: _id, community, organiser: "", holder: "", fromDay: gone, toDay: gone, periodText: "", hoursText: "", sessions: 0, contents: [], places: [], recordedBy: "", issuedText: "持有人已经收回了这份证书。", withdrawn, mine };
  return {
    number: _id, community, organiser, holder: holder ?? anonymous, fromDay, toDay, periodText: `${dateText(fromDay)} 到 ${dateText(toDay)}`, hoursText: minutesText(minutes), sessions,
    contents: contents.map(({ text, minutes: served }) => ({ text, hoursText: minutesText(served) })),
    places, recordedBy, issuedText: `${day}开具`, withdrawn, mine,
  };
}

/** What the holder chose to show, from what is settled: nothing that still waits or is disputed. */
function contentOf(sessions: Awaited<ReturnType<typeof settledBetween>>, show: Show, name: string) {
  const byContent = new Map<string, number>();
  for (const { content, creditedMinutes = 0 } of sessions) byContent.set(content, (byContent.get(content) ?? 0) + creditedMinutes);
  const contents = [...byContent].map(([text, minutes]) => ({ text, minutes })).sort((a, b) => b.minutes - a.minutes || (a.text < b.text ? -1 : 1));
  return {
    ...(show.name && name !== "" && { holder: name }),
    ...(show.content && { contents }),
    ...(show.places && { places: [...new Set(sessions.map(({ placeText }) => placeText))].sort() }),
  };
}

/** A slip of paper costs nothing, and a script should not fill the collection. */
const mostADay = 20;

function checkDays(fromDay: string, toDay: string, today: string): void {
  if (![fromDay, toDay].every(isRealDay) || fromDay > toDay || toDay > today) throw new Failure("dateNotWorkable");
}

/** The number of this operation, and what is stored under it: the first that is not somebody else's by chance. */
async function numberFor({ database, person, operation }: MemberContext, year: string): Promise<{ number: string; known: CertificateDocument | undefined }> {
  for (let attempt = 0; ; attempt += 1) {
    const number = numberOf(operation, year, attempt);
    const known = await findCertificate(database, number);
    if (!known || known.personId === person._id) return { number, known };
  }
}

export const issueCertificate: Handler<"certificates.issue"> = async ({ fromDay, toDay, show }, context) => {
  const { database, person, community, operation, at } = context;
  const today = dayOf(at);
  checkDays(fromDay, toDay, today);
  const { number, known } = await numberFor(context, today.slice(0, 4));
  if (known) return viewOf(sameOrReused(known, context), true);
  const recent = await certificatesOf(database, person.communityId, person._id, mostADay);
  if (recent.length === mostADay && dayOf(recent.at(-1)!.issuedAt) === today) throw new Failure("tooMany");
  const sessions = await settledBetween(database, person.communityId, person._id, instantOf(fromDay), instantOf(addDays(toDay, 1)));
  const minutes = sessions.reduce((sum, { creditedMinutes = 0 }) => sum + creditedMinutes, 0);
  if (minutes === 0) throw new Failure("nothingToCertify");
  const { organisation } = community;
  const station = stationName(organisation, homeOf(organisation, person).stationCode);
  const certificate: CertificateDocument = {
    _id: number, schemaVersion: 1, version: 1, communityId: person.communityId, personId: person._id, payloadHash: operation.payloadHash, issuedAt: at,
    community: organisation.name, organiser: `${organisation.name}时间银行`, fromDay, toDay, minutes, sessions: sessions.length,
    recordedBy: `${organisation.name}${station}`, ...contentOf(sessions, show, person.name),
  };
  return viewOf(sameOrReused(await insertCertificate(database, certificate), context), true);
};

/** @throws Failure operationReused for the same id with other content; busy where another's came under this number meanwhile: a repeat takes the next */
function sameOrReused(stored: CertificateDocument, { person, operation }: MemberContext): CertificateDocument {
  if (stored.personId !== person._id) throw new Failure("busy");
  if (stored.payloadHash !== operation.payloadHash) throw new Failure("operationReused");
  return stored;
}

const mostShown = 50;

export const listCertificates: Handler<"certificates.mine"> = async (_input, { database, person }) => {
  const [certificates, account, first] = await Promise.all([
    certificatesOf(database, person.communityId, person._id, mostShown), accountOf(database, person.communityId, person._id), firstSessionOf(database, person.communityId, person._id),
  ]);
  // Honour never falls: without any, nothing of his was ever settled.
  return { certificates: certificates.map((certificate) => viewOf(certificate, true)), ...(!account?.honour && { nothingYet: true }), ...(first && { firstDay: dayOf(first.bookedFrom) }) };
};

/** Open to anybody who holds the number, wherever he lives: the one call that asks for no community. */
export const checkCertificate: Handler<"certificates.check"> = async ({ number }, { database, actor }) => {
  const certificate = await findCertificate(database, normalisedNumber(number));
  if (!certificate) throw new Failure("notFound");
  const view = viewOf(certificate, actor.ids.includes(certificate.personId));
  const codeImage = view.withdrawn ? undefined : await codeOfCertificate(database, certificate);
  return { ...view, ...(codeImage !== undefined && { codeImage }) };
};

export const withdraw: Handler<"certificates.withdraw"> = async ({ number }, { database, person, at }) => {
  const wanted = normalisedNumber(number);
  await withdrawCertificate(database, wanted, person._id, at);
  const certificate = await findCertificate(database, wanted);
  if (certificate?.personId !== person._id) throw new Failure("notFound");
  if (certificate.codeFileId !== undefined) await removeFiles([certificate.codeFileId]);
  return viewOf(certificate, true);
};
