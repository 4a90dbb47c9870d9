/** `this.animate(selector, keyframes, duration)` by the browser's own animations. */
import type { Instance } from "../engine/instances";

const TRANSFORMS: Record<string, (value: unknown) => string> = {
  translate: (value) => `translate(${(value as number[]).map((each) => `${each}px`).join(",")})`,
  translateX: (value) => `translateX(${Number(value)}px)`,
  translateY: (value) => `translateY(${Number(value)}px)`,
  rotate: (value) => `rotate(${Number(value)}deg)`,
  rotateZ: (value) => `rotate(${Number(value)}deg)`,
  scale: (value) => `scale(${(value as number[]).join(",")})`,
  scaleX: (value) => `scaleX(${Number(value)})`,
  scaleY: (value) => `scaleY(${Number(value)})`,
};

function toKeyframe(frame: Record<string, unknown>): Keyframe {
  const result: Keyframe = {};
  const transforms: string[] = [];
  for (const [name, value] of Object.entries(frame)) {
    const transform = TRANSFORMS[name];
    if (transform) transforms.push(transform(value));
    else if (name === "ease") result.easing = String(value);
    else result[name] = value as string | number;
  }
  if (transforms.length) result["transform"] = transforms.join(" ");
  return result;
}

function domNodes(instance: Instance, selector: string): Element[] {
  const found = instance._$.getShadowRoot()?.querySelectorAll(selector) ?? [];
  return found.flatMap((each) => (each.$$ ? [each.$$ as unknown as Element] : []));
}

export function animateElements(
  instance: Instance,
  selector: string,
  keyframes: Record<string, unknown>[],
  durationMs: number,
  done?: () => void,
): void {
  const frames = keyframes.map(toKeyframe);
  const animations = domNodes(instance, selector).map((node) => node.animate(frames, { duration: durationMs, fill: "forwards" }));
  void Promise.allSettled(animations.map((animation) => animation.finished)).then(() => done?.());
}

export function clearAnimations(instance: Instance, selector: string): void {
  for (const node of domNodes(instance, selector)) for (const animation of node.getAnimations()) animation.cancel();
}
