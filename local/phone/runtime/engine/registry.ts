/** Registers the product's pages and components with WeChat's component framework, each when it is first needed. */
import * as adapter from "glass-easel-miniprogram-adapter";
import * as ge from "glass-easel";
import type { ProductManifest } from "../../productScope";
import { defineBuiltIns } from "../builtins";
import type { ProductModules } from "../product";
import { NO_DEFAULT, NORMAL, PhoneBackend } from "./backend";
import { patchInstances } from "./instances";
import { assertCarried } from "./setDataGuard";

type Definition = Record<string, unknown> & {
  behaviors?: unknown[];
  properties?: Record<string, unknown>;
  data?: unknown;
  options?: Record<string, unknown>;
};

interface ComponentFunctions {
  Page(definition: Definition): void;
  Component(definition?: Definition): unknown;
  Behavior: ((definition?: Definition) => unknown) & { trait?: unknown };
}

/** What glass-easel says that is no fault of the product: TDesign passes null, undefined and numbers freely. */
const HARMLESS = /is not a valid property|Use number as for-list|Some keys are not unique|type-incompatible value|not contain unique keys/;

export class Registry {
  readonly codeSpace: adapter.CodeSpace;
  readonly associated: adapter.AssociatedBackend;
  private readonly loaded = new Set<string>();
  private readonly current: string[] = [];
  private readonly wxBehaviors: Record<string, unknown>;
  modules: ProductModules = { scripts: {} };

  constructor(
    private readonly manifest: ProductManifest,
    templates: Record<string, unknown>,
    private readonly report: (where: string, error: unknown) => void,
  ) {
    const environment = new adapter.MiniProgramEnv();
    this.codeSpace = environment.createCodeSpace("", true);
    const space = this.codeSpace.getComponentSpace();
    this.keepPlainIds();
    for (const [name, definition] of Object.entries(defineBuiltIns())) space.setGlobalUsingComponent(name, definition);
    const backend = new PhoneBackend();
    backend.onEvent((target, type, detail, options) => {
      const event = new ge.Event(type, detail, options);
      ge.Event.dispatchEvent(target, event);
      return event.defaultPrevented() ? NO_DEFAULT : NORMAL;
    });
    this.associated = environment.associateBackend(backend);
    for (const [id, component] of Object.entries(manifest.components)) {
      this.codeSpace.addComponentStaticConfig(id, {
        ...component.config,
        component: !component.isPage || Boolean(component.config["component"]),
        usingComponents: component.usingComponents,
        styleIsolation: component.isPage ? "shared" : component.styleIsolation,
      } as Parameters<adapter.CodeSpace["addComponentStaticConfig"]>[1]);
      this.codeSpace.addStyleSheet(id, undefined, component.styleScope);
      const content = templates[id];
      if (content) {
        const template = { groupList: templates, content, fallbackListenerOnNativeNode: true };
        this.codeSpace.addCompiledTemplate(id, template as unknown as ge.template.ComponentTemplate);
      }
    }
    this.wxBehaviors = this.defineWxBehaviors();
    patchInstances((id, data) => {
      if (!id.startsWith("miniprogram_npm/")) assertCarried(data, id);
    });
    ge.addGlobalWarningListener((message) => {
      if (!HARMLESS.test(message)) console.warn(`[mp] ${message}`);
      return false;
    });
    ge.addGlobalErrorListener((error, method, component) => {
      const owner = typeof component === "string" ? component : (component?.is ?? "");
      this.report(`${owner} ${method}`.trim(), error);
      return false;
    });
  }

  /** The adapter prefixes ids in the DOM; without, `#id` in styles and tests means what the author wrote. */
  private keepPlainIds(): void {
    const space = this.codeSpace as unknown as { prepareComponentOptions(is: string, options?: object): [ge.ComponentOptions, unknown] };
    const prepare = space.prepareComponentOptions.bind(space);
    space.prepareComponentOptions = (is, options) => {
      const [result, isolation] = prepare(is, options);
      result.idPrefixGenerator = null;
      result.writeIdToDOM = true;
      return [result, isolation];
    };
  }

  private defineWxBehaviors(): Record<string, unknown> {
    const plain = (): unknown => this.codeSpace.behavior().register();
    const field = this.codeSpace
      .behavior()
      .definition({ properties: { name: { type: String, value: "" }, value: { type: null as never } } })
      .register();
    return {
      "wx://form-field": field,
      "wx://form-field-group": plain(),
      "wx://form-field-button": plain(),
      "wx://component-export": plain(),
      "wx://proxy-scroll-view": plain(),
    };
  }

  /** Page, Component and Behavior for whichever module runs at the moment. */
  functions(): ComponentFunctions {
    const here = (): ComponentFunctions =>
      this.codeSpace.componentEnv(this.current.at(-1) ?? "(no module)", (environment) => environment as unknown as ComponentFunctions);
    const Behavior: ComponentFunctions["Behavior"] = (definition) => here().Behavior(definition && this.prepare(definition));
    Behavior.trait = (...args: unknown[]) => (here().Behavior.trait as (...args: unknown[]) => unknown)(...args);
    return {
      Page: (definition) => {
        this.checkInitialData(definition);
        here().Page(this.prepare({ ...definition }));
      },
      Component: (definition) => {
        if (definition === undefined) return here().Component();
        this.checkInitialData(definition);
        return here().Component(this.prepare(definition));
      },
      Behavior,
    };
  }

  private checkInitialData(definition: Definition): void {
    const id = this.current.at(-1) ?? "";
    if (definition.data && !id.startsWith("miniprogram_npm/")) assertCarried(definition.data, `${id} (initial data)`);
  }

  private prepare(definition: Definition): Definition {
    if (definition.behaviors)
      definition.behaviors = definition.behaviors.map((each) => {
        if (typeof each !== "string") return each;
        const known = this.wxBehaviors[each];
        if (!known) throw new Error(`behavior "${each}" is not provided by local/phone`);
        return known;
      });
    for (const [name, property] of Object.entries(definition.properties ?? {}))
      if (property && typeof property === "object" && !Array.isArray(property) && (property as { type?: unknown }).type === undefined)
        definition.properties![name] = { ...property, type: null };
    return definition;
  }

  /** For `__phoneModule`, which every page's and component's module calls at its start and end. */
  readonly moduleMarks = {
    enter: (id: string): void => void this.current.push(id),
    leave: (): void => void this.current.pop(),
  };

  /** Evaluates the scripts of a page or component and of all it uses, those first. */
  load(id: string): void {
    if (this.loaded.has(id)) return;
    this.loaded.add(id);
    const record = this.manifest.components[id];
    if (!record) throw new Error(`"${id}" is not part of this mini-program`);
    const generics = Object.values(record.componentGenerics ?? {}).flatMap((each) => (typeof each === "object" && each.default ? [each.default] : []));
    for (const target of [...Object.values(record.usingComponents), ...generics]) this.load(target.replace(/^\//, ""));
    const script = this.modules.scripts[id];
    const depth = this.current.length;
    try {
      script?.();
    } catch (error) {
      this.report(id, error);
    } finally {
      this.current.length = depth;
    }
  }
}
