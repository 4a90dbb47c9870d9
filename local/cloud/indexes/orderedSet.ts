/**
 * A B+tree: a set kept in the order of `compare`, with O(log n) insertion, removal and search, and leaves linked both
 * ways for scans in either direction. Nodes split when full; only empty nodes are removed, which keeps removal simple
 * and costs at most some half-empty leaves.
 */
const FANOUT = 64;

interface Leaf<T> {
  entries: T[];
  next: Leaf<T> | null;
  previous: Leaf<T> | null;
}
interface Branch<T> {
  children: TreeNode<T>[];
  /** lows[i] ≤ every entry under children[i] and > every entry under children[i-1]. */
  lows: T[];
}
type TreeNode<T> = Leaf<T> | Branch<T>;
interface Split<T> {
  low: T;
  node: TreeNode<T>;
}

/** Where an entry stands to a searched range: negative before it, 0 inside, positive after. Monotonic in the order. */
export type Locate<T> = (entry: T) => number;

const isLeaf = <T>(node: TreeNode<T>): node is Leaf<T> => "entries" in node;

export class OrderedSet<T> {
  private root: TreeNode<T> = { entries: [], next: null, previous: null };
  size = 0;

  constructor(private readonly compare: (a: T, b: T) => number) {}

  /** Fills an empty set from entries in any order: faster than inserting them one by one. */
  load(entries: T[]): void {
    entries.sort(this.compare);
    this.size = entries.length;
    const leaves: Leaf<T>[] = [];
    const fill = FANOUT * 0.75;
    for (let i = 0; i < entries.length; i += fill) {
      const previous = leaves.at(-1) ?? null;
      const leaf: Leaf<T> = { entries: entries.slice(i, i + fill), next: null, previous };
      if (previous) previous.next = leaf;
      leaves.push(leaf);
    }
    let level: TreeNode<T>[] = leaves;
    let lows = leaves.map((leaf) => leaf.entries[0] as T);
    while (level.length > 1) {
      const parents: Branch<T>[] = [];
      for (let i = 0; i < level.length; i += fill) {
        parents.push({ children: level.slice(i, i + fill), lows: lows.slice(i, i + fill) });
      }
      level = parents;
      lows = parents.map((parent) => parent.lows[0] as T);
    }
    if (level[0]) this.root = level[0];
  }

  insert(entry: T): void {
    const split = this.insertInto(this.root, entry);
    this.size++;
    if (!split) return;
    const low = this.lowest(this.root) ?? entry;
    this.root = { children: [this.root, split.node], lows: [low, split.low] };
  }

  remove(entry: T): boolean {
    const removed = this.removeFrom(this.root, entry);
    if (removed) this.size--;
    while (!isLeaf(this.root) && this.root.children.length === 1)
      this.root = this.root.children[0] as TreeNode<T>;
    return removed;
  }

  /** Entries in the range, ascending. The set must not change while the scan runs. */
  *ascending(locate: Locate<T>): Generator<T> {
    let node = this.root;
    while (!isLeaf(node))
      node = node.children[lastIndexWhere(node.lows, (low) => locate(low) < 0)] as TreeNode<T>;
    let leaf: Leaf<T> | null = node;
    let i = firstIndexWhere(leaf.entries, (entry) => locate(entry) >= 0);
    while (leaf) {
      for (; i < leaf.entries.length; i++) {
        const entry = leaf.entries[i] as T;
        if (locate(entry) > 0) return;
        yield entry;
      }
      leaf = leaf.next;
      i = 0;
    }
  }

  /** Entries in the range, descending. */
  *descending(locate: Locate<T>): Generator<T> {
    let node = this.root;
    while (!isLeaf(node))
      node = node.children[lastIndexWhere(node.lows, (low) => locate(low) <= 0)] as TreeNode<T>;
    let leaf: Leaf<T> | null = node;
    let i = firstIndexWhere(leaf.entries, (entry) => locate(entry) > 0) - 1;
    while (leaf) {
      for (; i >= 0; i--) {
        const entry = leaf.entries[i] as T;
        if (locate(entry) < 0) return;
        yield entry;
      }
      leaf = leaf.previous;
      i = leaf ? leaf.entries.length - 1 : -1;
    }
  }

  private lowest(node: TreeNode<T>): T | undefined {
    return isLeaf(node) ? node.entries[0] : node.lows[0];
  }

  private insertInto(node: TreeNode<T>, entry: T): Split<T> | null {
    if (isLeaf(node)) {
      node.entries.splice(
        firstIndexWhere(node.entries, (other) => this.compare(other, entry) > 0),
        0,
        entry,
      );
      return node.entries.length > FANOUT ? splitLeaf(node) : null;
    }
    const i = lastIndexWhere(node.lows, (low) => this.compare(low, entry) <= 0);
    if (i === 0 && this.compare(entry, node.lows[0] as T) < 0) node.lows[0] = entry;
    const split = this.insertInto(node.children[i] as TreeNode<T>, entry);
    if (!split) return null;
    node.children.splice(i + 1, 0, split.node);
    node.lows.splice(i + 1, 0, split.low);
    return node.children.length > FANOUT ? splitBranch(node) : null;
  }

  private removeFrom(node: TreeNode<T>, entry: T): boolean {
    if (isLeaf(node)) {
      const i = firstIndexWhere(node.entries, (other) => this.compare(other, entry) >= 0);
      const found = node.entries[i];
      if (found === undefined || this.compare(found, entry) !== 0) return false;
      node.entries.splice(i, 1);
      return true;
    }
    const i = lastIndexWhere(node.lows, (low) => this.compare(low, entry) <= 0);
    const child = node.children[i] as TreeNode<T>;
    const removed = this.removeFrom(child, entry);
    const empty = isLeaf(child) ? child.entries.length === 0 : child.children.length === 0;
    if (removed && empty && node.children.length > 1) {
      if (isLeaf(child)) unlink(child);
      node.children.splice(i, 1);
      node.lows.splice(i, 1);
    }
    return removed;
  }
}

function splitLeaf<T>(leaf: Leaf<T>): Split<T> {
  const entries = leaf.entries.splice(leaf.entries.length >> 1);
  const right: Leaf<T> = { entries, next: leaf.next, previous: leaf };
  if (leaf.next) leaf.next.previous = right;
  leaf.next = right;
  return { low: entries[0] as T, node: right };
}

function splitBranch<T>(branch: Branch<T>): Split<T> {
  const middle = branch.children.length >> 1;
  const right: Branch<T> = { children: branch.children.splice(middle), lows: branch.lows.splice(middle) };
  return { low: right.lows[0] as T, node: right };
}

function unlink<T>(leaf: Leaf<T>): void {
  if (leaf.previous) leaf.previous.next = leaf.next;
  if (leaf.next) leaf.next.previous = leaf.previous;
}

/** First place where `test` holds, given that it never turns false again; the length if nowhere. */
function firstIndexWhere<T>(list: T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Last place where `test` holds, given that it never turns true again; 0 if nowhere. */
function lastIndexWhere<T>(list: T[], test: (item: T) => boolean): number {
  return Math.max(0, firstIndexWhere(list, (item) => !test(item)) - 1);
}
