/**
 * The script of a page or component, rewritten in memory so that the type of its data and methods can be imported:
 * `Page({…})` at the top level becomes `export default __page({…})`, where `__page` has the type of `Page` but gives
 * back what it inferred. One line stays one line, so positions hold.
 */
import ts from "typescript";

/**
 * The declarations behind the rewritten scripts. miniprogram-api-typings carries a similar signature on `Page` and
 * `Component`, but without what behaviours bring. What an author leaves out (`properties`, `methods`) is inferred as a
 * record of anything, under which every name would be right: FilterUnknownType keeps the names that are written.
 */
export const HOST_DECLARATIONS = `
type LinliHost<TProperties, TData, TMethods> = { properties: TProperties; data: TData; methods: TMethods };
type LinliNamed<T> = WechatMiniprogram.Component.FilterUnknownType<T>;
declare function __page<
  TData extends WechatMiniprogram.Page.DataOption,
  TCustom extends WechatMiniprogram.Page.CustomOption,
>(options: WechatMiniprogram.Page.Options<TData, TCustom>): LinliHost<{}, LinliNamed<TData>, LinliNamed<TCustom>>;
declare function __component<
  TData extends WechatMiniprogram.Component.DataOption,
  TProperty extends WechatMiniprogram.Component.PropertyOption,
  TMethod extends WechatMiniprogram.Component.MethodOption,
  TBehavior extends WechatMiniprogram.Component.BehaviorOption,
  TCustom extends WechatMiniprogram.IAnyObject = {},
  TIsPage extends boolean = false,
>(
  options: WechatMiniprogram.Component.Options<TData, TProperty, TMethod, TBehavior, TCustom, TIsPage>,
): LinliHost<
  LinliNamed<WechatMiniprogram.Component.PropertyOptionToData<TProperty>> &
    LinliNamed<WechatMiniprogram.Component.MixinProperties<TBehavior>>,
  LinliNamed<TData> &
    LinliNamed<WechatMiniprogram.Component.PropertyOptionToData<TProperty>> &
    LinliNamed<WechatMiniprogram.Component.MixinData<TBehavior>> &
    LinliNamed<WechatMiniprogram.Component.MixinProperties<TBehavior>>,
  LinliNamed<TMethod> & LinliNamed<WechatMiniprogram.Component.MixinMethods<TBehavior>>
>;
`;

const CAPTURED: Record<string, string> = { Page: "__page", Component: "__component" };

/** The rewritten script, or null where no `Page({…})` or `Component({…})` stands at the top level. */
export function hostScript(path: string, text: string): string | null {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false);
  for (const statement of source.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    const callee = statement.expression.expression;
    if (!ts.isIdentifier(callee)) continue;
    const capture = CAPTURED[callee.text];
    if (capture === undefined) continue;
    const start = statement.getStart(source);
    return `${text.slice(0, start)}export default ${capture}${text.slice(callee.getEnd())}`;
  }
  return null;
}
