/** Starts the phone once all its scripts are there. */
import type { ProductManifest } from "../productScope";
import { type PhoneConfig, readSettings } from "./config";
import { Registry } from "./engine/registry";
import { installWxsGlobals } from "./engine/wxs";
import { Phone } from "./phone";
import { instantiate, type ProductFactory, productFunction, productGlobal } from "./product";
import { startApp } from "./start";
import { AppEvents } from "./wx/appEvents";
import { createWx } from "./wx";
import { connectBuiltIns } from "./builtins/phoneAccess";

const config: PhoneConfig = window.__phoneConfig;
const settings = readSettings(config.people);
const phone = new Phone(config, settings);
window.__phone = phone;
const PhoneDate = phone.clock.dateConstructor();
installWxsGlobals(PhoneDate);

let manifest: ProductManifest | undefined;
let templates: Record<string, unknown> = {};
let factory: ProductFactory | undefined;
window.__phoneManifest = (given) => (manifest = given);
window.__phoneTemplates = (given) => (templates = given);
window.__phoneProduct = (given) => (factory = given);

function start(): void {
  setInterval(() => phone.tick(), 1000);
  for (const problem of config.problems) phone.errors.report("build", problem);
  if (config.problems.length || !manifest || !factory) return;
  phone.install(manifest);
  const events = new AppEvents();
  phone.wx = createWx(phone, events);
  connectBuiltIns(phone);
  phone.registry = new Registry(manifest, templates, (where, error) => {
    phone.errors.report(where, error);
    events.error.emit(error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
  const provided = {
    wx: phone.wx,
    App: (definition: Record<string, unknown>) => {
      phone.app = definition;
    },
    ...phone.registry.functions(),
    getApp: () => phone.app,
    getCurrentPages: () => phone.router.stack.map((page) => page.instance),
    requirePlugin: (name: string) => {
      throw new Error(`plugin "${name}" is not provided by local/phone`);
    },
    Date: PhoneDate,
    Function: productFunction,
    __phoneModule: phone.registry.moduleMarks,
  };
  phone.registry.modules = instantiate(factory, { ...provided, globalThis: productGlobal(provided) });
  startApp(phone, events);
}

document.addEventListener("DOMContentLoaded", start);
