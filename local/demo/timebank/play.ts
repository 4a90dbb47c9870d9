import { type CallData, type CallInput, type CallName, calls } from "../../../contracts/calls";
import type { CallContract } from "../../../contracts/kernel/call";
import type { CommunityState, Organisation } from "../../../contracts/org/organisation";
import { organisationId, type OrganisationDocument } from "../../../cloudfunctions/features/org/repository";
import { timebankHandlers, timebankRound } from "../../../cloudfunctions/features/timebank";
import { type Actor, actorOf, type PersonDocument, reachOf } from "../../../cloudfunctions/platform/actor";
import { payloadHash, shortHash } from "../../../cloudfunctions/platform/hash";
import type { Stored } from "../../../cloudfunctions/platform/database";
import { MemoryDatabase } from "../memoryDatabase";

/** What everybody of the demo does in the time bank: the product's own calls and rounds, at the time at which they were. */
export type TimebankCall = CallName & keyof typeof timebankHandlers;

export class Play {
  readonly database = new MemoryDatabase();
  private operations = 0;
  private playedUntil = 0;

  constructor(
    readonly organisation: Organisation,
    private readonly state: CommunityState,
    people: readonly PersonDocument[],
    /** Staff id → who sits there. */
    private readonly seated: ReadonlyMap<string, PersonDocument>,
  ) {
    void this.database.collection<PersonDocument>("people").insertMany([...people]);
    void this.database.collection<CommunityState>("communities").put(state);
    void this.database.collection<OrganisationDocument>("organisations").put({ ...organisation, _id: organisationId(organisation.communityId, organisation.version) });
  }

  get communityId(): string {
    return this.organisation.communityId;
  }

  staff(staffId: string): PersonDocument {
    const found = this.seated.get(staffId);
    if (!found) throw new Error(`nobody sits in ${staffId}`);
    return found;
  }

  /** The clock's rounds up to an instant, at every whole `everyMs`. */
  async clockTo(at: number, everyMs: number): Promise<void> {
    const load = () => Promise.resolve({ organisation: this.organisation, state: this.state });
    if (this.playedUntil === 0) this.playedUntil = at;
    for (let round = (Math.floor(this.playedUntil / everyMs) + 1) * everyMs; round <= at; round += everyMs) {
      this.playedUntil = round;
      const { failed, needs } = await timebankRound(this.database, load, round);
      if (failed + needs.failed > 0) throw new Error("A round of the demo's past could not do all of its work; what, stands above.");
    }
  }

  /**
   * A call as the door would serve it.
   * @throws Failure when the product refuses it: a plot that could not have happened
   */
  async call<N extends TimebankCall>(person: PersonDocument, name: N, input: CallInput<N>, at: number): Promise<CallData<N>> {
    const contract: CallContract = calls[name];
    const parsed = contract.input.parse(input);
    const actor: Actor = actorOf(person.openid, person, this.organisation, at);
    if (!actor.roles.some((role) => contract.allow[role])) throw new Error(`${name} is not for ${person.name}`);
    const operation = { documentId: shortHash(person.openid, name, `demo-${(this.operations += 1)}`), payloadHash: payloadHash(parsed) };
    const context = { database: this.database, actor, reach: reachOf(contract, actor), at, operation, person, community: { organisation: this.organisation, state: this.state } };
    const handler = timebankHandlers[name] as unknown as (input: unknown, context: unknown) => Promise<CallData<N>>;
    return handler(parsed, context);
  }

  /** What the play left, but for what was there before. */
  left(): [string, Stored[]][] {
    const before = ["people", "communities", "organisations"];
    return this.database.names().filter((name) => !before.includes(name)).map((name): [string, Stored[]] => [name, this.database.documents(name)]).filter(([, documents]) => documents.length > 0);
  }
}
