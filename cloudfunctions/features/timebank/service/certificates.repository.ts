import { type Collection, type Database, isDuplicate, type Versioned } from "../../../platform/database";

/** `timeCertificates/{number}`: found by its number alone, by anybody. It holds what its holder chose, as it was that day. */
export interface CertificateDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  personId: string;
  payloadHash: string;
  issuedAt: number;
  community: string;
  organiser: string;
  fromDay: string;
  toDay: string;
  minutes: number;
  sessions: number;
  recordedBy: string;
  /** Only what may be shown is kept; all of it goes when the certificate is withdrawn. */
  holder?: string;
  contents?: { text: string; minutes: number }[];
  places?: string[];
  /** Its code as a picture in storage, since somebody looked at it. */
  codeFileId?: string;
  withdrawnAt?: number;
}

const certificates = (database: Database): Collection<CertificateDocument> => database.collection<CertificateDocument>("timeCertificates");

export const findCertificate = (database: Database, number: string): Promise<CertificateDocument | undefined> => certificates(database).get(number);

/** @returns the one that is stored under this number: this one, or a repeat's first */
export async function insertCertificate(database: Database, certificate: CertificateDocument): Promise<CertificateDocument> {
  try {
    await certificates(database).insert(certificate);
    return certificate;
  } catch (error) {
    const stored = isDuplicate(error) ? await findCertificate(database, certificate._id) : undefined;
    if (!stored) throw error;
    return stored;
  }
}

export const certificatesOf = (database: Database, communityId: string, personId: string, limit: number): Promise<CertificateDocument[]> =>
  certificates(database).find({ communityId, personId }, { order: { issuedAt: -1 }, limit });

/** What it showed is gone with it. Withdrawn twice, it is withdrawn. */
export const withdrawCertificate = (database: Database, number: string, personId: string, at: number): Promise<number> =>
  certificates(database).update(
    { _id: number, personId, withdrawnAt: { $exists: false } },
    { $set: { withdrawnAt: at }, $unset: { holder: "", contents: "", places: "" }, $inc: { version: 1 } },
  );

/** A second one who made it at the same time has written the same file: his note is not needed. */
export const noteCode = (database: Database, { _id, version }: CertificateDocument, codeFileId: string): Promise<number> =>
  certificates(database).update({ _id, version, withdrawnAt: { $exists: false } }, { $set: { codeFileId }, $inc: { version: 1 } });
