/** The channel between a page and the one it opened. What is sent before anyone listens waits. */
type Listener = (...values: unknown[]) => void;

export class EventChannel {
  private readonly listeners = new Map<string, Listener[]>();
  private waiting: { name: string; values: unknown[] }[] = [];
  private peer: EventChannel | undefined;

  static pair(): [opener: EventChannel, opened: EventChannel] {
    const opener = new EventChannel();
    const opened = new EventChannel();
    opener.peer = opened;
    opened.peer = opener;
    return [opener, opened];
  }

  emit(name: string, ...values: unknown[]): void {
    this.peer?.receive(name, values);
  }

  on(name: string, listener: Listener): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    const due = this.waiting.filter((each) => each.name === name);
    this.waiting = this.waiting.filter((each) => each.name !== name);
    for (const { values } of due) listener(...values);
  }

  once(name: string, listener: Listener): void {
    const wrapped: Listener = (...values) => {
      this.off(name, wrapped);
      listener(...values);
    };
    this.on(name, wrapped);
  }

  off(name: string, listener?: Listener): void {
    this.listeners.set(name, listener ? (this.listeners.get(name) ?? []).filter((each) => each !== listener) : []);
  }

  private receive(name: string, values: unknown[]): void {
    const listeners = this.listeners.get(name) ?? [];
    if (listeners.length === 0) this.waiting.push({ name, values });
    for (const listener of [...listeners]) listener(...values);
  }
}
