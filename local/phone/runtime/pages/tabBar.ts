/** WeChat's own tab bar, for products that don't bring a custom one. */
import type { Phone } from "../phone";
import { h } from "../ui/dom";
import type { PhonePage } from "./page";
import { resolveTheme } from "./windowOptions";

export class TabBar {
  readonly element = h("nav", { class: "mp-tabbar", "aria-label": "标签栏", hidden: true });
  private readonly buttons: { path: string; button: HTMLElement; icon: HTMLImageElement | null; badge: HTMLElement }[] = [];
  private hiddenByProduct = false;
  private current: PhonePage | undefined;

  constructor(private readonly phone: Phone) {
    const { tabBar } = phone.manifest.app;
    if (!tabBar || tabBar.custom) return;
    tabBar.list.forEach((tab, index) => {
      const icon = tab.iconPath ? h("img", { alt: "" }) : null;
      const badge = h("i", { class: "mp-badge", hidden: true });
      const button = h("button", { type: "button", onclick: () => this.tap(index) }, icon, h("span", {}, tab.text), badge);
      this.buttons.push({ path: tab.pagePath, button, icon, badge });
      this.element.append(button);
    });
  }

  private tap(index: number): void {
    const tab = this.phone.manifest.app.tabBar!.list[index]!;
    this.phone.router.switchTab(`/${tab.pagePath}`);
    this.phone.router.top?.call("onTabItemTap", { index, pagePath: tab.pagePath, text: tab.text });
  }

  update(page = this.current): void {
    this.current = page;
    this.element.hidden = !page?.isTab || this.buttons.length === 0 || this.hiddenByProduct;
    const { tabBar } = this.phone.manifest.app;
    if (!tabBar) return;
    const color = (value: string | undefined): string => String(resolveTheme(this.phone.manifest, value ?? "", this.phone.settings.dark) ?? "");
    this.element.style.background = color(tabBar.backgroundColor) || "#ffffff";
    this.buttons.forEach(({ path, button, icon }, index) => {
      const selected = path === page?.path;
      const { iconPath, selectedIconPath } = tabBar.list[index]!;
      button.style.color = color(selected ? tabBar.selectedColor : tabBar.color);
      if (selected) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
      const source = selected ? (selectedIconPath ?? iconPath) : iconPath;
      if (icon && source) icon.src = `/${String(resolveTheme(this.phone.manifest, source, this.phone.settings.dark)).replace(/^\//, "")}`;
    });
  }

  setHidden(hidden: boolean): void {
    this.hiddenByProduct = hidden;
    this.update();
  }

  /** Text of a tab's badge; null removes it, an empty string shows a red dot. */
  setBadge(index: number, text: string | null): void {
    const entry = this.buttons[index];
    if (!entry) throw new Error("tabbar item not found");
    entry.badge.hidden = text === null;
    entry.badge.textContent = text;
  }
}
