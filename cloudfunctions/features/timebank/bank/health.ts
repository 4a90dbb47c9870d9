import { dayOf } from "../../../../contracts/kernel/day";
import type { Handler } from "../../../platform/serve";
import { morningsSince } from "./health.repository";
import { healthView, shownFrom } from "./healthRules";

/** The last twelve weeks of the community's bank: one query, however many people save. */
export const health: Handler<"bank.health"> = async (_input, { database, person, at }) => healthView(await morningsSince(database, person.communityId, shownFrom(dayOf(at))));
