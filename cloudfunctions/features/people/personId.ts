import { shortHash } from "../../platform/hash";

/** The same for the same openid and community, so that two first writes at once make one person. */
export const personIdOf = (openid: string, communityId: string): string => `${communityId}:u${shortHash(openid, communityId)}`;
