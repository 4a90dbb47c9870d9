/** The database's actions, as @cloudbase/database sends them. */
import { databaseFailure, invalidParameter, messageOf } from "../errors";
import type { MovableClock } from "../clock";
import type { Limits } from "../limits";
import { aggregate, hasLimit, type Stage } from "../query/aggregate";
import { find, type FindOptions } from "../query/find";
import { projected } from "../query/projection";
import { readSortOrder } from "../query/sorting";
import { updated } from "../query/update";
import { keyOfDocument } from "../store/collection";
import { newId, type Change, type Store, type WritePlan } from "../store/store";
import type { Transaction, Transactions } from "../store/transactions";
import { isObject, keyOf, type Document, type Value, type ValueObject } from "../store/values";
import { parseEjson, stringifyEjson } from "../wire/ejson";
import {
  list,
  optionalText,
  text,
  type ActionContext,
  type ActionReply,
  type Actions,
  type Parameters,
} from "./action";
import { assertFieldNames, assertNewIds, idOf } from "./documents";

export interface DatabaseServices {
  store: Store;
  transactions: Transactions;
  clock: MovableClock;
  limits: Limits;
  /** Refuse queries without an index in collections that declare some. */
  strictIndexes: boolean;
}

export function databaseActions(services: DatabaseServices): Actions {
  const database = new DatabaseDoor(services);
  return {
    "database.addCollection": (parameters) => database.addCollection(parameters),
    "database.insertDocument": (parameters, context) => database.insert(parameters, context),
    "database.getDocument": (parameters, context) => database.get(parameters, context),
    "database.calculateDocument": (parameters, context) => database.count(parameters, context),
    "database.modifyDocument": (parameters, context) => database.modify(parameters, context),
    "database.modifyAndReturnDoc": (parameters, context) => database.modifyAndReturn(parameters, context),
    "database.removeDocument": (parameters, context) => database.remove(parameters, context),
    "database.aggregateDocuments": (parameters, context) => database.aggregate(parameters, context),
    "database.startTransaction": () => ({ transactionId: services.transactions.begin().id }),
    "database.commitTransaction": async (parameters) => {
      await services.transactions.commit(text(parameters, "transactionId"));
      return {};
    },
    "database.abortTransaction": (parameters) => {
      services.transactions.abort(text(parameters, "transactionId"));
      return {};
    },
  };
}

class DatabaseDoor {
  constructor(private readonly services: DatabaseServices) {}

  addCollection(parameters: Parameters): ActionReply {
    this.services.store.createCollection(text(parameters, "collectionName"));
    return {};
  }

  async insert(parameters: Parameters, context: ActionContext): Promise<ActionReply> {
    const { store, transactions } = this.services;
    const name = text(parameters, "collectionName");
    const transaction = this.transactionOf(parameters);
    store.collection(name);
    const documents = list(parameters, "data").map((item) => this.newDocument(String(item)));
    const changes = documents.map((document) => this.changeTo(name, document));
    if (transaction) {
      for (const change of changes) transactions.insert(transaction, change, change.document?._id ?? null);
    } else {
      await store.write(() => {
        assertNewIds(changes, (key) => store.collection(name).records.has(key));
        return { changes, reply: undefined };
      });
    }
    context.operation.returned = documents.length;
    return { data: { insertedIds: documents.map((document) => document._id) } };
  }

  get(parameters: Parameters, context: ActionContext): ActionReply {
    const { limits } = this.services;
    const filter = this.filterOf(parameters);
    const single = parameters["queryType"] === "DOC";
    const asked = Number(parameters["limit"]) || limits.defaultRows;
    const limit = Math.min(asked, limits.maxRows);
    const offset = Number(parameters["offset"]) || 0;
    const order = optionalText(parameters, "order");
    const documents = this.select(parameters, filter, context, {
      order: order ? readSortOrder(this.object(order)) : [],
      offset,
      limit: single ? 1 : limit,
    });
    const projection = optionalText(parameters, "projection");
    const shown = projection ? projected(documents, this.object(projection), filter) : documents;
    return { data: { list: this.reply(shown), limit, offset } };
  }

  count(parameters: Parameters, context: ActionContext): ActionReply {
    const total = this.select(parameters, this.filterOf(parameters), context, {}).length;
    context.operation.returned = 1;
    return { data: { total } };
  }

  async modify(parameters: Parameters, context: ActionContext): Promise<ActionReply> {
    if (parameters["merge"] && !parameters["query"] && parameters["queryType"] === "WHERE") {
      throw invalidParameter("update without query");
    }
    const filter = this.filterOf(parameters);
    const data = this.object(text(parameters, "data"));
    const outcome = await this.change(parameters, () => {
      const matched = this.select(parameters, filter, context, parameters["multi"] ? {} : { limit: 1 });
      if (!parameters["merge"]) return this.replacement(parameters, filter, data, matched);
      const changes = matched.flatMap((document) => this.changeOf(parameters, document, data, filter) ?? []);
      return { changes, reply: { updated: changes.length, matched: matched.length } };
    });
    context.operation.returned = outcome.updated;
    return { data: outcome };
  }

  async modifyAndReturn(parameters: Parameters, context: ActionContext): Promise<ActionReply> {
    const filter = this.filterOf(parameters);
    const data = this.object(text(parameters, "data"));
    const document = await this.change(parameters, (): WritePlan<Document | null> => {
      const [matched] = this.select(parameters, filter, context, { limit: 1 });
      if (!matched) return { changes: [], reply: null };
      const change = this.changeOf(parameters, matched, data, filter);
      return { changes: change ? [change] : [], reply: change?.document ?? matched };
    });
    return { data: { updated: document ? 1 : 0, doc: document ? this.reply([document])[0] : null } };
  }

