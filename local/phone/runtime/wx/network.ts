/** State of the network, wx.request and downloads. */
import type { Phone } from "../phone";
import { api, type Family } from "./api";

type NetworkListener = (result: { isConnected: boolean; networkType: string }) => void;

export function networkApis(phone: Phone): Family {
  const { network } = phone;
  const listeners = new Map<NetworkListener, () => void>();
  return {
    getNetworkType: api("getNetworkType", () => ({ networkType: network.type, signalStrength: 0, weakNet: network.connection === "slow" })),
    onNetworkStatusChange: (listener: NetworkListener) => {
      listeners.set(
        listener,
        network.changed.add(() => listener({ isConnected: network.connection !== "offline", networkType: network.type })),
      );
    },
    offNetworkStatusChange: (listener?: NetworkListener) => {
      for (const [key, remove] of listeners) if (!listener || key === listener) remove();
    },
  };
}
