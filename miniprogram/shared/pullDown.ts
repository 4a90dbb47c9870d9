/** Pulling a page down opens it anew, and WeChat's ring turns until that has ended, well or not. */
export const pulledDown = (opening: Promise<unknown>): Promise<void> => opening.then(stop, stop);

const stop = (): void => void wx.stopPullDownRefresh();
