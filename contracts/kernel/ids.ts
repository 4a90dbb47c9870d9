/** What a receipt number looks like: station code, local day, four random letters without the look-alikes. */
export const receiptLetters = "ABCDEFGHJKMNPQRSTUVWXYZ";
export const operationIdPattern = /^[A-Za-z0-9_-]{16,40}$/;
