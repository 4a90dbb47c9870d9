/** What WeChat hands a page escaped. A code that was damaged or made by somebody else is as good as none: it must not keep a page from opening. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
