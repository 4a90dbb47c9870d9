/**
 * A 2dsphere index as a grid of cells by longitude and latitude: enough to keep "near" and "within" off documents far
 * away. Geometries larger than a handful of cells stand in one overflow set and are always candidates.
 */
import { boundingBox, type Box } from "../query/geometry";
import type { StoredDocument } from "../store/collection";
import { valuesAt, type Document } from "../store/values";
import type { IndexDefinition } from "./definition";

const CELL_DEGREES = 0.005;
const MAX_CELLS_OF_ONE_DOCUMENT = 16;
const COLUMNS = Math.ceil(360 / CELL_DEGREES) + 1;

export class GeoIndex {
  readonly field: string;
  private readonly cells = new Map<number, Set<StoredDocument>>();
  private readonly large = new Set<StoredDocument>();

  constructor(readonly definition: IndexDefinition) {
    const key = definition.keys.find((candidate) => candidate.direction === "2dsphere");
    if (!key) throw new Error(`index ${definition.name} has no 2dsphere key`);
    this.field = key.name;
  }

  get name(): string {
    return this.definition.name;
  }

  add(record: StoredDocument, document: Document = record.document): void {
    for (const cell of this.cellsOf(document)) {
      if (cell === null) {
        this.large.add(record);
        continue;
      }
      const members = this.cells.get(cell);
      if (members) members.add(record);
      else this.cells.set(cell, new Set([record]));
    }
  }

  remove(record: StoredDocument): void {
    this.large.delete(record);
    for (const cell of this.cellsOf(record.document)) {
      if (cell === null) continue;
      const members = this.cells.get(cell);
      members?.delete(record);
      if (members?.size === 0) this.cells.delete(cell);
    }
  }

  /** Every record that may touch the box, or every indexed record without a box. */
  candidates(box: Box | null): Set<StoredDocument> {
    const found = new Set(this.large);
    const wanted = box ? cellCount(box) : Infinity;
    if (box && wanted <= this.cells.size) {
      for (const cell of cellsIn(box)) for (const record of this.cells.get(cell) ?? []) found.add(record);
      return found;
    }
    for (const [cell, members] of this.cells) {
      if (box && !cellTouches(cell, box)) continue;
      for (const record of members) found.add(record);
    }
    return found;
  }

  private cellsOf(document: Document): Iterable<number | null> {
    const boxes = valuesAt(document, this.field).map(boundingBox);
    const cells: (number | null)[] = [];
    for (const box of boxes) {
      if (!box) continue;
      if (cellCount(box) > MAX_CELLS_OF_ONE_DOCUMENT) return [null];
      cells.push(...cellsIn(box));
    }
    return cells;
  }
}

const column = (longitude: number): number => Math.floor((longitude + 180) / CELL_DEGREES);
const row = (latitude: number): number => Math.floor((latitude + 90) / CELL_DEGREES);

const cellCount = (box: Box): number =>
  (column(box.east) - column(box.west) + 1) * (row(box.north) - row(box.south) + 1);

function* cellsIn(box: Box): Generator<number> {
  for (let y = row(box.south); y <= row(box.north); y++) {
    for (let x = column(box.west); x <= column(box.east); x++) yield y * COLUMNS + x;
  }
}

function cellTouches(cell: number, box: Box): boolean {
  const y = Math.floor(cell / COLUMNS);
  const x = cell % COLUMNS;
  return x >= column(box.west) && x <= column(box.east) && y >= row(box.south) && y <= row(box.north);
}
