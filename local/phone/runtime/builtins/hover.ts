/** The pressed look: `hover-class` from a little after the touch until a little after its end. */
import { type BuiltIn, HOVER_SEGMENT, hostOf } from "./define";

export function watchHover(self: BuiltIn): void {
  const host = hostOf(self);
  if (!host) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const press = (event: Event): void => {
    const { hoverClass, disabled, hoverStartTime, hoverStopPropagation } = self.data;
    const names = hoverClass === "none" ? "" : String(hoverClass);
    if (!names || disabled) return;
    if (hoverStopPropagation) event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(() => self.setNodeClass(names, HOVER_SEGMENT), Number(hoverStartTime));
  };
  const release = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => self.setNodeClass("", HOVER_SEGMENT), Number(self.data["hoverStayTime"]) / 4);
  };
  host.addEventListener("touchstart", press, { passive: true });
  host.addEventListener("mousedown", press);
  for (const type of ["touchend", "touchcancel", "mouseup", "mouseleave"]) host.addEventListener(type, release);
}
