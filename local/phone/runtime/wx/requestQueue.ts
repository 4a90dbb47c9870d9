/** At most ten requests at once; the others wait their turn, as WeChat's network layer makes them. */
const MAX_IN_FLIGHT = 10;

export class RequestQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_IN_FLIGHT) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await work();
    } finally {
      // whoever waits takes this place over, so that nobody slips in between
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