  async remove(parameters: Parameters, context: ActionContext): Promise<ActionReply> {
    const name = text(parameters, "collectionName");
    const filter = this.filterOf(parameters);
    const deleted = await this.change(parameters, () => {
      const matched = this.select(parameters, filter, context, parameters["multi"] ? {} : { limit: 1 });
      const changes = matched.map((document): Change => {
        return { collection: name, key: keyOfDocument(document), document: null, body: "" };
      });
      return { changes, reply: changes.length };
    });
    return { data: { deleted } };
  }

  aggregate(parameters: Parameters, context: ActionContext): ActionReply {
    const { store, limits, strictIndexes } = this.services;
    const collection = store.collection(text(parameters, "collectionName"));
    const stages = list(parameters, "stages").map((item): Stage => {
      const { stageKey, stageValue } = item as { stageKey: string; stageValue: string };
      return { [stageKey]: this.value(stageValue) };
    });
    const resolve = (name: string) => store.collections.get(name) ?? null;
    const { documents, work } = aggregate(collection, stages, { strictIndexes, resolve });
    Object.assign(context.operation, work);
    const rows = hasLimit(stages) ? documents : documents.slice(0, limits.defaultAggregateRows);
    context.operation.returned = rows.length;
    return { data: { list: this.reply(rows) } };
  }

  /**
   * The documents a request means; inside a transaction, as its snapshot and its own writes have them. WeChat
   * documents transactions as by `_id` only, though its servers answer queries: strictness keeps to what is promised.
   */
  private select(
    parameters: Parameters,
    filter: ValueObject,
    context: ActionContext,
    options: FindOptions,
  ): Document[] {
    const { store, transactions, strictIndexes } = this.services;
    const name = text(parameters, "collectionName");
    const collection = store.collection(name);
    const transaction = this.transactionOf(parameters);
    if (transaction && (strictIndexes || parameters["queryType"] === "DOC")) {
      const document = transactions.read(transaction, name, keyOf(idOf(filter)));
      Object.assign(context.operation, { index: "_id_", examined: 1, returned: document ? 1 : 0 });
      return document ? [document] : [];
    }
    const instead = transaction && transactions.differences(transaction, name);
    const { documents, work } = find(collection, filter, {
      ...options,
      strictIndexes,
      ...(instead && { instead }),
    });
    Object.assign(context.operation, work, { returned: documents.length });
    return documents;
  }

  /** Runs a plan at once inside the request's transaction, or as a plain write that waits for locks. */
  private async change<Reply>(parameters: Parameters, plan: () => WritePlan<Reply>): Promise<Reply> {
    const { store, transactions } = this.services;
    const transaction = this.transactionOf(parameters);
    if (!transaction) return store.write(plan);
    const { changes, reply } = plan();
    for (const change of changes) transactions.write(transaction, change);
    return reply;
  }

  /** doc().set(): replaces the document, or makes it. */
  private replacement(
    parameters: Parameters,
    filter: ValueObject,
    data: ValueObject,
    matched: Document[],
  ): WritePlan<{ updated: number; matched: number; upsert_id?: Value }> {
    assertFieldNames(data);
    const id = matched[0]?._id ?? idOf(filter);
    const change = this.changeTo(text(parameters, "collectionName"), { _id: id, ...data });
    if (matched.length > 0) return { changes: [change], reply: { updated: 1, matched: 1 } };
    if (!parameters["upsert"]) return { changes: [], reply: { updated: 0, matched: 0 } };
    return { changes: [change], reply: { updated: 0, matched: 0, upsert_id: id } };
  }

  private changeOf(
    parameters: Parameters,
    document: Document,
    data: ValueObject,
    filter: ValueObject,
  ): Change | null {
    const next = updated(document, data, filter);
    return next && this.changeTo(text(parameters, "collectionName"), next);
  }

  private newDocument(source: string): Document {
    const data = this.object(source);
    assertFieldNames(data);
    const document: Document = data["_id"] === undefined ? { _id: newId(), ...data } : (data as Document);
    if (document._id === null || Array.isArray(document._id))
      throw databaseFailure("can't use an array for _id");
    return document;
  }

  private transactionOf(parameters: Parameters): Transaction | null {
    const id = optionalText(parameters, "transactionId");
    return id ? this.services.transactions.get(id) : null;
  }

  private filterOf(parameters: Parameters): ValueObject {
    const query = optionalText(parameters, "query");
    return query ? this.object(query) : {};
  }

  private object(source: string): ValueObject {
    const value = this.value(source);
    if (!isObject(value)) throw invalidParameter("an object was expected");
    return value;
  }

  private value(source: string): Value {
    try {
      return parseEjson(source, this.services.clock.now());
    } catch (error) {
      throw invalidParameter(`not Extended JSON: ${messageOf(error)}`);
    }
  }

  /** @throws CloudError if the document is too large. */
  private changeTo(collection: string, document: Document): Change {
    const { documentBytes } = this.services.limits;
    const body = stringifyEjson(document);
    if (Buffer.byteLength(body) > documentBytes) {
      throw databaseFailure(`document is larger than the maximum size ${documentBytes}`);
    }
    return { collection, key: keyOfDocument(document), document, body };
  }

  private reply(documents: ValueObject[]): string[] {
    const { responseBytes } = this.services.limits;
    let bytes = 0;
    return documents.map((document) => {
      const line = stringifyEjson(document);
      bytes += Buffer.byteLength(line);
      if (bytes > responseBytes) throw databaseFailure(`response size exceeds ${responseBytes} bytes`);
      return line;
    });
  }
}
