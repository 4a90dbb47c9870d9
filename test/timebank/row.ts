import type fc from "fast-check";

/** Lets one operation through at a time: whoever isn't waiting here has ended, so a schedule replays exactly. */
export class Row {
  private waiting = 0;
  private stir: () => void = () => undefined;
  constructor(private readonly scheduler: fc.Scheduler, private live: number) {}

  async pass(label: string): Promise<void> {
    const turn = this.scheduler.schedule(Promise.resolve(), label);
    this.waiting += 1;
    this.stir();
    await turn;
  }
  ended(): void {
    this.live -= 1;
    this.stir();
  }
  async drive(): Promise<void> {
    for (;;) {
      while (this.waiting < this.live) await new Promise<void>((resolve) => (this.stir = resolve));
      if (this.live === 0) return;
      this.waiting -= 1;
      await this.scheduler.waitNext(1);
    }
  }
}
