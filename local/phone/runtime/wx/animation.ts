/** wx.createAnimation: a recorded list of steps, which the built-ins' `animation` attribute plays. */

export interface AnimationStep {
  durationMs: number;
  delayMs: number;
  timingFunction: string;
  transformOrigin: string;
  transforms: string[];
  styles: Record<string, string>;
}

interface StepOptions {
  duration?: number;
  delay?: number;
  timingFunction?: string;
  transformOrigin?: string;
}

const degrees = (value: number): string => `${value}deg`;
const px = (value: number | string): string => (typeof value === "number" ? `${value}px` : value);
const plain = (value: number | string): string => String(value);

const TRANSFORMS: Record<string, (value: number) => string> = {
  rotate: degrees, rotateX: degrees, rotateY: degrees, rotateZ: degrees,
  skew: degrees, skewX: degrees, skewY: degrees,
  translate: px, translateX: px, translateY: px, translateZ: px, translate3d: px,
  scale: plain, scaleX: plain, scaleY: plain, scaleZ: plain, scale3d: plain,
};
const STYLES: Record<string, (value: number | string) => string> = {
  opacity: plain, backgroundColor: plain, width: px, height: px, left: px, right: px, top: px, bottom: px,
};
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function createAnimation(defaults: StepOptions = {}): Record<string, unknown> {
  let steps: AnimationStep[] = [];
  let transforms: string[] = [];
  let styles: Record<string, string> = {};
  const animation: Record<string, unknown> = {
    step(options: StepOptions = {}) {
      const { duration = 400, delay = 0, timingFunction = "linear", transformOrigin = "50% 50% 0" } = { ...defaults, ...options };
      steps.push({ durationMs: duration, delayMs: delay, timingFunction, transformOrigin, transforms, styles });
      transforms = [...transforms];
      styles = {};
      return animation;
    },
    export() {
      const actions = steps;
      steps = [];
      transforms = [];
      return { actions };
    },
  };
  for (const [name, format] of Object.entries(TRANSFORMS))
    animation[name] = (...values: number[]) => {
      transforms.push(`${name}(${values.map(format).join(",")})`);
      return animation;
    };
  for (const [name, format] of Object.entries(STYLES))
    animation[name] = (value: number | string) => {
      styles[kebab(name)] = format(value);
      return animation;
    };
  return animation;
}

/** Plays exported steps on an element, one after the other. */
export function playAnimation(element: HTMLElement, actions: readonly AnimationStep[]): void {
  const [step, ...rest] = actions;
  if (!step) return;
  const { style } = element;
  style.transition = `all ${step.durationMs}ms ${step.timingFunction} ${step.delayMs}ms`;
  style.transformOrigin = step.transformOrigin;
  if (step.transforms.length) style.transform = step.transforms.join(" ");
  for (const [name, value] of Object.entries(step.styles)) style.setProperty(name, value);
  setTimeout(() => playAnimation(element, rest), step.durationMs + step.delayMs);
}
