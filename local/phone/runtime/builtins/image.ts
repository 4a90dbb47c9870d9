/** image: fourteen ways to fit a picture into its box. */
import { type Definition, fire, flag, hostOf, part, text } from "./define";
import { thePhone } from "./phoneAccess";

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
    const load = async (source: string): Promise<void> => {
      if (source === loadedSource) return;
      loadedSource = source;
      picture.style.backgroundImage = "";
      if (!source) return;
      const failed = (): void => fire(self, "error", { errMsg: `GET ${source} failed` });
      const loader = new Image();
      loader.onload = () => {
        if (source !== loadedSource) return;
        picture.style.backgroundImage = `url("${loader.src.replace(/"/g, "%22")}")`;
        fit(loader);
        fire(self, "load", { width: loader.naturalWidth, height: loader.naturalHeight });
      };
      loader.onerror = failed;
      try {
        loader.src = await sourceUrl(source);
      } catch {
        failed();
      }
    };
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting || visible) return;
      visible = true;
      void load(String(self.data["src"] ?? ""));
    });
    observer.observe(host);
    return {
      render() {
        const { src, mode, lazyLoad } = self.data as Record<string, string>;
        picture.style.backgroundSize = SIZES[mode!] ?? (POSITIONS[mode!] ? "auto" : "100% 100%");
        picture.style.backgroundPosition = POSITIONS[mode!] ?? "center";
        if (!lazyLoad || visible) void load(String(src ?? ""));
      },
      unmount: () => observer.disconnect(),
    };
  },
};

/** Package paths count from the package's root; what lies elsewhere needs the network. */
/** Where a page loads a picture from. @throws Error for what clients may not read */
export async function sourceUrl(source: string): Promise<string> {
  const phone = thePhone();
  if (/^https?:/.test(source)) {
    await phone.network.pass();
    return source;
  }
  if (/^(data:|blob:|wxfile:)/.test(source)) return phone.files.urlOf(source);
  if (source.startsWith("cloud://")) throw new Error("the storage rule lets clients read nothing");
  return `/${source.replace(/^(\.{0,2}\/)+/, "")}`;
}
