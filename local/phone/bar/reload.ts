/** Reloads the page when the product was built anew, also after the server was away for a while. */
const RETRY_MS = 2000;

export function watchReload(): void {
  const { version, watch } = window.__phoneConfig;
  if (!watch) return;
  const socket = new WebSocket(`ws://${location.host}/_reload`);
  socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
    if (data !== version) location.reload();
  });
  socket.addEventListener("close", () => setTimeout(watchReload, RETRY_MS));
}
