/** canvas: the 2d canvas of the browser, found by `createSelectorQuery().select(…).node()`. */
import { type Definition, flag, hostOf, part, text } from "./define";

export const canvas: Definition = {
  template: "canvas",
  properties: { type: text(), canvasId: text(), disableScroll: flag() },
  mount(self) {
    const element = part<HTMLCanvasElement>(self, "canvas");
    const { clientWidth, clientHeight } = hostOf(self);
    element.width = clientWidth || 300;
    element.height = clientHeight || 150;
    // the node's own additions on the phone
    Object.assign(element, {
      // asked for as anybody's: a picture from the cloud would otherwise keep the canvas from becoming a file
      createImage: () => Object.assign(new Image(), { crossOrigin: "anonymous" }),
      requestAnimationFrame: (callback: FrameRequestCallback) => requestAnimationFrame(callback),
      cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
      createImageData: (...args: [number, number]) => new ImageData(...args),
      createPath2D: (path?: string) => new Path2D(path),
    });
  },
};
