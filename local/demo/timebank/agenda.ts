/** What is to happen, in the order of time; what happens may put more on it, and nothing happens after the present. */
export class Agenda {
  private readonly events: { at: number; order: number; run: (at: number) => Promise<void> }[] = [];
  private added = 0;

  constructor(private readonly until: number) {}

  add(at: number, run: (at: number) => Promise<void>): void {
    if (at <= this.until) this.events.push({ at, order: (this.added += 1), run });
  }

  /** @param before lets the clock come up to each event */
  async play(before: (at: number) => Promise<void>): Promise<void> {
    for (;;) {
      const next = this.events.reduce<(typeof this.events)[number] | undefined>((first, one) => (!first || one.at < first.at || (one.at === first.at && one.order < first.order) ? one : first), undefined);
      if (!next) break;
      this.events.splice(this.events.indexOf(next), 1);
      await before(next.at);
      await next.run(next.at);
    }
    await before(this.until);
  }
}
