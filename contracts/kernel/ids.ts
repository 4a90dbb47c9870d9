/** What a receipt number looks like: station code, local day, four random letters without the look-alikes. */
export const receiptLetters = "ABCDEFGHJKMNPQRSTUVWXYZ";
export const receiptPattern = /^[A-Z0-9]{1,8}-\d{4}-[A-HJKMNP-Z]{4}$/;
export const operationIdPattern = /^[A-Za-z0-9_-]{16,40}$/;
