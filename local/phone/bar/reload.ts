/** Reloads the page when the product was built anew. */
export function watchReload(): void {
  const { version } = window.__phoneConfig;
  const source = new EventSource("/_reload");
  source.addEventListener("message", ({ data }: MessageEvent<string>) => {
    if (data !== version) location.reload();
  });
}
