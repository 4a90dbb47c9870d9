import { currentTheme } from "../appearance";

/**
 * Gives a page `theme` for its root: `<view class="{{theme.root}} page" style="{{theme.style}}">`, fresh whenever the
 * page shows, because the elder view is switched on another page.
 */
export const appearance = Behavior({
  data: { theme: currentTheme() },
  lifetimes: {
    attached() {
      this.refreshTheme();
    },
  },
  pageLifetimes: {
    show() {
      this.refreshTheme();
    },
  },
  methods: {
    refreshTheme() {
      const theme = currentTheme();
      const { root, style } = this.data.theme;
      if (theme.root !== root || theme.style !== style) this.setData({ theme });
    },
  },
});
