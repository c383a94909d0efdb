import Module from "node:module";

/**
 * Loads a module only when one of its exports is used: most programs use little of an SDK.
 * @param file Its absolute path; an already loaded module stays as it is.
 * @param instead Exports that importers read at once, with values that do not need the module.
 */
export function loadLater(file: string, instead: Readonly<Record<string, unknown>> = {}): void {
  if (file in require.cache) {
    return;
  }
  const standIn = new Module(file);
  let isLeftOut = true;
  const exports = () => {
    if (isLeftOut) {
      isLeftOut = false;
      Reflect.deleteProperty(require.cache, file);
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- by its absolute path, late
    return require(file) as object;
  };
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
        return Object.hasOwn(instead, name) && isLeftOut
          ? instead[String(name)]
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
