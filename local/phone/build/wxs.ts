/**
 * WXS is JavaScript with three differences that matter to the components we run:
 * `.constructor` reads as a *string* ("Array"), a pattern given to getRegExp keeps unknown escapes ("\d"),
 * and modules are addressed without the suffix at run time. Exported functions are marked, so that an event handler
 * written in WXS can be told from a component's method.
 */
export function transformWxs(source: string): string {
  const withPatterns = source.replace(
    /(getRegExp\(\s*)('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g,
    (_, call: string, literal: string) =>
      call + literal.replace(/\\(['"nrt\\])|\\(.)/g, (whole: string, kept?: string, escaped?: string) => (kept ? whole : `\\\\${escaped}`)),
  );
  const withPaths = withPatterns.replace(/(require\(\s*['"][^'"]+?)\.wxs(['"])/g, "$1$2");
  const withConstructors = withPaths.replace(/([\w$\])]+(?:\.[\w$]+|\[[^\]]+\])*)\.constructor\b/g, "__wxsConstructor($1)");
  return `${withConstructors}\n;__wxsMark(module.exports);`;
}
