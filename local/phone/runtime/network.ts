/** The phone's connection, as the bar sets it: everything that leaves the phone goes through `request`. */
import { Signal } from "./signal";

export type Connection = "online" | "slow" | "offline";

/** A poor mobile connection: each request waits this long, and one in twenty is lost. */
const SLOW_DELAY_MS = 300;
const SLOW_LOSS = 0.05;

export class NetworkError extends Error {}

export class Network {
  connection: Connection = "online";
  readonly changed = new Signal<Connection>();

  set(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.changed.emit(connection);
  }

  get type(): string {
    return { online: "wifi", slow: "3g", offline: "none" }[this.connection];
  }

  /** Before sending and again before the answer arrives, so that a cut in between loses the answer only. */
  async pass(): Promise<void> {
    if (this.connection === "slow") {
      await new Promise((resolve) => setTimeout(resolve, SLOW_DELAY_MS / 2));
      if (Math.random() < SLOW_LOSS / 2) throw new NetworkError("timeout");
    }
    if (this.connection === "offline") throw new NetworkError("request:fail net::ERR_INTERNET_DISCONNECTED");
  }

  async request(input: string, init?: RequestInit): Promise<Response> {
    await this.pass();
    const response = await fetch(input, init).catch((error: unknown) => {
      if ((error as Error).name === "AbortError") throw error;
      throw new NetworkError(`request:fail ${(error as Error).message}`);
    });
    await this.pass();
    return response;
  }
}
