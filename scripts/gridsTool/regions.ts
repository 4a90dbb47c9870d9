/** A connected piece of ground that no area covers, or that the same several areas cover. */
export interface Region {
  /** The areas that cover it; of a gap, those beside it. */
  codes: string[];
  squareMetres: number;
  /** Mean width in metres. */
  widthMetres: number;
  /** Extent in the direction of the sweep. */
  alongMetres: number;
  /** Its greatest extent across the direction of the sweep. */
  mostAcrossMetres: number;
  place: [number, number];
}

/** Ground between two borders within one slab. */
interface Trapezoid {
  /** Which areas cover it; `uncovered` for none. */
  key: number | string;
  lowLeft: number;
  lowRight: number;
  highLeft: number;
  highRight: number;
}

interface Placed extends Trapezoid {
  part: Part;
  channel: Part | undefined;
}

/** What is known of one region so far; regions that turn out to be one are merged (union-find). */
interface Part {
  parent: Part | undefined;
  areas: number[];
  open: boolean;
  mostAcrossMetres: number;
  squareMetres: number;
  sideMetres: number;
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
  metresX: number;
  metresY: number;
  largest: number;
  place: [number, number];
}

const uncovered = -1;
const same = 1e-10;

/** Most overlaps are of two; a number is cheaper to make and compare than a text. */
const keyOf = (covering: readonly number[]): number | string =>
  covering.length === 0 ? uncovered
  : covering.length === 2 ? Math.min(covering[0]!, covering[1]!) * 65536 + Math.max(covering[0]!, covering[1]!)
  : [...covering].sort((a, b) => a - b).join(" ");

/** Collects the trapezoids of a sweep and joins those that touch across slabs. */
export class RegionLedger {
  private previous: Placed[] = [];
  /** From west to east, as are those of the slab before: so one walk over both finds what touches. */
  private current: Placed[] = [];
  private firstBelow = 0;
  private readonly partsBelow: Part[] = [];
  private readonly channelsBelow: Part[] = [];
  private overlaps: Part[] = [];
  private gaps: Part[] = [];
  private channels: { channel: Part; gap: Part }[] = [];
  private low = 0;
  private high = 0;
  private scale = { x: 1, y: 1 };

  constructor(
    private readonly codes: readonly string[],
    private readonly channelMetres: number,
    private readonly transposed: boolean,
  ) {
    this.addOutside(-Infinity, -Infinity, Infinity, Infinity);
  }

  openSlab(low: number, high: number, scale: { x: number; y: number }): void {
    this.previous = this.current;
    this.current = [];
    this.firstBelow = 0;
    this.low = low;
    this.high = high;
    this.scale = scale;
  }

  /** Ground between two borders of this slab, with the areas that cover it and those whose borders they are. */
  add(covering: readonly number[], lowLeft: number, highLeft: number, lowRight: number, highRight: number, left: number, right: number): void {
    if (covering.length === 1) return;
    const shape: Trapezoid = { key: keyOf(covering), lowLeft, lowRight, highLeft, highRight };
    const gap = shape.key === uncovered;
    const narrow = gap && left !== right && Math.max(lowRight - lowLeft, highRight - highLeft) * this.scale.x <= this.channelMetres;
    this.findBelow(shape);
    const areas = gap ? [left, right] : covering;
    const part = this.grow(shape, areas, this.partsBelow) ?? this.begin(shape, areas, gap ? this.gaps : this.overlaps);
    let channel: Part | undefined;
    if (narrow) {
      channel = this.grow(shape, areas, this.channelsBelow);
      if (!channel) {
        channel = this.begin(shape, areas, []);
        this.channels.push({ channel, gap: part });
      }
    }
    this.current.push({ ...shape, part, channel });
  }

  addOutside(lowLeft: number, highLeft: number, lowRight: number, highRight: number): void {
    const shape: Trapezoid = { key: uncovered, lowLeft, lowRight, highLeft, highRight };
    const part = this.newPart();
    part.open = true;
    this.findBelow(shape);
    for (const other of this.partsBelow) unite(part, other);
    this.current.push({ ...shape, part, channel: undefined });
  }

  close(): { overlaps: Region[]; gaps: Region[]; channels: Region[] } {
    this.openSlab(this.high, this.high, this.scale);
    this.addOutside(-Infinity, -Infinity, Infinity, Infinity);
    const roots = (parts: readonly Part[]): Part[] => [...new Set(parts.map(rootOf))];
    const open = this.channels.filter(({ gap }) => rootOf(gap).open).map(({ channel }) => channel);
    return {
      overlaps: roots(this.overlaps).map((part) => this.regionOf(part)),
      gaps: roots(this.gaps).filter((part) => !part.open).map((part) => this.regionOf(part)),
      channels: roots(open).map((part) => this.regionOf(part)),
    };
  }

