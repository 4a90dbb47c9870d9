/** image: fourteen ways to fit a picture into its box. */
import { type Definition, fire, flag, hostOf, part, text } from "./define";

const POSITIONS: Record<string, string> = {
  top: "top", bottom: "bottom", center: "center", left: "left", right: "right",
  "top left": "left top", "top right": "right top", "bottom left": "left bottom", "bottom right": "right bottom",
};
const SIZES: Record<string, string> = { aspectFit: "contain", aspectFill: "cover" };

export const image: Definition = {
  template: "image",
  properties: { src: text(), mode: text("scaleToFill"), lazyLoad: flag(), webp: flag(), showMenuByLongpress: flag(), fadeIn: flag(), forceHttps: flag() },
  mount(self) {
    const host = hostOf(self);
    const picture = part(self, "picture");
    let loadedSource = "";
    let visible = false;
    const fit = (loaded: HTMLImageElement): void => {
      const { mode } = self.data;
      if (mode === "widthFix") host.style.height = `${(host.clientWidth * loaded.naturalHeight) / loaded.naturalWidth}px`;
      if (mode === "heightFix") host.style.width = `${(host.clientHeight * loaded.naturalWidth) / loaded.naturalHeight}px`;
    };
    const load = (source: string): void => {
      if (source === loadedSource) return;
      loadedSource = source;
      picture.style.backgroundImage = "";
      if (!source) return;
      const url = sourceUrl(source);
      const loader = new Image();
      loader.onload = () => {
        if (source !== loadedSource) return;
        picture.style.backgroundImage = `url("${url.replace(/"/g, "%22")}")`;
        fit(loader);
        fire(self, "load", { width: loader.naturalWidth, height: loader.naturalHeight });
      };
      loader.onerror = () => fire(self, "error", { errMsg: `GET ${source} failed` });
      loader.src = url;
    };
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting || visible) return;
      visible = true;
      load(String(self.data["src"] ?? ""));
    });
    observer.observe(host);
    return {
      render() {
        const { src, mode, lazyLoad } = self.data as Record<string, string>;
        picture.style.backgroundSize = SIZES[mode!] ?? (POSITIONS[mode!] ? "auto" : "100% 100%");
        picture.style.backgroundPosition = POSITIONS[mode!] ?? "center";
        if (!lazyLoad || visible) load(String(src ?? ""));
      },
      unmount: () => observer.disconnect(),
    };
  },
};

/** Package paths count from the package's root; cloud ids are read through the server. */
function sourceUrl(source: string): string {
  if (source.startsWith("cloud://")) return `/client/downloadFile?fileID=${encodeURIComponent(source)}`;
  return /^(https?:|data:|blob:|\/)/.test(source) ? source : `/${source.replace(/^(\.\.?\/)+/, "")}`;
}
