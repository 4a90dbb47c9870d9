import { flushOutbox } from "./shared/outbox";

App({
  onLaunch() {
    wx.cloud.init({ traceUser: false });
    wx.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) void flushOutbox();
    });
  },
  onShow() {
    void flushOutbox();
  },
});