  /** Finds those of the slab below that touch this one along more than a point and are covered alike. */
  private findBelow(shape: Trapezoid): void {
    const { previous, partsBelow, channelsBelow } = this;
    partsBelow.length = 0;
    channelsBelow.length = 0;
    while (this.firstBelow < previous.length && previous[this.firstBelow]!.highRight < shape.lowLeft - same) this.firstBelow++;
    for (let i = this.firstBelow; i < previous.length; i++) {
      const placed = previous[i]!;
      if (placed.highLeft > shape.lowRight + same) break;
      if (placed.key !== shape.key) continue;
      if (Math.min(placed.highRight, shape.lowRight) - Math.max(placed.highLeft, shape.lowLeft) <= same) continue;
      partsBelow.push(placed.part);
      if (placed.channel) channelsBelow.push(placed.channel);
    }
  }

  private begin(shape: Trapezoid, areas: readonly number[], made: Part[]): Part {
    const part = this.newPart();
    made.push(part);
    return this.grow(shape, areas, [part])!;
  }

  /** Adds a trapezoid to the regions it touches, which thereby become one; nothing if it touches none. */
  private grow(shape: Trapezoid, areas: readonly number[], touching: readonly Part[]): Part | undefined {
    if (!touching[0]) return undefined;
    let part = rootOf(touching[0]);
    for (let i = 1; i < touching.length; i++) part = unite(part, touching[i]!);
    const { lowLeft, lowRight, highLeft, highRight } = shape;
    const height = (this.high - this.low) * this.scale.y;
    const squareMetres = ((lowRight - lowLeft + highRight - highLeft) / 2) * this.scale.x * height;
    const leftRun = (highLeft - lowLeft) * this.scale.x, rightRun = (highRight - lowRight) * this.scale.x;
    for (let i = 0; i < areas.length; i++) if (!part.areas.includes(areas[i]!)) part.areas.push(areas[i]!);
    part.mostAcrossMetres = Math.max(part.mostAcrossMetres, (lowRight - lowLeft) * this.scale.x, (highRight - highLeft) * this.scale.x);
    part.squareMetres += squareMetres;
    part.sideMetres += Math.sqrt(leftRun * leftRun + height * height) + Math.sqrt(rightRun * rightRun + height * height);
    part.minX = Math.min(part.minX, lowLeft, highLeft);
    part.maxX = Math.max(part.maxX, lowRight, highRight);
    part.minY = Math.min(part.minY, this.low);
    part.maxY = Math.max(part.maxY, this.high);
    if (squareMetres > part.largest) {
      const centre = (lowLeft + lowRight + highLeft + highRight) / 4, middle = (this.low + this.high) / 2;
      part.largest = squareMetres;
      part.place = this.transposed ? [middle, centre] : [centre, middle];
    }
    return part;
  }

  private newPart(): Part {
    return {
      parent: undefined, areas: [], open: false, mostAcrossMetres: 0, squareMetres: 0, sideMetres: 0, largest: 0, place: [0, 0],
      minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity,
      metresX: this.scale.x, metresY: this.scale.y,
    };
  }

  private regionOf(part: Part): Region {
    const across = (part.maxX - part.minX) * part.metresX;
    const along = (part.maxY - part.minY) * part.metresY;
    // A strip's two long sides are its length twice; where they run level the sweep doesn't see them, but its box does.
    const widthMetres = Math.min((2 * part.squareMetres) / Math.max(part.sideMetres, 1e-9), across, along);
    return {
      codes: part.areas.map((area) => this.codes[area]!).sort(),
      squareMetres: part.squareMetres,
      widthMetres,
      alongMetres: along,
      mostAcrossMetres: part.mostAcrossMetres,
      place: part.place,
    };
  }
}

function rootOf(part: Part): Part {
  let root = part;
  while (root.parent) root = root.parent;
  for (let at = part; at !== root; ) {
    const next: Part = at.parent!;
    at.parent = root;
    at = next;
  }
  return root;
}

function unite(a: Part, b: Part): Part {
  const [into, from] = [rootOf(a), rootOf(b)];
  if (into === from) return into;
  from.parent = into;
  for (const area of from.areas) if (!into.areas.includes(area)) into.areas.push(area);
  into.open ||= from.open;
  into.mostAcrossMetres = Math.max(into.mostAcrossMetres, from.mostAcrossMetres);
  into.squareMetres += from.squareMetres;
  into.sideMetres += from.sideMetres;
  into.minX = Math.min(into.minX, from.minX);
  into.maxX = Math.max(into.maxX, from.maxX);
  into.minY = Math.min(into.minY, from.minY);
  into.maxY = Math.max(into.maxY, from.maxY);
  if (from.largest > into.largest) [into.largest, into.place] = [from.largest, from.place];
  return into;
}
