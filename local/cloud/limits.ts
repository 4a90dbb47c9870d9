/** Production's limits, from CloudBase's and WeChat's documentation; the stand-in refuses what they would refuse. */
export interface Limits {
  /** Bytes of one document. */
  documentBytes: number;
  /** Bytes of one reply of the database. */
  responseBytes: number;
  /** Rows of a get() that names no limit. */
  defaultRows: number;
  /** Rows of a get(), whatever it asks for. */
  maxRows: number;
  /** Rows of an aggregation without a $limit stage. */
  defaultAggregateRows: number;
  /** Bytes of one call from the phone. */
  clientCallBytes: number;
  /** Bytes of a function's event or reply between functions. */
  functionPayloadBytes: number;
  /** Files in one storage request. */
  filesPerRequest: number;
  /** Bytes of one uploaded file. */
  uploadBytes: number;
  /** Milliseconds a transaction may stay open. */
  transactionMs: number;
  /** Bytes of any request body. */
  requestBytes: number;
}

const MIB = 1024 * 1024;

export const PRODUCTION_LIMITS: Limits = {
  documentBytes: 16 * MIB,
  responseBytes: 16 * MIB,
  defaultRows: 100,
  maxRows: 1000,
  defaultAggregateRows: 20,
  clientCallBytes: MIB,
  functionPayloadBytes: 6 * MIB,
  filesPerRequest: 50,
  uploadBytes: 50 * MIB,
  transactionMs: 30_000,
  requestBytes: 64 * MIB,
};
