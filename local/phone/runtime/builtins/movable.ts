/** movable-area and movable-view: something that a finger moves within a box. */
import { any, type BuiltIn, type Definition, enclosing, fire, flag, hostOf, number, text } from "./define";

export const movableArea: Definition = { properties: { scaleArea: flag() } };

export const movableView: Definition = {
  properties: {
    direction: text("none"), x: any(0), y: any(0), inertia: flag(), outOfBounds: flag(), damping: number(20), friction: number(2), disabled: flag(),
    scale: flag(), scaleMin: number(0.5), scaleMax: number(10), scaleValue: number(1), animation: any(true),
  },
  mount(self) {
    const host = hostOf(self);
    const position = { x: 0, y: 0 };
    const move = (x: number, y: number, source: string): void => {
      const area = enclosing(host, "movable-area");
      const room = area ? hostOf(area) : host;
      position.x = Math.max(0, Math.min(x, room.clientWidth - host.offsetWidth));
      position.y = Math.max(0, Math.min(y, room.clientHeight - host.offsetHeight));
      host.style.transform = `translate(${position.x}px, ${position.y}px)`;
      fire(self, "change", { ...position, source });
    };
    watchDrag(self, position, move);
    let applied = "";
    return {
      render() {
        const wanted = `${String(self.data["x"])},${String(self.data["y"])}`;
        if (wanted === applied) return;
        applied = wanted;
        move(parseFloat(String(self.data["x"])) || 0, parseFloat(String(self.data["y"])) || 0, "");
      },
    };
  },
};

interface Touched {
  touches: { clientX: number; clientY: number }[];
}

function watchDrag(self: BuiltIn, position: { x: number; y: number }, move: (x: number, y: number, source: string) => void): void {
  let from = { clientX: 0, clientY: 0, x: 0, y: 0 };
  self.addListener("touchstart", (event) => {
    from = { ...from, ...(event as unknown as Touched).touches[0], ...position };
  });
  self.addListener("touchmove", (event) => {
    const { direction, disabled } = self.data;
    const touch = (event as unknown as Touched).touches[0];
    if (disabled || direction === "none" || !touch) return;
    const x = direction === "vertical" ? from.x : from.x + touch.clientX - from.clientX;
    const y = direction === "horizontal" ? from.y : from.y + touch.clientY - from.clientY;
    move(x, y, "touch");
  });
}
