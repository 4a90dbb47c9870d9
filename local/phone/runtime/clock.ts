/** The phone's clock: the machine's, moved by as much as the cloud's. Product code gets it as its `Date`. */
const MachineDate = Date;

export class PhoneClock {
  constructor(public offsetMs: number) {}

  now(): number {
    return MachineDate.now() + this.offsetMs;
  }

  /** A Date constructor that reads this clock; everything else is the machine's. */
  dateConstructor(): DateConstructor {
    const now = (): number => this.now();
    return new Proxy(MachineDate, {
      construct: (target, args: unknown[]) => Reflect.construct(target, args.length ? args : [now()]) as Date,
      apply: () => new MachineDate(now()).toString(),
      get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
    });
  }
}
