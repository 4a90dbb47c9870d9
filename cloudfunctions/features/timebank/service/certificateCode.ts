import { within } from "../../../platform/clock";
import type { Database } from "../../../platform/database";
import { storeFile, temporaryUrls } from "../../../platform/files";
import { miniProgramCode } from "../../../platform/miniProgramCode";
import { type CertificateDocument, noteCode } from "./certificates.repository";

/**
 * The code of a certificate: scanned with WeChat it opens the public page with the certificate's number. It is made when
 * the certificate is first looked at and kept in storage, so that issuing waits for nobody. Where it can't be made, the
 * number serves, and whoever looks next tries again.
 */
const publicPage = "features/timebank/pages/certificate/index";

/** A page that opens without its code is better than one that doesn't open. */
const patienceMs = 3_000;

const addressOf = async (fileId: string): Promise<string | undefined> => (await temporaryUrls([fileId])).get(fileId);

/** Two who look at once make the same file twice. */
async function made(database: Database, certificate: CertificateDocument): Promise<string | undefined> {
  const { bytes, ending } = await miniProgramCode({ page: publicPage, scene: certificate._id });
  const fileId = await storeFile(`certificates/${certificate._id}.${ending}`, bytes);
  await noteCode(database, certificate, fileId);
  return addressOf(fileId);
}

/** A file that somebody removed from storage is made anew. */
async function keptOrMade(database: Database, certificate: CertificateDocument): Promise<string | undefined> {
  const kept = certificate.codeFileId === undefined ? undefined : await addressOf(certificate.codeFileId);
  return kept ?? made(database, certificate);
}

/** @returns a temporary address of the picture; undefined while there is none, for whatever reason: a look never fails for it */
export async function codeOfCertificate(database: Database, certificate: CertificateDocument): Promise<string | undefined> {
  try {
    return await within(patienceMs, keptOrMade(database, certificate));
  } catch (error) {
    // Never the number: whoever has it sees the certificate.
    const { errCode, message, errMsg = message } = error as { errCode?: number; message?: string; errMsg?: string };
    console.error(JSON.stringify({ certificateCode: "not made", errCode, error: errMsg }));
    return undefined;
  }
}
