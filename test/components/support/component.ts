/** What is used of miniprogram-simulate, whose own types bring an older set of WeChat's globals that clashes with ours. */
interface Simulate {
  load(definition: string | { template: string }, tagName?: string, options?: object): string;
  render(id: string, properties?: object): Root;
}
export interface Root {
  dom?: HTMLElement;
  data: Record<string, unknown>;
  instance: unknown;
  attach(parent: HTMLElement): void;
  detach(): void;
  setData(changes: object): void;
  addEventListener(name: string, listener: (event: { detail: unknown }) => void): void;
}

declare const __dirname: string;
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see Simulate
const simulate = require("miniprogram-simulate") as Simulate;

const miniprogram = `${__dirname}/../../../miniprogram`;

/** TDesign is tested by its makers; here it only has to pass on its words and its tap. */
export const stub = simulate.load({ template: "<view class=\"stub\"><slot/></view>" });

/** Each component once a file: a script runs, and registers, only the first time it is required. */
export const loadComponent = (path: string, own: Record<string, string> = {}): string =>
  simulate.load(`${miniprogram}/${path}`, "main", {
    compiler: "simulate",
    rootPath: miniprogram,
    usingComponents: { "t-button": stub, "t-icon": stub, ...own },
  });

export interface Mounted {
  root: Root;
  /** Words on the screen, without the spaces between them. */
  text(): string;
  unmount(): void;
}

export function mount(id: string, properties: Record<string, unknown> = {}): Mounted {
  const root = simulate.render(id, properties);
  const parent = document.createElement("div");
  root.attach(parent);
  return {
    root,
    text: () => (root.dom?.textContent ?? "").replace(/\s+/g, ""),
    unmount: () => root.detach(),
  };
}

/** Calls one of the component's own methods, as a template's event would. */
export function tap(root: Root, method: string, dataset: Record<string, unknown> = {}): void {
  const methods = root.instance as Record<string, (event: object) => void>;
  methods[method]!({ currentTarget: { dataset } });
}

/** What the component has told its page by this event. */
export function heard(root: Root, name: string): unknown[] {
  const details: unknown[] = [];
  root.addEventListener(name, ({ detail }) => details.push(detail));
  return details;
}
