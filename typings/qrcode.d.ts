/** Only what draws nothing: the library's renderers would bring files and streams into the cloud's bundle. */
declare module "qrcode/lib/core/qrcode" {
  interface QrCode {
    /** `data`: row by row, 1 dark and 0 light, without the quiet zone. */
    modules: { size: number; data: Uint8Array };
  }
  export function create(text: string, options: { errorCorrectionLevel: "L" | "M" | "Q" | "H" }): QrCode;
}
