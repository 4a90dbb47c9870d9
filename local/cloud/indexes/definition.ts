/** What an index declares, in the form that CloudBase's own tools use in their files. */

export interface IndexKey {
  name: string;
  direction: 1 | -1 | "2dsphere";
}
export interface IndexDefinition {
  name: string;
  unique: boolean;
  keys: IndexKey[];
}
/** Collection → its indexes. A collection with none is named with an empty list. */
export type IndexFile = Record<string, IndexDefinition[]>;

/** Checks the parsed content of an indexes file. @throws Error naming the collection and index that is wrong. */
export function readIndexFile(content: unknown): IndexFile {
  const file: IndexFile = {};
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new Error("the indexes file must hold an object {collection: [index, …]}");
  }
  for (const [collection, indexes] of Object.entries(content)) {
    if (!Array.isArray(indexes)) throw new Error(`indexes of ${collection}: a list is expected`);
    file[collection] = indexes.map((index) => readDefinition(collection, index));
  }
  return file;
}

function readDefinition(collection: string, raw: unknown): IndexDefinition {
  const { name, unique, keys } = (raw ?? {}) as Partial<Record<keyof IndexDefinition, unknown>>;
  if (typeof name !== "string" || !name) throw new Error(`indexes of ${collection}: an index without a name`);
  if (!Array.isArray(keys) || keys.length === 0) throw new Error(`index ${collection}.${name}: no keys`);
  return { name, unique: unique === true, keys: keys.map((key) => readKey(`${collection}.${name}`, key)) };
}

function readKey(place: string, raw: unknown): IndexKey {
  const { name, direction } = (raw ?? {}) as { name?: unknown; direction?: unknown };
  if (typeof name !== "string" || !name) throw new Error(`index ${place}: a key without a name`);
  if (direction === "2dsphere") return { name, direction };
  const sign = Number(direction);
  if (sign !== 1 && sign !== -1) throw new Error(`index ${place}: direction must be 1, -1 or "2dsphere"`);
  return { name, direction: sign };
}
