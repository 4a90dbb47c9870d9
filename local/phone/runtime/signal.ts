/** A list of listeners for one kind of event. A listener that throws doesn't silence the others. */
export class Signal<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private readonly onError: (error: unknown) => void = (error) => console.error(error)) {}

  add(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  remove(listener?: (value: T) => void): void {
    if (listener) this.listeners.delete(listener);
    else this.listeners.clear();
  }

  get empty(): boolean {
    return this.listeners.size === 0;
  }

  emit(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
