import Module from "node:module";

/** Exports that importers read at once, by values that do not need the module until they are used. */
type Instead = (real: () => object) => Readonly<Record<string, unknown>>;

/**
 * Loads a module only when one of its exports is used: most programs use little of an SDK.
 * @param file Its absolute path; an already loaded module stays as it is.
 */
export function loadLater(file: string, instead: Instead = () => ({})): void {
  if (file in require.cache) {
    return;
  }
  const standIn = new Module(file);
  let isLeftOut = true;
  let loaded: object | undefined;
  const load = (): object => {
    if (isLeftOut) {
      isLeftOut = false;
      Reflect.deleteProperty(require.cache, file);
    }
    // Of a module that is being loaded, this is as much as there is.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- by its absolute path, late
    return require(file) as object;
  };
  const exports = (): object => {
    if (loaded !== undefined) {
      return loaded;
    }
    const real = load();
    const module = require.cache[file];
    if (module?.loaded === true) {
      loaded = real;
      // Who serialises a function knows a module by its one object.
      module.exports = standIn.exports as object;
    }
    return real;
  };
  const early = instead(exports);
  standIn.filename = file;
  standIn.loaded = true;
  standIn.exports = new Proxy(
    {},
    {
      get(_target, name) {
        // An `import *` reads this first, and would copy every export without it.
        if (name === "__esModule") {
          return true;
        }
        return isLeftOut && Object.hasOwn(early, name)
          ? early[String(name)]
          : (Reflect.get(exports(), name) as unknown);
      },
      set: (_target, name, value) => Reflect.set(exports(), name, value),
      has: (_target, name) => Reflect.has(exports(), name),
      ownKeys: () => Reflect.ownKeys(exports()),
      getOwnPropertyDescriptor(_target, name) {
        const property = Reflect.getOwnPropertyDescriptor(exports(), name);
        return property && { ...property, configurable: true };
      },
    },
  );
  require.cache[file] = standIn;
}
